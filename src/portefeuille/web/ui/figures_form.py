"""The filter bar of the figures: what stands in the address, and the scope that it asks.

The words of an address are Dutch, the codes those of `portefeuille figures --where`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from portefeuille.core.facts import DELIVERIES, SERVICES, SIZES
from portefeuille.core.law import Language
from portefeuille.figures.labels import code_in_words, themes_between
from portefeuille.figures.values import Scope
from portefeuille.figures.words import SECTIONS
from portefeuille.register.regions import PROVINCES
from portefeuille.web.ui.fields import DayField
from portefeuille.web.ui.forms import PageForm

FIRST_YEAR: Final = 2015
OTHERS: Final[Mapping[str, str]] = {
    "grootte": "size",
    "provincie": "province",
    "sector": "section",
    "vorm": "delivery",
}
"""The fields that are further dimensions of a scope."""

MEASURES: Final = (("approved", _("Projects")), ("grant_cents", _("Subsidy granted")))
"""What a chart of bars can be drawn by, as columns of its table."""

IN_SIGHT: Final = ("jaar", "kwartaal", "dienst", "thema", "grootte", "maat")

_THEME_CODE: Final = re.compile(r"[a-z0-9-]{1,80}(/[a-z0-9-]{1,80})?")


class CodeField(forms.ChoiceField):
    """A choice from a list that is long or of another day: a code outside it is let through."""

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or bool(_THEME_CODE.fullmatch(value))


class PublicFilter(PageForm):
    """What the public can narrow a release to: a year, a service, a size."""

    jaar = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    dienst = forms.ChoiceField(label=_("Service"), required=False)
    grootte = forms.ChoiceField(label=_("Size of the enterprise"), required=False)
    maat = forms.ChoiceField(
        label=_("The chart shows"),
        choices=[("", _("What the title says")), *MEASURES],
        required=False,
        error_messages={"invalid_choice": _("Choose what the chart shows from the list.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, years: Sequence[int], language: Language
    ) -> None:
        super().__init__(data)
        self.language = language
        self._offer("jaar", [(str(year), str(year)) for year in years], every=False)
        self._offer("dienst", self._named("service", sorted(SERVICES)))
        self._offer("grootte", self._named("size", self.sizes()))

    @property
    def first(self) -> list[BoundField]:
        """The fields that stand in sight."""
        return [self[name] for name in self.fields if name in IN_SIGHT]

    @property
    def rest(self) -> list[BoundField]:
        """The fields that unfold."""
        return [self[name] for name in self.fields if name not in IN_SIGHT]

    @property
    def unfolded(self) -> bool:
        """Whether one of those is filled in or wrong."""
        return any(field.errors or self.data.get(field.name) for field in self.rest)

    def sizes(self) -> Sequence[str]:
        """The sizes that can be asked: large enterprises are granted nothing."""
        return SIZES[:2]

    def scope(self, year: int) -> Scope:
        """The scope that was asked, of this year where none was."""
        sent = self.cleaned_data
        of = sent["jaar"] or year
        others = (("size", sent["grootte"]),) if sent["grootte"] else ()
        return Scope(date(of, 1, 1), date(of, 12, 31), sent["dienst"] or None, None, others)

    def _named(self, dimension: str, codes: Sequence[str]) -> list[tuple[str, str]]:
        today = (date.max, date.max)
        return [(code, str(code_in_words(dimension, code, today, self.language))) for code in codes]

    def _offer(self, name: str, choices: list[tuple[str, str]], *, every: bool = True) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices] if every else choices
        what = {"what": field.label}
        field.error_messages["invalid_choice"] = _("%(what)s: choose from the list.") % what


class OfficeFilter(PublicFilter):
    """What the office can ask: any period and every dimension, as known on any day."""

    kwartaal = forms.TypedChoiceField(
        label=_("Quarter"),
        choices=[("", _("All")), *((str(n), str(n)) for n in range(1, 5))],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose a quarter from 1 to 4.")},
    )
    van = DayField(what=_("the first day"), label=_("From"), required=False)
    tot = DayField(what=_("the last day"), label=_("Up to and including"), required=False)
    thema = CodeField(label=_("Theme"), required=False)
    provincie = forms.ChoiceField(label=_("Province"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    vorm = forms.ChoiceField(label=_("Way of training"), required=False)
    peildag = DayField(
        what=_("the as-of day"),
        label=_("As known on"),
        help_text=_("Empty is today."),
        required=False,
    )

    bron = forms.ChoiceField(
        label=_("Counted in"),
        choices=[("", _("The snapshot of the night")), ("boeken", _("The book of record, now"))],
        required=False,
        error_messages={"invalid_choice": _("Choose where to count from the list.")},
    )

    field_order = ("jaar", "kwartaal", "dienst", "thema", "grootte", "maat", "van", "tot")

    def __init__(self, data: Mapping[str, Any] | None, today: date, language: Language) -> None:
        super().__init__(data, range(today.year, FIRST_YEAR - 1, -1), language)
        self.today = today
        themes = themes_between(date(FIRST_YEAR, 1, 1), today)
        self._offer(
            "thema",
            sorted(
                ((code, text[language]) for code, text in themes.items()),
                key=lambda one: one[1].casefold(),
            ),
        )
        provinces = sorted({province for _first, province, _region in PROVINCES})
        self._offer("provincie", self._named("province", provinces))
        self._offer("sector", [(code, text[language]) for code, text in SECTIONS.items()])
        self._offer("vorm", self._named("delivery", DELIVERIES))
        self.initial = {"jaar": today.year}

    def sizes(self) -> Sequence[str]:
        """Every size."""
        return SIZES

    def clean_peildag(self) -> date | None:
        """Refuses a day that is to come: what will be known is not known."""
        day: date | None = self.cleaned_data["peildag"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Choose a day that is not to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Both days of a period or neither, in their order."""
        sent = super().clean() or self.cleaned_data
        first, last = sent.get("van"), sent.get("tot")
        if "van" not in self.errors and "tot" not in self.errors:
            if (first is None) != (last is None):
                self.add_error("tot" if last is None else "van", _("Give both days of a period."))
            elif first and last and last < first:
                self.add_error("tot", _("Choose a last day that is not before the first."))
        return sent

    def scope(self, year: int) -> Scope:
        """The scope that was asked: the days where there are, else the quarter or the year."""
        sent = self.cleaned_data
        first, last = sent["van"], sent["tot"]
        if first is None:
            first = date(sent["jaar"] or year, 1 + 3 * ((sent["kwartaal"] or 1) - 1), 1)
            months = 3 if sent["kwartaal"] else 12
            last = first + relativedelta(months=months, days=-1)
        others = tuple((of, sent[name]) for name, of in OTHERS.items() if sent[name])
        return Scope(first, last, sent["dienst"] or None, sent["thema"] or None, others)
