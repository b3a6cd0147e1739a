"""Reads of applications, and the one question that precedes every decision."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from django.db import connection

from portefeuille.applications.dossiers import (
    Decided,
    Dossier,
    decisions_of,
    dossier,
    dossier_of_reference,
    dossiers,
)
from portefeuille.applications.drafts import draft_by_id, draft_of, open_drafts_of
from portefeuille.applications.joining import Joining, ToJoin, YearJoined, joining_ahead, to_join
from portefeuille.applications.lists import (
    Assessed,
    Chosen,
    Superseding,
    Waiting,
    assessments_of,
    dossiers_of,
    expecting_deposit,
    naming,
    queue,
    queue_by_rule,
    search,
    superseding,
    to_check,
    to_do_of,
    years_of,
)
from portefeuille.applications.models import Draft
from portefeuille.applications.receiving import Awaited, Came, awaited, what_came_of
from portefeuille.applications.rows import reference_of
from portefeuille.applications.spending import Spending, spending_of
from portefeuille.applications.stored import StoredCase, cases_between
from portefeuille.budget.queries import Tightest
from portefeuille.core.money import Cents

__all__ = [
    "Assessed",
    "Awaited",
    "Came",
    "Chosen",
    "Decided",
    "Dossier",
    "Draft",
    "Joining",
    "Spending",
    "Standing",
    "StoredCase",
    "Superseding",
    "ToJoin",
    "Waiting",
    "YearJoined",
    "assessments_of",
    "awaited",
    "cases_between",
    "decisions_of",
    "dossier",
    "dossier_of_reference",
    "dossiers",
    "dossiers_of",
    "draft_by_id",
    "draft_of",
    "expecting_deposit",
    "joining_ahead",
    "naming",
    "open_drafts_of",
    "queue",
    "queue_by_rule",
    "reference_of",
    "search",
    "spending_of",
    "standing",
    "superseding",
    "to_check",
    "to_do_of",
    "to_join",
    "what_came_of",
    "years_of",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision needs besides the request: register, wallet and registration.

    `snapshot_id` is None where the register must be asked first: nothing is kept of the
    enterprise, or a newer extract was loaded since. `version` is 0 where there is no wallet yet.
    `waits`: something the enterprise submitted earlier waits for the register. `number` is that
    of the enterprise: another than was asked for where that one goes on in it. `budget`: the
    envelope with least left of those that could refuse a grant, None where none could.
    """

    enterprise_id: int
    snapshot_id: int | None
    facts: dict[str, Any]
    version: int
    used: Cents
    locked_size: str | None
    registered_from: date | None
    registered_until: date | None
    waits: bool = False
    number: str = ""
    budget: Tightest | None = None


def standing(
    number: str, registration: str | None, day: date, theme: str | None = None
) -> Standing | None:
    """The standing of an enterprise on a day; None where the number was never looked up.

    `theme`: of what is asked, for the part of the budget that it falls under.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _sql("standing"),
            {
                "number": number,
                "registration": registration,
                "day": day,
                "year": day.year,
                "theme": theme,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return None
    (key, snapshot_id, facts, stale, version, used, size, first_day, end, waits) = row[:10]
    its_number, part, left, when_exhausted = row[10:]
    return Standing(
        enterprise_id=key,
        snapshot_id=None if stale else snapshot_id,
        facts=orjson.loads(facts) if facts else {},
        version=version,
        used=used,
        locked_size=size,
        registered_from=first_day,
        registered_until=None if end is None else end - timedelta(days=1),
        waits=waits,
        number=its_number,
        budget=None if part is None else Tightest(day.year, part, int(left), when_exhausted),
    )


@cache
def _sql(name: str) -> str:
    return files("portefeuille.applications").joinpath(f"sql/{name}.sql").read_text("utf-8")
