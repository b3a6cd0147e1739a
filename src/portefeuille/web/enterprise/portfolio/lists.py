"""What stands on the lists of a portfolio: what is to be done by when, and what was begun."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from portefeuille import law
from portefeuille.applications.queries import Dossier, open_drafts_of, to_do_of
from portefeuille.core.law import NoLaw
from portefeuille.payments.queries import ordered_of
from portefeuille.register.queries import stories_of
from portefeuille.web.ui.dossiers import Step, days_left, next_step

SOON = 7
"""Days within which a deadline is soon: the filter of the list over all enterprises."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something the enterprise has to do for a dossier; `left` says how much time there is.

    `number` is the one under which it is done: that of a predecessor opens with the successor's.
    """

    dossier: Dossier
    step: Step
    left: str
    number: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft; `file_by` is its last day to apply, None while no start date is known."""

    key: uuid.UUID
    title: str
    changed_at: datetime
    file_by: date | None
    left: str


def to_do(acting: Mapping[int, str], today: date) -> list[ToDo]:
    """What these enterprises, with the numbers for which somebody acts, have to do for what they
    and their predecessors applied for; the first deadline first, in three queries."""
    running = to_do_of(acting)
    ordered = ordered_of([one.application_id for one in running])
    found = []
    for one in running:
        money = replace(one.money, ordered=ordered.get(one.application_id, 0))
        step = next_step(one.status, money)
        if step is not None and step.route:
            left = days_left(one.due_on, today) if one.due_on else ""
            found.append(ToDo(one, step, left, _number_for(one, acting)))
    return found


def _number_for(one: Dossier, acting: Mapping[int, str]) -> str:
    """The number under which a dossier opens for who acts for these: its own, else that of the
    enterprise that stands for it, else that of one in between."""
    for number in (one.filed_as, one.number):
        if number in acting.values():
            return number
    stories = stories_of(acting)
    return next(acting[key] for key in acting if one.enterprise_id in stories[key])


def soon(items: Iterable[ToDo], today: date) -> list[ToDo]:
    """What has a deadline within a week."""
    return [
        one
        for one in items
        if one.dossier.due_on is not None and (one.dossier.due_on - today).days <= SOON
    ]


def begun(enterprise_id: int, today: date) -> list[Begun]:
    """The drafts of an enterprise, the last changed first."""
    drafts = []
    for draft in open_drafts_of(enterprise_id):
        file_by = _file_by(draft.answers.get("starts_on"), today)
        left = days_left(file_by, today) if file_by else ""
        title = str(draft.answers.get("title") or "")
        drafts.append(Begun(draft.pk, title, draft.changed_at, file_by, left))
    return drafts


def _file_by(starts_on: str | None, today: date) -> date | None:
    """The last day to apply for something that starts then, under the law of today."""
    if not starts_on:
        return None
    try:
        return law.load().on(today).last_day_to_file(date.fromisoformat(starts_on))
    except (ValueError, NoLaw):
        return None
