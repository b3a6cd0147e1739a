"""What figures read: the columns of six relations, in the book of record and in a snapshot.

The book has them as views (`sql/relations.sql`), a snapshot as Parquet files of the same columns.
Amounts are cents, rates basis points, moments in UTC. A decision, or a step, is what stands from
its `known_at` until its `superseded_at`.
"""

from collections.abc import Mapping
from typing import Final

import ibis
from ibis.expr.types import Table

_MOMENT: Final = 'timestamp("UTC", 6)'

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "decision": {
        "decision_id": "int64",
        "application_id": "int64",
        "enterprise_id": "int64",
        "submitted_on": "date",
        "turn": "int64",
        "regime": "string",
        "service": "string",
        "theme": "string",
        "cost_cents": "int64",
        "registration": "string",
        "delivery": "string",
        "outcome": "string",
        "size": "string",
        "rate_points": "int16",
        "ceiling_cents": "int64",
        "eligible_cents": "int64",
        "grant_cents": "int64",
        "region": "string",
        "legal_form": "string",
        "natural_person": "boolean",
        "nace_version": "int32",
        "nace_code": "string",
        "postcode": "string",
        "synthetic": "boolean",
        "known_at": _MOMENT,
        "superseded_at": _MOMENT,
    },
    "movement": {
        "posting_id": "int64",
        "application_id": "int64",
        "submitted_on": "date",
        "kind": "string",
        "account": "string",
        "amount_cents": "int64",
        "held_on": "date",
        "known_at": _MOMENT,
    },
    "step": {
        "event_id": "int64",
        "application_id": "int64",
        "submitted_on": "date",
        "sequence": "int32",
        "verb": "string",
        "from_status": "string",
        "to_status": "string",
        "held_on": "date",
        "known_at": _MOMENT,
        "superseded_at": _MOMENT,
    },
    "failure": {
        "decision_id": "int64",
        "application_id": "int64",
        "submitted_on": "date",
        "rule": "string",
    },
    "registration": {
        "registration_id": "int64",
        "provider_id": "int64",
        "number": "string",
        "service": "string",
        "first_day": "date",
        "ends_before": "date",
    },
    "budget": {
        "setting_id": "int64",
        "year": "int32",
        "part": "string",
        "themes": "string",
        "amount_cents": "int64",
        "holds_on": "date",
        "known_at": _MOMENT,
    },
}

BY_YEAR: Final = ("decision", "movement", "step", "failure")
"""Relations that grow with applications: a snapshot keeps them by their year of submission."""


def relation(name: str) -> Table:
    """A relation to write expressions on; it is bound to no engine."""
    return ibis.table(dict(COLUMNS[name]), name=f"figures_{name}")
