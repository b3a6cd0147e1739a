"""Submit a draft, once, as the applicant saw it."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from portefeuille.applications.drafts import held_draft, request_of
from portefeuille.applications.receiving import Received
from portefeuille.applications.submitting import Submitted, asked_ahead, submit
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.lookup import Unknown
from portefeuille.core.periods import legal_day
from portefeuille.journal.services import By


@dataclass(frozen=True, slots=True)
class Seen:
    """What an applicant saw before submitting: the version of the draft, the digest of the law."""

    version: int
    law: str


@dataclass(frozen=True, slots=True)
class LawChanged:
    """The law of today is not the one the applicant saw; nothing was submitted."""

    law: LawInForce


def submit_draft(
    draft_id: uuid.UUID, number: str, seen: Seen, law: Law, by: By
) -> Submitted | Received | LawChanged | Unknown:
    """Submit a draft of the enterprise with this number, once, as the applicant saw it.

    DraftChanged where the draft is another by now; where the law of today is another, nothing is
    submitted. AlreadySubmitted where it was submitted before, CaseError where an answer is
    missing.
    """
    down = asked_ahead(number, by)
    with transaction.atomic():
        draft = held_draft(draft_id, seen.version)
        today = law.on(legal_day(by.now))
        if today.digest != seen.law:
            return LawChanged(today)
        answer = submit(request_of(draft.answers, number), law, by, down)
        if isinstance(answer, Submitted):
            draft.application_id = answer.application_id
        elif isinstance(answer, Received):
            draft.arrival_id = answer.arrival_id
        draft.save(update_fields=["application", "arrival"])
        return answer
