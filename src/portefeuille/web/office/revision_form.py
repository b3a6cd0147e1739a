"""What turned out otherwise: the facts by which the decisions of a year are taken again.

A size is named, or computed from the figures of two years and of the enterprises it belongs
with. Everything that is left open stays as it was judged.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from portefeuille.applications.queries import Dossier
from portefeuille.applications.services import Change
from portefeuille.core.law import LawInForce
from portefeuille.core.money import format_euro, format_share
from portefeuille.core.size.reading import MOST_MONTHS
from portefeuille.web.public.forms import SIZES
from portefeuille.web.ui.fields import EuroField, PercentField
from portefeuille.web.ui.forms import PageForm

FIGURES: Final = "figures"
RELATED: Final = range(1, 4)
"""Rows for partner and linked enterprises; more of one kind are added up in one row."""

MAX_MOTIVE: Final = 2000

RELATIONS = [
    ("", _("None")),
    ("partner", _("Partner: counted for the share held")),
    ("linked", _("Linked: counted in full")),
]

_HEADCOUNT = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")


class HeadcountField(forms.Field):
    """Full-time equivalents as people type them; cleans to the form of a dossier, or None."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = _HEADCOUNT.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(_("Write the headcount as a number, such as 12,5."))
        return f"{found[1]}.{found[2]}" if found[2] else found[1]


def _figures(prefix: str) -> dict[str, forms.Field]:
    """The three figures of a year or of a related enterprise."""
    return {
        f"{prefix}_headcount": HeadcountField(label=_("Headcount, in FTE"), required=False),
        f"{prefix}_turnover": EuroField(
            what=_("the turnover"), label=_("Turnover"), required=False
        ),
        f"{prefix}_balance": EuroField(
            what=_("the balance sheet total"), label=_("Balance sheet total"), required=False
        ),
    }


def _months() -> forms.Field:
    """How long a financial year lasted; left open, twelve months."""
    wrong = _("Write the months as a number from 1 to 24, such as 6.")
    return forms.IntegerField(
        label=_("Months of the financial year (if not 12)"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.TextInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class RevisionForm(PageForm):
    """The facts, and why the decisions are taken again."""

    size = forms.ChoiceField(
        label=_("Size of the enterprise"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("As it was judged")),
            *SIZES,
            (FIGURES, _("Work it out from the figures below")),
        ],
    )
    previous = forms.ChoiceField(
        label=_("Size before these years (if known)"),
        required=False,
        choices=[("", _("Not known")), *SIZES],
    )
    public_share = PercentField(
        label=_("Part that public authorities own"),
        help_text=_("As a percentage, for example 12,5. Leave open what was judged rightly."),
        required=False,
    )
    sheltered_workshop = forms.ChoiceField(
        label=_("Recognised sheltered workshop"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("As it was judged")), ("yes", _("Yes")), ("no", _("No"))],
    )
    motive = forms.CharField(
        label=_("Why are the decisions taken again?"),
        help_text=_("The enterprise reads this. Name no people."),
        max_length=MAX_MOTIVE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Say why the decisions are taken again."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, it: Dossier, law: LawInForce) -> None:
        super().__init__(data)
        self._it = it
        year = it.submitted_on.year
        self._years = (year - 2, year - 1)
        for each in self._years:
            self.fields |= {**_figures(f"y{each}"), f"y{each}_months": _months()}
        for row in RELATED:
            kind = forms.ChoiceField(label=_("Relation"), required=False, choices=RELATIONS)
            share = PercentField(label=_("Share held (of a partner)"), required=False)
            self.fields |= {f"r{row}_kind": kind, f"r{row}_share": share, **_figures(f"r{row}")}
        listed = law.document["excluded"]["codes"] if law.excluded_content else {}
        if listed:
            self.fields["content"] = forms.ChoiceField(
                label=_("Content of this application, from the list of excluded content"),
                required=False,
                choices=[("", _("As it was judged")), *listed.items()],
            )
        for name, field in self.fields.items():
            if isinstance(field, HeadcountField | PercentField | forms.IntegerField):
                self.fields[name].widget.attrs |= {
                    "class": "govuk-input--width-5",
                    "inputmode": "decimal",
                }
        self.fields["motive"].widget.attrs.pop("maxlength", None)

    @property
    def years(self) -> list[tuple[int, list[BoundField]]]:
        """The two years before the application, each with its figures."""
        return [(year, [*self._of(f"y{year}"), self[f"y{year}_months"]]) for year in self._years]

    @property
    def related(self) -> list[tuple[int, list[BoundField]]]:
        """The rows of the enterprises it belongs with."""
        return [
            (row, [self[f"r{row}_kind"], self[f"r{row}_share"], *self._of(f"r{row}")])
            for row in RELATED
        ]

    @property
    def works_out(self) -> bool:
        """Whether the figures are in use, or hold something wrong."""
        wrong = any(re.match(r"[yr]\d", name) for name in self.errors)
        return wrong or self.data.get("size") == FIGURES

    def clean(self) -> dict[str, Any]:
        """Something turned out otherwise; figures that are used are whole."""
        sent = self.cleaned_data
        told = (sent.get("size"), sent.get("sheltered_workshop"), sent.get("content"))
        share = sent.get("public_share") is not None or "public_share" in self.errors
        if not any(told) and not share:
            self.add_error("size", _("Choose at least one thing that turned out otherwise."))
        if sent.get("size") == FIGURES:
            for prefix in (f"y{year}" for year in self._years):
                self._want_figures(prefix)
            for row in RELATED:
                if sent.get(f"r{row}_kind"):
                    self._want_figures(f"r{row}")
                if sent.get(f"r{row}_kind") == "partner":
                    self._want(f"r{row}_share", _("Enter the share held."))
        return sent

    def change(self) -> Change:
        """The facts in the words of a dossier; call it once the form is valid."""
        sent = self.cleaned_data
        enterprise: dict[str, Any] = {}
        if sent["size"]:
            enterprise["size"] = self._computed() if sent["size"] == FIGURES else sent["size"]
        if sent["public_share"] is not None:
            enterprise["public_share"] = format_share(sent["public_share"])
        if sent["sheltered_workshop"]:
            enterprise["sheltered_workshop"] = sent["sheltered_workshop"] == "yes"
        content = sent.get("content")
        return Change(
            enterprise, {self._it.application_id: {"content": content}} if content else {}
        )

    def _computed(self) -> dict[str, Any]:
        sent = self.cleaned_data
        rows = [row for row in RELATED if sent[f"r{row}_kind"]]
        return {
            "years": [self._year(year) for year in self._years],
            "related": [
                {
                    "kind": sent[f"r{row}_kind"],
                    **({"share": format_share(share)} if (share := sent[f"r{row}_share"]) else {}),
                    **self._contract(f"r{row}"),
                }
                for row in rows
            ],
            **({"previous": sent["previous"]} if sent["previous"] else {}),
        }

    def _year(self, year: int) -> dict[str, Any]:
        months = self.cleaned_data[f"y{year}_months"]
        figures = {"year": year, **self._contract(f"y{year}")}
        return {**figures, "months": months} if months else figures

    def _contract(self, prefix: str) -> dict[str, str]:
        sent = self.cleaned_data
        return {
            "headcount": sent[f"{prefix}_headcount"],
            "turnover": format_euro(sent[f"{prefix}_turnover"]),
            "balance_total": format_euro(sent[f"{prefix}_balance"]),
        }

    def _of(self, prefix: str) -> list[BoundField]:
        return [self[f"{prefix}_{name}"] for name in ("headcount", "turnover", "balance")]

    def _want_figures(self, prefix: str) -> None:
        self._want(f"{prefix}_headcount", _("Enter the headcount."))
        self._want(f"{prefix}_turnover", _("Enter the turnover."))
        self._want(f"{prefix}_balance", _("Enter the balance sheet total."))

    def _want(self, name: str, words: Any) -> None:
        if name not in self.errors and self.cleaned_data.get(name) is None:
            self.add_error(name, words)
