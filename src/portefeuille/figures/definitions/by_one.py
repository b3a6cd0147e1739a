"""Figures that tell approved projects apart by one dimension: how many, for whom, how much.

Each row has the projects, the enterprises (once a row: they do not add up), the subsidy, the
average of a project and the share of all projects of the scope.
"""

from collections.abc import Callable, Sequence
from typing import Any

from ibis.expr.types import Table

from portefeuille.core.law import Text
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import DIMENSIONS
from portefeuille.figures.rounding import average, share
from portefeuille.figures.values import Column, Facts, Figure, Scope


def most_first(row: Facts, code: str, _scope: Scope) -> Any:
    """By the number of projects; equals by their code, unknown last."""
    return (-row["approved"], row[code] is None, row[code] or "")


def by_one(
    name: str,
    title: Text,
    by: Text,
    column: Column,
    caveats: tuple[Text, ...] = (),
    *,
    order: Callable[[Facts, str, Scope], Any] = most_first,
    public: bool = True,
) -> Figure:
    """The figure of a dimension, named as its column; `by` ends the definition ("per ...")."""
    code = column.name

    def grouped(asked: Asked) -> Table:
        return asked.approved.mutate(**{code: DIMENSIONS[code](asked.approved)})

    def counts(asked: Asked) -> Table:
        approved = grouped(asked)
        return approved.group_by(code).agg(
            approved=approved.count(),
            enterprises=approved.enterprise_id.nunique(),
            grant_cents=c.granted(approved),
        )

    def contributors(asked: Asked) -> Table:
        return c.contributors(grouped(asked), code)

    def finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
        return sorted(_with_shares(rows), key=lambda row: order(row, code, scope))

    return Figure(
        name,
        title,
        {
            "nl": f"{c.APPROVED_NL}, {by['nl']}; een onderneming telt in een rij één keer.",
            "en": f"{c.APPROVED_EN}, {by['en']}; an enterprise counts once in a row.",
        },
        (column, c.APPROVED, c.ENTERPRISES_ONCE, c.GRANT, c.AVERAGE, c.SHARE),
        counts,
        finish,
        (*caveats, c.EARLIER),
        contributors if public else None,
    )


def _with_shares(rows: Sequence[Facts]) -> list[Facts]:
    """Rows with the average of a project, and their share of the projects of all of them."""
    every = sum(row["approved"] for row in rows)
    return [
        {
            **row,
            "average_cents": average(row["grant_cents"], row["approved"]),
            "share_points": share(row["approved"], every),
        }
        for row in rows
    ]
