"""Awards as they follow from decisions: for the central register, and by beneficiary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.db import connection, transaction

from portefeuille import law as laws
from portefeuille.aid.regimes import regime_of, regimes_of
from portefeuille.core.law import Law
from portefeuille.core.money import Cents
from portefeuille.law.stateaid import load_aid_law

IN_ONE_GO: Final = 1_000
INSTRUMENT: Final = "grant"
"""A subsidy (direct grant): the only instrument there is here."""
_KNOWN: Final = "SELECT application_id FROM applications_award WHERE application_id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Award:
    """An award as the central register wants it; amounts in cents, None where not known.

    `version` counts the decisions on it; `withdrawn` will never be paid. `report_by` is the last
    day to report it; `is_reported`: as it is now. `regime` and `natural_person` None: not known.
    """

    application_id: int
    decision_id: int
    reference: str
    version: int
    granted_on: date
    amount: Cents | None
    withdrawn: Cents
    number: str
    name: str | None
    natural_person: bool | None
    postcode: str | None
    nace_version: int | None
    nace_code: str | None
    scheme: str | None
    service: str
    theme: str | None
    regime: str | None
    report_by: date | None
    reported_on: date | None
    register_reference: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Total:
    """What one beneficiary was granted under one regime ("unknown" where nobody knows it)."""

    number: str
    name: str | None
    natural_person: bool | None
    regime: str
    awards: int
    cents: Cents


def awards(
    first: date, last: date, law: Law | None = None, *, unreported: bool = False
) -> Iterator[Award]:
    """The awards granted in a period, in order of application, a few at a time.

    `unreported`: only those that are not in the register as they are now. An award of which
    nothing is left stands among them only where it was reported.
    """
    law = law or laws.load()
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        asked: dict[str, Any] = {"first": first, "last": last, "unreported": unreported}
        cursor.execute(_sql("awards"), asked)
        names = [column.name for column in cursor.description]
        while rows := cursor.fetchmany(IN_ONE_GO):
            for row in rows:
                yield _award(dict(zip(names, row, strict=True)), law)


def known_awards(application_ids: Iterable[int]) -> set[int]:
    """Those of these applications that are awards."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(application_ids)])
        return {row[0] for row in cursor.fetchall()}


def totals(first: date, last: date, above: Cents, law: Law | None = None) -> list[Total]:
    """What each beneficiary was granted in a period, by regime, above an amount; most first."""
    asked: dict[str, Any] = {"first": first, "last": last, "above": above}
    asked |= regimes_of(law or laws.load())
    with connection.cursor() as cursor:
        cursor.execute(_sql("totals"), asked)
        return [Total(*row) for row in cursor.fetchall()]


def _award(row: dict[str, Any], law: Law) -> Award:
    submitted_on, granted_on = row.pop("submitted_on"), row["granted_on"]
    amount, withdrawn = row.pop("amount_cents"), row.pop("withdrawn_cents")
    return Award(
        **row,
        amount=amount,
        withdrawn=withdrawn,
        regime=regime_of(law, submitted_on),
        report_by=load_aid_law().report_by(granted_on),
    )


@cache
def _sql(name: str) -> str:
    return files("portefeuille.aid").joinpath(f"sql/{name}.sql").read_text("utf-8")
