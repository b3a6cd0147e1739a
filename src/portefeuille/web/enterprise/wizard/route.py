"""The way through the questions: what comes next, what must come first, what lies behind."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.urls import reverse

from portefeuille.web.enterprise.wizard.desk import Desk
from portefeuille.web.enterprise.wizard.judging import halts_so_far
from portefeuille.web.enterprise.wizard.steps import BY_SLUG, STEPS, Step, first_open
from portefeuille.web.ui.language import language_of_page

_NEEDS: Final = {
    "thema": ("onderneming", "dienst"),
    "dienstverlener": ("dienst",),
    "titel": ("dienst",),
}
"""The pages whose answers a page cannot do without: a rate depends on size and service."""


def onward(desk: Desk, answers: Mapping[str, Any]) -> str:
    """What comes after an answer: a condition that fails, the next open question, or the check."""
    if halts_so_far(desk.applicant, answers, desk.by, language_of_page()):
        return desk.address("draft-halt")
    following = first_open(desk.applicant, answers)
    if following is None:
        return desk.address("draft-check")
    return desk.address("draft-step", following.slug)


def needed_first(desk: Desk, asked: Step) -> Step | None:
    """The page that must be answered before this one; None where nothing stands in its way."""
    for slug in _NEEDS.get(asked.slug, ()):
        if BY_SLUG[slug].open_names(desk.applicant, desk.draft.answers):
            return BY_SLUG[slug]
    return None


def back_from(desk: Desk, asked: Step) -> str:
    """Behind a question: the check page where all is answered, else the question before it."""
    if first_open(desk.applicant, desk.draft.answers) is None:
        return desk.address("draft-check")
    at = STEPS.index(asked)
    if at == 0:
        return portfolio(desk)
    return desk.address("draft-step", STEPS[at - 1].slug)


def portfolio(desk: Desk) -> str:
    """The portfolio of the applicant, where its drafts are listed."""
    return reverse("portfolio", args=[desk.number])


def file_before(desk: Desk) -> date | None:
    """The last day to file, as soon as a start date is known."""
    starts_on = desk.draft.answers.get("starts_on")
    if starts_on is None:
        return None
    return desk.applicant.law.last_day_to_file(date.fromisoformat(starts_on))
