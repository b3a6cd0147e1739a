"""What a provider is asked: which applications to show, and why it refuses one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.applications.queries import Chosen
from portefeuille.applications.transitions import STATUSES as CODES
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.statuses import REFUSALS, STATUSES

MAX_WORDS = 2000


class FilterForm(PageForm):
    """Registration and status; what is not among the choices filters nothing."""

    nummer = forms.ChoiceField(label=_("Registration number"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, asked: Mapping[str, Any], registrations: Iterable[str]) -> None:
        choices: dict[str, list[Any]] = {
            "nummer": [(number, number) for number in registrations],
            "status": [(code, STATUSES[code].label) for code in CODES],
        }
        super().__init__(
            {
                name: asked[name]
                for name, known in choices.items()
                if asked.get(name) in [code for code, _label in known]
            }
        )
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *known]

    def registrations(self, held: Iterable[str]) -> list[str]:
        """Which of the registrations that are held are asked for."""
        wanted = self.data.get("nummer")
        return [number for number in held if wanted in (None, number)]

    @property
    def chosen(self) -> Chosen:
        """Which applications the filters ask for."""
        return Chosen(status=self.data.get("status"))


class RefuseForm(PageForm):
    """Why a provider refuses: a reason of the regulation, and its own words."""

    reason = forms.ChoiceField(
        label=_("Why do you refuse?"),
        choices=list(REFUSALS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why you refuse."),
            "invalid_choice": _("Choose why you refuse."),
        },
    )
    words = forms.CharField(
        label=_("Explain it to the enterprise"),
        help_text=_("The enterprise reads this. Name no people."),
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Explain to the enterprise why you refuse."),
            "max_length": _("Explain it in at most 2000 characters."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["words"].widget.attrs.pop("maxlength", None)
