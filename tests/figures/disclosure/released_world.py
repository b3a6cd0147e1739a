"""A release of more than sixty tables, counted in plain Python from a synthetic year.

Nothing of the figures is used to count: rows are grouped by hand, so that what an attacker faces
does not rest on what he attacks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from portefeuille import law
from portefeuille.figures.disclosure import Counted, Told
from portefeuille.figures.values import Column, Scope
from portefeuille.scenarios.population import build

Row = Mapping[str, Any]

YEAR: Final = (date(2019, 1, 1), date(2019, 12, 31))
SERVICES: Final = (None, "training", "advice")
SIZES: Final = (None, "small", "medium")
FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "whole": (),
    "by-service": ("service",),
    "by-size": ("size",),
    "by-theme": ("theme",),
    "by-month": ("month",),
    "by-month-and-service": ("month", "service"),
    "by-theme-and-service": ("theme", "service"),
}


def applications(seed: int, scale: str) -> list[Row]:
    """Approved applications of a synthetic 2019."""
    columns = ["enterprise", "submitted_on", "service", "theme", "size", "planned_grant_cents"]
    year = build(2019, seed, scale, law.load())
    natural = dict(year.enterprises.select("number", "natural_person").iter_rows())
    return [
        {
            **row,
            "month": row["submitted_on"].replace(day=1),
            "natural": natural[row["enterprise"]],
        }
        for row in year.applications.select(columns).to_dicts()
    ]


def tables(rows: Sequence[Row]) -> tuple[Counted, ...]:
    """Every figure over every service and size."""
    return tuple(
        counted(name, keys, rows, service, size)
        for service in SERVICES
        for size in SIZES
        for name, keys in FIGURES.items()
    )


def counted(
    name: str, keys: tuple[str, ...], rows: Sequence[Row], service: str | None, size: str | None
) -> Counted:
    """A table of the rows of a scope, and the same of natural persons where rows say who is one."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if service in (None, row["service"]) and size in (None, row["size"]):
            groups[tuple(row[key] for key in keys)].append(row)
    scope = Scope(*YEAR, service, None, () if size is None else (("size", size),))
    order = sorted(groups)
    whole = _table(name, scope, keys, [(one, groups[one]) for one in order])
    if not all("natural" in row for row in rows):
        return whole
    natural = [(one, [row for row in groups[one] if row["natural"]]) for one in order]
    return replace(whole, apart=_table(name, scope, keys, natural))


def _table(
    name: str,
    scope: Scope,
    keys: tuple[str, ...],
    groups: Sequence[tuple[tuple[Any, ...], Sequence[Row]]],
) -> Counted:
    told = [
        {
            **dict(zip(keys, group, strict=True)),
            "approved": len(members),
            "grant_cents": sum(member["planned_grant_cents"] for member in members),
            "average_cents": sum(member["planned_grant_cents"] for member in members)
            // max(len(members), 1),
        }
        for group, members in groups
    ]
    enterprises = tuple(len({member["enterprise"] for member in members}) for _, members in groups)
    return Counted(Told(name, scope, columns(*keys), keys, tuple(told)), enterprises)


def columns(*keys: str) -> tuple[Column, ...]:
    """The columns of a table with these keys."""
    label = {"nl": "", "en": ""}
    return (
        *(Column(key, label) for key in keys),
        Column("approved", label, "count", adds_up=True),
        Column("grant_cents", label, "amount", adds_up=True),
        Column("average_cents", label, "amount"),
    )
