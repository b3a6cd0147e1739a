"""Parquet: every table in one file, the columns of the CSV for machines, with types.

Counts are integers, amounts decimals in euro of two places, shares decimals of four. A cell that
is hidden or unknown is null; `hidden` names the columns of the row that are hidden.
"""

import io
from decimal import Decimal
from typing import Any, Final

from portefeuille.figures.tables import Answer, Row, Table
from portefeuille.figures.values import Cell, Column, Hidden, Kind

_LEVELS: Final = ("row", "part")
_PLACES: Final[dict[Kind, int]] = {"amount": 2, "euros": 2, "share": 4}


def as_parquet(answer: Answer) -> bytes:
    """The tables of an answer as the bytes of a Parquet file (zstd)."""
    import polars

    columns = {column.published_name: column for table in answer.tables for column in table.columns}
    rows = [
        {
            "table": table.title,
            "row": kind,
            **dict.fromkeys(columns),
            **_named(table, cells),
            "as_of": answer.as_of,
            "source": table.source,
        }
        for table in answer.tables
        for kind, cells in _lines(table)
    ]
    schema: dict[str, Any] = {
        "table": polars.String,
        "row": polars.String,
        **{name: _type(column) for name, column in columns.items()},
        "hidden": polars.String,
        "as_of": polars.Date,
        "source": polars.String,
    }
    out = io.BytesIO()
    polars.DataFrame(rows, schema=schema, orient="row").write_parquet(out, compression="zstd")
    return out.getvalue()


def _lines(table: Table) -> list[tuple[str, tuple[Cell, ...]]]:
    rows: list[Row] = list(table.rows)
    lines = [(_LEVELS[row.level], row.cells) for row in rows]
    return [*lines, ("total", table.total)] if table.total else lines


def _named(table: Table, cells: tuple[Cell, ...]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    hidden = []
    for column, cell in zip(table.columns, cells, strict=True):
        if isinstance(cell, Hidden):
            hidden.append(column.published_name)
        named[column.published_name] = _value(cell, column.kind)
    return {**named, "hidden": ",".join(hidden)}


def _value(cell: Cell, kind: Kind) -> str | int | Decimal | None:
    if isinstance(cell, Hidden) or (cell == "" and kind != "text"):
        return None
    places = _PLACES.get(kind)
    if places is None or not isinstance(cell, int):
        return cell
    return Decimal(cell).scaleb(-places if kind == "share" else -2)


def _type(column: Column) -> Any:
    import polars

    places = _PLACES.get(column.kind)
    if places is not None:
        return polars.Decimal(38, places)
    return polars.Int64 if column.kind == "count" else polars.String
