"""Figures, asked of the database: one statement each, as of the end of a day in Brussels.

Every statement is `sql/decided.sql`, which says what stood on that day, followed by the file of
the figure itself.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from django.db import connection

from portefeuille.core.periods import end_of_legal_day
from portefeuille.figures.catalogue import figure
from portefeuille.figures.labels import themes_between
from portefeuille.figures.values import Facts, Scope

Provenance = Literal["synthetic", "mixed", "submitted"]


def ask(name: str, scope: Scope, as_of: date) -> tuple[Facts, ...]:
    """The rows of a figure over a scope, as known at the end of a day.

    KeyError for a figure that does not exist. A figure is never rounded or hidden here.
    """
    columns = {column.name for column in figure(name).columns}
    rows = _rows(name.replace("-", "_"), scope, as_of)
    assert all(row.keys() == columns for row in rows), f"{name} answers other columns"
    return rows


def provenance(scopes: Sequence[Scope], as_of: date) -> Provenance:
    """Where the applications of these scopes together come from; of none: `submitted`."""
    whole = Scope(min(s.first_day for s in scopes), max(s.last_day for s in scopes))
    (found,) = _rows("provenance", whole, as_of)
    if found["synthetic"]:
        return "mixed" if found["submitted"] else "synthetic"
    return "submitted"


def _rows(file: str, scope: Scope, as_of: date) -> tuple[dict[str, Any], ...]:
    parameters = {
        "known_before": end_of_legal_day(as_of),
        "first_day": scope.first_day,
        "last_day": scope.last_day,
        "service": scope.service,
        "theme": scope.theme,
        "themes": list(themes_between(scope.first_day, scope.last_day)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(file), parameters)
        names = [column.name for column in cursor.description]
        return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())


@cache
def _sql(file: str) -> str:
    folder = files("portefeuille.figures").joinpath("sql")
    texts = [folder.joinpath(f"{name}.sql").read_text("utf-8") for name in ("decided", file)]
    return "".join(texts)
