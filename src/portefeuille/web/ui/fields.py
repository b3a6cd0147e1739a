"""Fields that read what people type, and say what to type instead when they cannot.

Each takes `what`: the thing asked for, with its article ("the project amount"), so that an
error names it and can stand alone in the error summary.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.money import WHOLE, BasisPoints, Cents
from portefeuille.core.show import show_amount
from portefeuille.web.ui.amounts import LongAmountError, NegativeAmountError, parse_eur

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
"""Days outside these two are typing errors, whatever is asked."""


class EuroInput(forms.TextInput):
    """A text box with a euro sign before it; text, since number boxes refuse a decimal comma."""

    prefix = "€"

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "class": "govuk-input--width-10"})


class EuroField(forms.Field):
    """An amount as Belgians write it; cleans to integer cents, or None when left empty."""

    widget = EuroInput
    default_error_messages = {
        "required": _("Enter %(what)s."),
        "negative": _("Enter %(what)s as 0 euro or more, without a minus sign."),
        "too_long": _("Enter %(what)s with no more than 12 digits before the comma."),
        "form": _("Write %(what)s as 1.234,56 or 1234,56: the comma comes before the cents."),
    }

    def __init__(self, *, what: str | Promise, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.what = what

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise self._fault("required")

    def to_python(self, value: Any) -> Cents | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_eur(text)
        except NegativeAmountError:
            raise self._fault("negative") from None
        except LongAmountError:
            raise self._fault("too_long") from None
        except ValueError:
            raise self._fault("form") from None

    def prepare_value(self, value: Any) -> Any:
        """Cents as they are typed; what somebody typed stays as it was."""
        return show_amount(value) if isinstance(value, int) else value

    def _fault(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"what": self.what})


class DayInput(forms.DateInput):
    """One text box for a day: it can be typed, pasted and read back in one go."""

    def __init__(self) -> None:
        super().__init__({"class": "govuk-input--width-10"}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day typed as 22/11/2026, 22-11-2026, 22.11.2026 or 2026-11-22; cleans to a date."""

    widget = DayInput
    default_error_messages = {
        "required": _("Enter %(what)s."),
        "invalid": _("Write %(what)s as a day that exists, such as 22/11/2026."),
        "far": _("Write %(what)s as a day between 2000 and 2099."),
    }

    def __init__(self, *, what: str | Promise, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.what = what

    def clean(self, value: Any) -> date | None:
        try:
            day: date | None = super().clean(value)
        except ValidationError as fault:
            raise self._fault(fault.code or "invalid") from None
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise self._fault("far")
        return day

    def _fault(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"what": self.what})


class PercentField(forms.Field):
    """A percentage as people type it; cleans to basis points, or None when left empty."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> BasisPoints | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = _PERCENT.fullmatch(typed)
        points = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else WHOLE + 1
        if points > WHOLE:
            raise ValidationError(_("Write the percentage as a number up to 100, such as 12,5."))
        return points
