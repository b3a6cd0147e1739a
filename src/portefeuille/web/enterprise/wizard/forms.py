"""The forms of the questions about what is bought; `enterprise_forms` asks about the applicant.

Each reads typed words into answers of a draft, and answers of a draft into what is shown in its
boxes. A form refuses only what cannot be read; what the law refuses has a page of its own.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portefeuille.core.fields import CaseError, text
from portefeuille.core.money import format_euro, parse_euro
from portefeuille.core.show import show_share
from portefeuille.web.enterprise.wizard.applicant import Applicant
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.language import language_of_page

Answers = Mapping[str, Any]

DELIVERIES = [
    ("classroom", _("In a classroom")),
    ("distance", _("At a distance")),
    ("in-house", _("In-house")),
]
WHERE = {
    "classroom": _("Outside your enterprise"),
    "distance": _("Online"),
    "in-house": _("In your own enterprise"),
}
LONGEST_TITLE = 200


class StepForm(PageForm):
    """One question, or a tight group; `typed` is shown instead of the answers of the draft.

    `background` is what a source already says of it, as lines of label and value.
    """

    background: tuple[tuple[Any, Any], ...] = ()

    def __init__(
        self,
        data: Mapping[str, str] | None,
        applicant: Applicant,
        answers: Answers,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(typed or self.shown(answers)))
        self.applicant, self.known = applicant, answers
        self.fit()

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        """What stands in the boxes for these answers."""
        return dict(answers)

    def fit(self) -> None:
        """Leave out what does not concern this applicant."""

    def answers(self) -> dict[str, Any]:
        """The answers of a valid form, as a draft keeps them."""
        return dict(self.cleaned_data)


class ServiceForm(StepForm):
    """What is bought."""

    only_question = True
    service = forms.ChoiceField(
        label=_("Which service do you buy?"),
        choices=SERVICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you buy training or advice."),
            "invalid_choice": _("Choose whether you buy training or advice."),
        },
    )


class TitleForm(StepForm):
    """What it is called, and for training how it is given."""

    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_(
            "As it stands on the quote or the registration, for example Excel for starters."
        ),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Enter what the training or advice is called."),
            "max_length": _("Write the title in at most 200 characters."),
        },
    )
    delivery = forms.ChoiceField(
        label=_("How is the training given?"),
        choices=DELIVERIES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the training is given."),
            "invalid_choice": _("Choose how the training is given."),
        },
    )

    def fit(self) -> None:
        if self.known.get("service") != "training":
            del self.fields["delivery"]
        else:
            self.fields["delivery"].choice_hints = WHERE  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """Text that can be printed and stored."""
        try:
            return text(self.cleaned_data["title"], "title")
        except CaseError:
            raise ValidationError(_("Write the title in letters, digits and signs.")) from None


class ThemeForm(StepForm):
    """What it is about: the themes of today's law, each with what it gives."""

    only_question = True
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a theme."),
            "invalid_choice": _("Choose a theme from the list."),
        },
    )

    def fit(self) -> None:
        language = language_of_page()
        field = self.fields["theme"]
        choices = []
        for theme in self.applicant.law.themes.themes:
            name = theme.label[language]
            choices += [(topic.code, f"{name}: {topic.label[language]}") for topic in theme.topics]
            if not theme.topics:
                choices.append((theme.code, name))
        field.choices = choices  # type: ignore[attr-defined]
        field.choice_hints = {code: self._gives(code) for code, _ in choices}  # type: ignore[attr-defined]
        field.help_text = _("The theme decides which part of the price you get back.")

    def _gives(self, theme: str) -> Any:
        service = self.known.get("service", "training")
        size = self.applicant.locked_size or self.known.get("size", "small")
        rate = self.applicant.rate_of(theme, service, size)
        return _("No subsidy for this service") if rate is None else show_share(rate)


class PeriodForm(StepForm):
    """When it begins and ends."""

    starts_on = DayField(
        what=_("the start date"),
        label=_("When does it start?"),
        help_text=_("The first lesson, or the day the advice begins. For example 22/11/2026."),
    )
    ends_on = DayField(
        what=_("the end date"),
        label=_("When does it end?"),
        help_text=_("The last lesson, or the day the advice is finished. It may be the same day."),
    )

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        return {
            name: date.fromisoformat(answers[name])
            for name in ("starts_on", "ends_on")
            if name in answers
        }

    def clean_ends_on(self) -> date:
        """Not before it starts."""
        starts = self.cleaned_data.get("starts_on")
        ends: date = self.cleaned_data["ends_on"]
        if starts is not None and ends < starts:
            raise ValidationError(_("Choose an end date that is not before the start date."))
        return ends

    def answers(self) -> dict[str, Any]:
        return {name: day.isoformat() for name, day in self.cleaned_data.items()}


class CostForm(StepForm):
    """What it costs."""

    only_question = True
    cost = EuroField(
        what=_("the project amount"),
        label=_("What does it cost, without VAT?"),
        help_text=_("For example 1.250,00. Leave out VAT, and costs that are invoiced apart."),
    )

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        return {"cost": parse_euro(answers["cost"])} if "cost" in answers else {}

    def answers(self) -> dict[str, Any]:
        return {"cost": format_euro(self.cleaned_data["cost"])}
