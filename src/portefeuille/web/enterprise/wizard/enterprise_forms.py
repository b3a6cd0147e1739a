"""The forms of the questions about the applicant: only what no register knows."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.core.law import SizeLimit
from portefeuille.core.money import format_share, parse_share
from portefeuille.core.show import show_count, show_euro, show_share
from portefeuille.web.enterprise.wizard.forms import Answers, StepForm
from portefeuille.web.public.forms import SIZES
from portefeuille.web.ui.fields import PercentField
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.places import place_in_words
from portefeuille.web.ui.sizes import proposed_size, size_lines

RADIOS: Final = 8
"""So many establishments are shown at once; more are a list that opens."""

YES, NO = "yes", "no"
YES_OR_NO = [(YES, _("Yes")), (NO, _("No"))]


class EnterpriseForm(StepForm):
    """Establishment, size, public share: asked only where nothing else says it."""

    establishment = forms.ChoiceField(
        label=_("For which establishment do you apply?"),
        help_text=_("Choose where the people work who follow the training or get the advice."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the establishment you apply for."),
            "invalid_choice": _("Choose the establishment you apply for."),
        },
    )
    size = forms.ChoiceField(
        label=_("How large is your enterprise?"),
        help_text=_("Count the staff and figures of the enterprises you belong to as well."),
        choices=SIZES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how large your enterprise is."),
            "invalid_choice": _("Choose how large your enterprise is."),
        },
    )
    public = forms.ChoiceField(
        label=_("Do public authorities own a part of your enterprise?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether public authorities own a part."),
            "invalid_choice": _("Choose whether public authorities own a part."),
        },
    )
    share = PercentField(
        label=_("Which part do they own? (only if yes)"),
        help_text=_("As a percentage, for example 12,5."),
        required=False,
    )
    sheltered_workshop = forms.ChoiceField(
        label=_("Is your enterprise a recognised sheltered workshop?"),
        help_text=_("Other legal forms count for a sheltered workshop than for other enterprises."),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you are a recognised sheltered workshop."),
            "invalid_choice": _("Choose whether you are a recognised sheltered workshop."),
        },
    )

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        shown = {name: answers[name] for name in ("establishment", "size") if name in answers}
        if "public_share" in answers:
            points = parse_share(answers["public_share"])
            shown["public"] = YES if points else NO
            if points:
                shown["share"] = show_share(points).removesuffix("%")
        if "sheltered_workshop" in answers:
            shown["sheltered_workshop"] = YES if answers["sheltered_workshop"] else NO
        return shown

    def fit(self) -> None:
        self.fields["share"].widget.attrs |= {
            "inputmode": "decimal",
            "class": "govuk-input--width-5",
        }
        self._fit_establishment()
        if self.applicant.locked_size is not None:
            del self.fields["size"]
        else:
            limits = self.applicant.law.size_limits
            hints = {size: _size_in_words(limit) for size, limit in limits.items()}
            self.fields["size"].choice_hints = hints  # type: ignore[attr-defined]
            self._propose_size()
        if not self.applicant.asks_sheltered_workshop:
            del self.fields["sheltered_workshop"]

    def _propose_size(self) -> None:
        """What the sources settle is chosen already; whoever knows better chooses otherwise."""
        if "size" in self.applicant.facts:
            self.background = tuple(size_lines(self.applicant.facts))
        proposed = proposed_size(self.applicant.facts)
        if proposed is not None:
            self.initial.setdefault("size", proposed)

    def _fit_establishment(self) -> None:
        places = self.applicant.places
        if len(places) < 2:
            del self.fields["establishment"]
            return
        field = self.fields["establishment"]
        if len(places) > RADIOS:
            field.widget = forms.Select()
        named = [(one["number"], place_in_words(one)) for one in places]
        field.choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever says yes says how much."""
        cleaned = super().clean() or {}
        unread = "share" in self.errors or cleaned.get("share")
        if cleaned.get("public") == YES and not unread:
            self.add_error("share", _("Enter which part public authorities own."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        owned = given["share"] if given["public"] == YES else 0
        sheltered = given.get("sheltered_workshop")
        return {
            "establishment": given.get("establishment"),
            "size": given.get("size") or self.applicant.locked_size,
            "public_share": format_share(owned),
            "sheltered_workshop": None if sheltered is None else sheltered == YES,
        }


class RelatedForm(StepForm):
    """Whether applicant and provider are related."""

    only_question = True
    related = forms.ChoiceField(
        label=_("Are you related to the provider?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you are related to the provider."),
            "invalid_choice": _("Choose whether you are related to the provider."),
        },
    )

    def fit(self) -> None:
        said, language = self.applicant.law.rules["provider-independent"], language_of_page()
        hints = {YES: said.fails[language], NO: said.holds[language]}
        self.fields["related"].choice_hints = hints  # type: ignore[attr-defined]

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        if "related_to_applicant" not in answers:
            return {}
        return {"related": YES if answers["related_to_applicant"] else NO}

    def answers(self) -> dict[str, Any]:
        return {"related_to_applicant": self.cleaned_data["related"] == YES}


def _size_in_words(limit: SizeLimit) -> Any:
    """Below how many people, and up to which turnover or balance total."""
    return _(
        "Fewer than %(people)s staff, and a turnover of at most %(turnover)s "
        "or a balance sheet total of at most %(balance)s"
    ) % {
        "people": show_count(limit.headcount_below // 100),
        "turnover": show_euro(limit.turnover),
        "balance": show_euro(limit.balance_total),
    }
