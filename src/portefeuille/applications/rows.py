"""What is stored of a submission: one shape for the booking of one and the COPY of many.

The facts of a decision are its dossier without the title, which may name people, and without
what was left out. With the law of its digest they give the same decision again.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from portefeuille.applications.transitions import OF_OUTCOME, OF_RECORD, SUBJECT, Transition
from portefeuille.core.decide import Decision
from portefeuille.core.facts import Case
from portefeuille.core.rules import Reason
from portefeuille.journal.services import By

IDENTIFYING: Final = {"application": ("title",)}


def application_row(
    case: Case, enterprise_id: int, submitted_at: datetime, establishment: str | None = None
) -> dict[str, Any]:
    """The columns of an application."""
    application = case.application
    return {
        "enterprise_id": enterprise_id,
        "submitted_at": submitted_at,
        "submitted_on": application.submitted_on,
        "service": application.service,
        "theme": application.theme,
        "title": application.title,
        "starts_on": application.starts_on,
        "cost_cents": application.cost
        if application.cost is not None
        else sum(line.amount for line in application.costs),
        "registration": case.provider.registration,
        "establishment": establishment,
    }


def decision_row(
    decision: Decision, facts: Mapping[str, Any], snapshot_id: int | None, known_at: datetime
) -> dict[str, Any]:
    """The columns of a decision, without its application."""
    return {
        "law_id": decision.law.rpartition("#")[2],
        "snapshot_id": snapshot_id,
        "facts": facts,
        **decided(decision),
        "known_at": known_at,
    }


def decided(decision: Decision) -> dict[str, Any]:
    """What was decided: the columns that must come out the same when it is taken again."""
    return {
        "outcome": decision.outcome,
        "size": decision.size,
        "rate_points": decision.rate,
        "ceiling_cents": decision.ceiling,
        "room_before_cents": decision.room_before,
        "eligible_cents": decision.eligible_cost,
        "grant_cents": decision.grant,
        "file_before": decision.file_before,
        "reasons": [_reason_row(reason) for reason in decision.reasons],
        "unknown": list(decision.unknown),
    }


def judged_facts(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """The dossier as it is stored with the decision."""
    return {
        section: {
            name: value
            for name, value in fields.items()
            if value is not None and name not in IDENTIFYING.get(section, ())
        }
        for section, fields in dossier.items()
    }


def event_row(outcome: str, by: By, at: datetime, due_on: date | None) -> dict[str, Any]:
    """The columns of the journal event by which a decision enters history."""
    return _event_row(OF_OUTCOME[outcome], by, at, due_on)


def record_row(outcome: str, by: By, at: datetime) -> dict[str, Any]:
    """The same for a decision of a history that is loaded: what followed is not known."""
    return _event_row(OF_RECORD[outcome], by, at, None)


def _event_row(transition: Transition, by: By, at: datetime, due_on: date | None) -> dict[str, Any]:
    return {
        "subject": SUBJECT,
        "verb": transition.verb,
        "from_status": transition.from_status,
        "to_status": transition.to_status,
        "actor": by.actor,
        "mandate": by.mandate,
        "held_at": at,
        "known_at": at,
        "due_on": due_on,
    }


def reference_of(application_id: int, year: int) -> str:
    """The subsidy number (subsidienummer) that people quote."""
    return f"KP-{year}-{application_id:06d}"


def _reason_row(reason: Reason) -> list[Any]:
    return [reason.rule, reason.holds, reason.value, reason.limit]
