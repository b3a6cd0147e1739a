"""Two people, or two tabs, in one draft: both versions side by side, and somebody chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portefeuille.applications.queries import Draft
from portefeuille.web.enterprise.wizard.desk import Desk
from portefeuille.web.enterprise.wizard.route import onward
from portefeuille.web.enterprise.wizard.shown import NAMES, Shown, in_words
from portefeuille.web.enterprise.wizard.steps import Step
from portefeuille.web.ui.language import language_of_page

_NOT_AN_ANSWER = ("csrfmiddlewaretoken", "version", "later")


@dataclass(frozen=True, slots=True)
class TwoAnswers:
    """One question with what was sent now and what is stored; None where there is no answer."""

    question: Shown
    mine: Shown | None
    stored: Shown | None


def changed_elsewhere(
    request: HttpRequest, desk: Desk, asked: Step, mine: Mapping[str, Any], stored: Draft
) -> HttpResponse:
    """The page on which whoever sent answers to a draft that changed chooses; nothing is lost."""

    def said(name: str, answers: Mapping[str, Any]) -> Shown | None:
        value = answers.get(name)
        if value is None:
            return None
        return in_words(name, value, desk.applicant, language_of_page())

    page = {
        "desk": desk,
        "step": asked,
        "version": stored.version,
        "sent": [(k, v) for k, v in request.POST.items() if k not in _NOT_AN_ANSWER],
        "answers": [
            TwoAnswers(NAMES[name], said(name, mine), said(name, stored.answers))
            for name in asked.names
            if mine.get(name) is not None or name in stored.answers
        ],
        "onward": onward(desk, stored.answers),
    }
    return render(request, "enterprise/wizard/conflict.html", page, status=409)
