"""Loads a synthetic year into the book of record, as ordinary applications.

Enterprises and providers first, then every application in order of submission: decided by the
law of its day and booked like any other. What the law answers must be what the year was built
to hold; the first difference stops the load, and nothing of it stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Final

import polars as pl
from django.db import transaction

from portefeuille.applications.queries import Standing
from portefeuille.applications.services import (
    EarlierFiling,
    Filing,
    Request,
    book_many,
    store_earlier,
)
from portefeuille.core.law import Law
from portefeuille.core.money import format_euro
from portefeuille.core.progress import Done, unheard
from portefeuille.journal.queries import has_acted
from portefeuille.providers.services import Period, register_many
from portefeuille.register.services import add_synthetic
from portefeuille.scenarios.population import Year

POOL_HOLDS_ON: Final = date(2015, 1, 1)
"""The pool of enterprises is the same in every year: its snapshots hold from before the first."""


def is_loaded(year: int) -> bool:
    """Whether a synthetic year stands in the book of record."""
    return has_acted(_actor_of(year))


def load(year: Year, law: Law, done: Done = unheard) -> int:
    """Store the whole year or nothing; answers how many applications. `done` hears chunks."""
    actor = _actor_of(year.year)
    earlier = year.applications.filter(pl.col("regime") == "earlier")
    judged = year.applications.filter(pl.col("regime") == "law")
    with transaction.atomic():
        register_many(_periods(year.providers))
        standings = _standings(year.enterprises.to_dicts())
        stored = store_earlier(_earlier_filings(earlier, standings), actor, done)
        filings = _filings(judged, standings, year.providers)
        return stored + book_many(filings, law, actor, done)


def _actor_of(year: int) -> str:
    return f"population:{year}"


def _standings(enterprises: list[dict[str, Any]]) -> dict[str, Standing]:
    """The standing of every enterprise before its first application, by its number."""
    facts = [_facts(row) for row in enterprises]
    ids = add_synthetic(
        [(row["number"], said) for row, said in zip(enterprises, facts, strict=True)],
        holds_on=POOL_HOLDS_ON,
        known_at=datetime.combine(POOL_HOLDS_ON, time(), UTC),
    )
    empty = Standing(
        enterprise_id=0,
        snapshot_id=None,
        facts={},
        version=0,
        used=0,
        locked_size=None,
        registered_from=None,
        registered_until=None,
    )
    return {
        row["number"]: replace(
            empty, enterprise_id=enterprise_id, snapshot_id=snapshot_id, facts=said
        )
        for row, said, enterprise_id, snapshot_id in zip(
            enterprises, facts, ids.enterprise_ids, ids.snapshot_ids, strict=True
        )
    }


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """The facts of a snapshot, as `register` keeps them."""
    nace = {"version": row["nace_version"], "code": row["nace_code"]}
    return {
        "name": row["name"],
        "legal_form": row["legal_form"],
        "natural_person": row["natural_person"],
        "status": row["status"],
        "juridical_situation": row["juridical_situation"],
        "region": row["region"],
        "nace": nace,
        "establishments": [],
        "seat_postcode": row["postcode"],
    }


def _periods(providers: pl.DataFrame) -> Iterator[tuple[str, str, Period]]:
    for row in providers.iter_rows(named=True):
        period = Period(row["registration"], row["valid_from"], row["valid_until"])
        yield row["enterprise_number"], row["name"], period


def _earlier_filings(rows: pl.DataFrame, standings: dict[str, Standing]) -> Iterable[EarlierFiling]:
    for row in rows.iter_rows(named=True):
        yield EarlierFiling(
            enterprise_id=standings[row["enterprise"]].enterprise_id,
            submitted_at=row["submitted_at"],
            submitted_on=row["submitted_on"],
            service=row["service"],
            theme=row["theme"],
            grant=row["planned_grant_cents"],
        )


def _filings(
    rows: pl.DataFrame, standings: dict[str, Standing], providers: pl.DataFrame
) -> Iterable[Filing]:
    valid = {
        row["registration"]: (row["valid_from"], row["valid_until"])
        for row in providers.iter_rows(named=True)
    }
    for row in rows.iter_rows(named=True):
        first_day, last_day = valid[row["registration"]]
        yield Filing(
            request=_request(row),
            standing=replace(
                standings[row["enterprise"]], registered_from=first_day, registered_until=last_day
            ),
            submitted_at=row["submitted_at"],
            submitted_on=row["submitted_on"],
            expected=(row["expected"], row["planned_grant_cents"]),
        )


def _request(row: dict[str, Any]) -> Request:
    return Request(
        number=row["enterprise"],
        registration=row["registration"],
        application={
            "service": row["service"],
            "theme": row["theme"],
            "title": row["title"],
            "starts_on": row["starts_on"],
            "ends_on": row["ends_on"],
            "cost": format_euro(row["cost_cents"]),
        },
        declared={"size": row["size"], "public_share": "0.00"},
        related_to_applicant=False,
    )
