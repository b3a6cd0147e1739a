"""Dossiers: applications as people work with them, and the decisions taken on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from django.db import connection

from portefeuille.applications.models import Decision as DecisionRow
from portefeuille.applications.models import LawText
from portefeuille.applications.rows import reference_of
from portefeuille.core.decide import Decision
from portefeuille.core.law import LawInForce
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.money import BasisPoints, Cents
from portefeuille.core.rules import Reason
from portefeuille.core.settlement import Money


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application with its status, its money and the decision that holds.

    `number` and `enterprise_name` are of the enterprise that stands for it now, `filed_as` is the
    number it was filed under: another, where that one went on in it (`register.succession`).
    `due_on` is the last day of the next step, None where there is none or none is known.
    `unknown` are the rules its decision left unjudged, `assessed` those a case handler has
    looked at since. `money.ordered` is 0 here: orders are the payments room's to know. `owed`
    is what was paid too much and must come back, in cents.
    """

    application_id: int
    enterprise_id: int
    number: str
    enterprise_name: str
    provider_id: int | None
    provider_number: str | None
    provider_name: str | None
    regime: str
    submitted_at: datetime
    submitted_on: date
    service: str
    theme: str | None
    title: str | None
    starts_on: date | None
    registration: str | None
    status: str
    due_on: date | None
    sequence: int
    checked: bool
    decision_id: int
    outcome: str
    size: str | None
    rate: BasisPoints | None
    unknown: tuple[str, ...]
    assessed: tuple[str, ...]
    money: Money
    owed: Cents
    filed_as: str = ""

    @property
    def reference(self) -> str:
        """The subsidy number (subsidienummer) that people quote."""
        return reference_of(self.application_id, self.submitted_on.year)

    @property
    def to_assess(self) -> tuple[str, ...]:
        """The rules a case handler has still to look at."""
        return tuple(rule for rule in self.unknown if rule not in self.assessed)


@dataclass(frozen=True, slots=True)
class Decided:
    """A stored decision, with the law it was taken under: what a letter is made of.

    `budget_part` is the part of the budget that was looked at ("": the whole), None where none was.
    """

    decision_id: int
    decision: Decision
    law: LawInForce
    known_at: datetime
    supersedes_id: int | None
    budget_part: str | None = None


def dossiers(application_ids: Iterable[int]) -> list[Dossier]:
    """These applications, the newest first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("dossiers"), {"ids": list(application_ids)})
        names = [column.name for column in cursor.description]
        return [_dossier(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def dossier(application_id: int) -> Dossier | None:
    """One application; None where there is none."""
    return next(iter(dossiers([application_id])), None)


def dossier_of_reference(reference: str) -> Dossier | None:
    """The application with this subsidy number; None where no application has just this number."""
    head, _, number = reference.rpartition("-")
    if not head.startswith("KP-") or not (number.isascii() and number.isdigit()):
        return None
    found = dossier(int(number)) if len(number) <= 18 else None
    return found if found is not None and found.reference == reference else None


def decisions_of(application_id: int) -> list[Decided]:
    """Every decision on an application, the first one first; none under earlier law."""
    rows = DecisionRow.objects.filter(application_id=application_id, law__isnull=False)
    return [decided_of(row) for row in rows.select_related("application").order_by("id")]


def decided_of(row: DecisionRow) -> Decided:
    """A stored decision as the core gave it; the law is read once a process."""
    law = _law_of(str(row.law_id))
    assert row.eligible_cents is not None
    assert row.grant_cents is not None
    assert row.size is not None
    assert row.file_before is not None
    decision = Decision(
        outcome=row.outcome,  # type: ignore[arg-type]
        size=row.size,
        rate=row.rate_points,
        ceiling=row.ceiling_cents,
        room_before=row.room_before_cents,
        eligible_cost=row.eligible_cents,
        grant=row.grant_cents,
        file_before=row.file_before,
        law=law.identifier(row.application.submitted_on),
        reasons=tuple(Reason(*reason) for reason in row.reasons),
    )
    budget = (row.facts or {}).get("budget")
    part = None if budget is None else budget.get("part", "")
    return Decided(row.pk, decision, law, row.known_at, row.supersedes_id, part)


@cache
def _law_of(digest: str) -> LawInForce:
    return law_in_force(LawText.objects.get(pk=digest).document, digest)


def _dossier(row: dict) -> Dossier:  # type: ignore[type-arg]
    row["application_id"] = row.pop("id")
    row["rate"] = row.pop("rate_points")
    row["enterprise_name"] = row["enterprise_name"] or row["number"]
    listed: Sequence[str] = ("unknown", "assessed")
    row |= {name: tuple(row[name]) for name in listed}
    row["money"] = Money(
        cost=row.pop("cost_cents"),
        grant=row.pop("grant_cents"),
        **{name: row.pop(name) for name in ("own", "subsidy", "own_paid", "subsidy_paid", "held")},
    )
    return Dossier(**row)


@cache
def _sql(name: str) -> str:
    return files("portefeuille.applications").joinpath(f"sql/{name}.sql").read_text("utf-8")
