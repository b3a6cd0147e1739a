"""The questions in their order, and which of them are still open.

What the applicant is comes first: the rate of a theme depends on its size, and whoever is too
large should not have to answer seven questions to hear it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.providers.numbers import service_of
from portefeuille.web.enterprise.wizard.applicant import Applicant
from portefeuille.web.enterprise.wizard.enterprise_forms import EnterpriseForm, RelatedForm
from portefeuille.web.enterprise.wizard.forms import (
    CostForm,
    PeriodForm,
    ServiceForm,
    StepForm,
    ThemeForm,
    TitleForm,
)
from portefeuille.web.enterprise.wizard.provider_forms import ProviderForm

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the wizard: its word in the address, its heading, the answers it asks for."""

    slug: str
    question: str | Promise
    form: type[StepForm]
    names: tuple[str, ...]

    def open_names(self, applicant: Applicant, answers: Answers) -> list[str]:
        """The answers of this page that are asked of this applicant and not yet given."""
        return [
            name for name in self.names if name not in answers and _asked(name, applicant, answers)
        ]


STEPS: Final = (
    Step(
        "onderneming",
        _("About your enterprise"),
        EnterpriseForm,
        ("establishment", "size", "public_share", "sheltered_workshop"),
    ),
    Step("dienst", _("Which service do you buy?"), ServiceForm, ("service",)),
    Step("dienstverlener", _("From whom do you buy it?"), ProviderForm, ("registration",)),
    Step("titel", _("What do you buy?"), TitleForm, ("title", "delivery")),
    Step("thema", _("What is it about?"), ThemeForm, ("theme",)),
    Step("periode", _("When does it take place?"), PeriodForm, ("starts_on", "ends_on")),
    Step("bedrag", _("What does it cost, without VAT?"), CostForm, ("cost",)),
    Step(
        "aanverwant", _("Are you related to the provider?"), RelatedForm, ("related_to_applicant",)
    ),
)

BY_SLUG: Final = {step.slug: step for step in STEPS}
BY_NAME: Final = {name: step for step in STEPS for name in step.names}


def first_open(applicant: Applicant, answers: Answers) -> Step | None:
    """The first page on which something is still asked; None where all is answered."""
    open_steps = (step for step in STEPS if step.open_names(applicant, answers))
    return next(open_steps, None)


def outdated(applicant: Applicant, answers: Answers) -> dict[str, None]:
    """The answers that do not go with the service that was chosen, so that they are asked again."""
    service = answers.get("service")
    if service is None:
        return {}
    gone = []
    if "registration" in answers and service_of(answers["registration"]) != service:
        gone.append("registration")
    supported = applicant.law.supported_themes.get(service)
    if "theme" in answers and supported is not None and answers["theme"] not in supported:
        gone.append("theme")
    if "delivery" in answers and service != "training":
        gone.append("delivery")
    return dict.fromkeys(gone)


def _asked(name: str, applicant: Applicant, answers: Answers) -> bool:
    match name:
        case "establishment":
            return len(applicant.places) > 1
        case "sheltered_workshop":
            return applicant.asks_sheltered_workshop
        case "delivery":
            return answers.get("service") == "training"
        case _:
            return True
