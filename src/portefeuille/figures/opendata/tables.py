"""The tables of a release as files: one CSV and one Parquet file for each figure.

All scopes of a figure stand in one file: `from`, `until` and `of_...` say which a row is of (empty:
not narrowed). Codes are codes, amounts euro with two decimals, shares to the ten thousandth. In the
CSV `x` is a number that is not told and an empty cell one that is unknown; in Parquet both are
null, and `hidden` tells them apart.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from portefeuille.core.law import Text
from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure.values import Told, is_hidden
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.figures.formats.cells import plain
from portefeuille.figures.values import Column, Hidden

FILTERS: Final = ("service", "size")
_SCOPE: Final = ("from", "until", *(f"of_{name}" for name in FILTERS))
_TYPES: Final[dict[str, Text]] = {
    "count": {"nl": "aantal", "en": "count"},
    "amount": {"nl": "bedrag in euro", "en": "amount in euro"},
    "euros": {"nl": "bedrag in hele euro", "en": "amount in whole euro"},
    "share": {"nl": "aandeel, 1 is het geheel", "en": "share, 1 is the whole"},
    "text": {"nl": "code", "en": "code"},
}


def write_tables(tables: Iterable[Told], folder: Path) -> list[Path]:
    """The files of all figures, and `dictionary.csv` that says what each column is."""
    written = []
    by_figure = sorted(tables, key=lambda table: table.figure)
    for name, some in groupby(by_figure, key=lambda table: table.figure):
        whole = list(some)
        written += [_csv(name, whole, folder), _parquet(name, whole, folder)]
    return [
        *written,
        _dictionary([name for name, _ in groupby(t.figure for t in by_figure)], folder),
    ]


def _csv(name: str, tables: Sequence[Told], folder: Path) -> Path:
    path = folder / f"{name}.csv"
    columns = figure(name).columns
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_SCOPE, *(column.published_name for column in columns)])
        for table in tables:
            for row in table.rows:
                cells = (_cell(row[column.name], column) for column in columns)
                writer.writerow([*_scope(table), *cells])
    return path


def _cell(value: Any, column: Column) -> str | int | None:
    if column.kind == "text":
        return None if value is None else guarded(str(value))
    return plain(value, column.kind)


def _scope(table: Told) -> Iterator[str]:
    yield table.scope.first_day.isoformat()
    yield table.scope.last_day.isoformat()
    codes = dict(table.scope.filters)
    yield from (codes.get(name, "") for name in FILTERS)


def _parquet(name: str, tables: Sequence[Told], folder: Path) -> Path:
    import polars

    columns = figure(name).columns
    rows = [
        (*_scope(table), *(_value(row[one.name], one) for one in columns), is_hidden(row))
        for table in tables
        for row in table.rows
    ]
    types: dict[str, Any] = {
        "text": polars.String(),
        "count": polars.Int64(),
        "amount": polars.Decimal(18, 2),
        "euros": polars.Decimal(18, 2),
        "share": polars.Decimal(18, 4),
    }
    schema = {
        **dict.fromkeys(_SCOPE, polars.String()),
        **{column.published_name: types[column.kind] for column in columns},
        "hidden": polars.Boolean(),
    }
    path = folder / f"{name}.parquet"
    polars.DataFrame(rows, schema=schema, orient="row").write_parquet(path, compression="zstd")
    return path


def _value(value: Any, column: Column) -> Any:
    if value is None or isinstance(value, Hidden):
        return None
    if column.kind == "text":
        return str(value)
    if column.kind == "count":
        return value
    return Decimal(value).scaleb(-4 if column.kind == "share" else -2)


def _dictionary(names: Sequence[str], folder: Path) -> Path:
    path = folder / "dictionary.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["file", "column", "kind", "label_nl", "label_en", "definition_nl", "definition_en"]
        )
        for name in names:
            about = figure(name)
            for column in about.columns:
                kind = _TYPES[column.kind]["en"]
                said = (column.label["nl"], column.label["en"], *_definition(about.definition))
                writer.writerow([name, column.published_name, kind, *said])
    return path


def _definition(text: Text) -> tuple[str, str]:
    return text["nl"], text["en"]
