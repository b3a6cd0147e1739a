"""A decision of the batch and one of `decide`, in one form, so that they can be compared."""

from datetime import date, timedelta
from typing import Any

from portefeuille.core.batch import OUTCOMES, SIZES, Decided, rules_in
from portefeuille.core.decide import Decision


def decision_at(decided: Decided, row: int) -> dict[str, Any]:
    """Everything the batch says of a row."""
    day = date(1970, 1, 1) + timedelta(days=int(decided.file_before[row]))
    amounts = ("rate", "ceiling", "room_before", "eligible_cost", "grant")
    return {
        "outcome": OUTCOMES[decided.outcome[row]],
        "size": SIZES[decided.size[row]],
        **{name: int(getattr(decided, name)[row]) for name in amounts},
        "file_before": day,
        "law": decided.law_of(row).digest,
        "fails": rules_in(decided.fails[row]),
        "unknown": rules_in(decided.unknown[row]),
    }


def flat(decision: Decision) -> dict[str, Any]:
    """The same of a decision; -1 where it has no amount."""
    rest = ("rate", "ceiling", "room_before")
    return {
        "outcome": decision.outcome,
        "size": decision.size,
        **{name: -1 if (found := getattr(decision, name)) is None else found for name in rest},
        "eligible_cost": decision.eligible_cost,
        "grant": decision.grant,
        "file_before": decision.file_before,
        "law": decision.law.rpartition("#")[2],
        "fails": tuple(reason.rule for reason in decision.reasons if reason.holds is False),
        "unknown": decision.unknown,
    }
