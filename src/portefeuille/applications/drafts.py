"""Drafts: an application that is being written, kept until it is submitted, once.

Answers stand under the names of their questions, as the dossier names them: `service`,
`registration`, `title`, `delivery`, `theme`, `starts_on`, `ends_on`, `cost`, `region`,
`establishment`, `size`, `public_share`, `sheltered_workshop`, `related_to_applicant`;
amounts and days in contract form.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from portefeuille.applications.models import Draft
from portefeuille.register.queries import enterprise_of, in_story_of

OF_APPLICATION: Final = ("service", "theme", "title", "delivery", "starts_on", "ends_on", "cost")
OF_ENTERPRISE: Final = ("size", "public_share", "sheltered_workshop", "region", "establishment")
QUESTIONS: Final = (*OF_APPLICATION, *OF_ENTERPRISE, "registration", "related_to_applicant")


class DraftChanged(Exception):
    """Somebody changed the draft since it was read; `draft` is what it is now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.pk} is at version {draft.version}")
        self.draft = draft


@dataclass(frozen=True, slots=True)
class AlreadySubmitted(Exception):
    """The draft was submitted before: it became this application, or this arrival that waits."""

    application_id: int | None
    arrival_id: int | None = None


def open_draft(
    enterprise_id: int, person_id: int, now: datetime, key: uuid.UUID | None = None
) -> Draft:
    """A new draft without answers; with a key the one that was opened with it before, if any.

    A key that was used for another enterprise opens a new one.
    """
    draft, _ = Draft.objects.get_or_create(
        pk=key or uuid.uuid4(),
        defaults={
            "enterprise_id": enterprise_id,
            "person_id": person_id,
            "opened_at": now,
            "changed_at": now,
        },
    )
    if draft.enterprise_id != enterprise_id:
        return open_draft(enterprise_id, person_id, now)
    return draft


def draft_of(draft_id: uuid.UUID, number: str) -> Draft | None:
    """The draft of the enterprise with this number, or of what went on in it; None where it has
    none of this id."""
    enterprise_id = enterprise_of(number)
    mine = in_story_of([] if enterprise_id is None else [enterprise_id])
    return Draft.objects.filter(pk=draft_id, enterprise_id__in=mine).first()


def draft_by_id(draft_id: uuid.UUID) -> Draft | None:
    """A draft of whomever: for what must be kept while nobody is signed in."""
    return Draft.objects.filter(pk=draft_id).first()


def open_drafts_of(enterprise_id: int) -> list[Draft]:
    """What this enterprise, or what went on in it, has begun and not submitted; last changed
    first."""
    mine = in_story_of([enterprise_id])
    drafts = Draft.objects.filter(enterprise_id__in=mine, application=None, arrival=None)
    return list(drafts.order_by("-changed_at"))


def save_answers(
    draft_id: uuid.UUID, version: int, answers: Mapping[str, Any], person_id: int, now: datetime
) -> Draft:
    """The draft with these answers added; None takes an answer away.

    DraftChanged where it is no longer at this version: nothing is written. AlreadySubmitted
    where it was submitted.
    """
    unknown = set(answers) - set(QUESTIONS)
    if unknown:
        raise ValueError(f"{sorted(unknown)} are no questions of a draft")
    with transaction.atomic():
        draft = held_draft(draft_id, version)
        changed = {**draft.answers, **answers}
        draft.answers = {name: value for name, value in changed.items() if value is not None}
        draft.version += 1
        draft.person_id, draft.changed_at = person_id, now
        draft.save(update_fields=["answers", "version", "person", "changed_at"])
        return draft


def held_draft(draft_id: uuid.UUID, version: int) -> Draft:
    """The draft, held until the end of the transaction, where it is open and at this version."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.application_id is not None or draft.arrival_id is not None:
        raise AlreadySubmitted(draft.application_id, draft.arrival_id)
    if draft.version != version:
        raise DraftChanged(draft)
    return draft


def discard_draft(draft_id: uuid.UUID) -> None:
    """Throw away a draft that was not submitted."""
    Draft.objects.filter(pk=draft_id, application=None, arrival=None).delete()


def request_of(answers: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The request, as `applications.request` reads it, of the answers of a draft."""
    return {
        "application": {name: answers[name] for name in OF_APPLICATION if name in answers},
        "enterprise": {
            "number": number,
            **{name: answers[name] for name in OF_ENTERPRISE if name in answers},
        },
        "provider": {
            "registration": answers.get("registration"),
            "related_to_applicant": answers.get("related_to_applicant"),
        },
    }
