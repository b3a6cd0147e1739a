"""Figures of 20 million rows, beside hand-written SQL and PostgreSQL: `make bench-figures`.

On a snapshot of invented rows (`figures_data`), three figures over ten years and over one:
seconds of our `Position.ask`, and in the same run, taking turns, of DuckDB SQL written by hand
on the same files (`figures_sql`); the rows must be equal. Then the same expressions on
PostgreSQL, on a table of the same columns loaded by COPY; PG_ROWS makes that one smaller, with a
snapshot of its own to be equal to. The ratio is to be trusted, the absolute figures less. Peak
memory is that of a process of its own for each way.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
import django
import duckdb

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portefeuille.config.settings")
django.setup()

import ibis  # noqa: E402
import psycopg  # noqa: E402

from bench import figures_data  # noqa: E402
from bench.figures_report import Measured, Pair, show, write  # noqa: E402
from bench.figures_sql import BY_HAND, statement  # noqa: E402
from portefeuille.adapters.postgres import Endpoint, Server  # noqa: E402
from portefeuille.figures.asked import Asked  # noqa: E402
from portefeuille.figures.catalogue import figure  # noqa: E402
from portefeuille.figures.engines import Snapshot  # noqa: E402
from portefeuille.figures.queries import Position  # noqa: E402
from portefeuille.figures.relations import COLUMNS  # noqa: E402
from portefeuille.figures.snapshot import manifest  # noqa: E402
from portefeuille.figures.values import Scope  # noqa: E402

RESULTS: Final = Path(__file__).parent / "results"
YEARS: Final = figures_data.YEARS
SCOPES: Final = {
    "ten years": Scope(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)),
    "one year": Scope(date(2019, 1, 1), date(2019, 12, 31)),
}
KNOWN: Final = figures_data.KNOWN_UNTIL.isoformat()

Rows = set[tuple[Any, ...]]


@click.command()
@click.option("--rows", default=20_000_000, show_default=True)
@click.option("--pg-rows", type=int, help="Rows in PostgreSQL; as many, unless given; 0: none.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--pg-rounds", default=2, show_default=True)
def main(rows: int, pg_rows: int | None, rounds: int, pg_rounds: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    folder = _folder(rows)
    pairs = _beside_hand(folder, rounds)
    memory = {way: _memory(folder, way) for way in ("ours", "hand")}
    pg_rows = rows if pg_rows is None else pg_rows
    postgres = _on_postgres(_folder(pg_rows), pg_rounds) if pg_rows else {}
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
    measured = Measured(rows, size, pairs, memory, pg_rows, postgres)
    show(measured)
    print(f"Kept in {write(measured)}")


def _folder(rows: int) -> Path:
    folder = RESULTS / f"figures-{rows}"
    begin = time.perf_counter()
    figures_data.write(folder, rows)
    print(f"{rows:,} rows written or there ({time.perf_counter() - begin:.0f} s)", flush=True)
    return folder


def _beside_hand(folder: Path, rounds: int) -> list[Pair]:
    """Each figure and scope: ours and by hand in turns, after one of each that is not counted."""
    snapshot, pairs = Snapshot(folder), []
    with by_hand(folder) as ask:
        for name in BY_HAND:
            for words, scope in SCOPES.items():
                pair = Pair(name, words)
                for turn in range(rounds + 1):
                    ours, told = _timed(lambda n=name, s=scope: ours_of(snapshot, n, s))
                    hand, same = _timed(lambda n=name, s=scope: ask(n, s))
                    if told != same or not told:
                        raise RuntimeError(f"{name}, {words}: the rows differ from those by hand")
                    if turn:
                        pair.ours.append(ours)
                        pair.hand.append(hand)
                print(f"{name}, {words}: {pair.ratio:.2f} of the hand's time", flush=True)
                pairs.append(pair)
    return pairs


def ours_of(snapshot: Snapshot, name: str, scope: Scope) -> Rows:
    """The rows of our figure, in the columns that are counted."""
    rows = Position(figures_data.KNOWN_UNTIL, snapshot).ask(name, scope)
    counted = _counted(name)
    return {tuple(row[column] for column in counted) for row in rows}


@contextmanager
def by_hand(folder: Path) -> Iterator[Callable[[str, Scope], Rows]]:
    """Asks the statement that was written by hand, in a session that stays open, as ours does."""
    files = [str(folder / file) for file in manifest.read(folder).files("decision")]
    with duckdb.connect() as session:
        session.execute("SET TimeZone = 'UTC'")

        def ask(name: str, scope: Scope) -> Rows:
            text = statement(name, files, KNOWN, scope.first_day, scope.last_day)
            return set(session.execute(text).fetchall())

        yield ask


def _counted(name: str) -> tuple[str, ...]:
    keys = {"grants-by-theme": ("theme", "approved"), "grants-by-month": ("month", "service")}
    first = keys.get(name, ("size", "ceiling_cents", "enterprises"))
    between = ("approved",) if name == "grants-by-month" else ()
    return (*first, *between, "grant_cents")


def _timed(ask: Callable[[], Rows]) -> tuple[float, Rows]:
    begin = time.perf_counter()
    rows = ask()
    return time.perf_counter() - begin, rows


def _memory(folder: Path, way: str) -> int:
    """The most that a process took that asked each figure once, in bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.figures_memory", str(folder), way],
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(json.loads(done.stdout)["memory_peak"])


def _on_postgres(folder: Path, rounds: int) -> dict[str, Any]:
    """Seconds of loading, and of our expressions and the snapshot's on the same rows."""
    snapshot = Snapshot(folder)
    with server() as own, psycopg.connect(own.owner_url, autocommit=True) as session:
        begin = time.perf_counter()
        load(session, folder)
        found: dict[str, Any] = {"loading": time.perf_counter() - begin, "seconds": {}}
        for name in BY_HAND:
            for words, scope in SCOPES.items():
                expression = figure(name).counts(Asked(scope, figures_data.KNOWN_UNTIL))
                text = ibis.to_sql(expression, dialect="postgres")
                columns = [expression.columns.index(column) for column in _counted(name)]
                runs = []
                for _ in range(rounds):
                    begin = time.perf_counter()
                    rows = session.execute(text).fetchall()
                    runs.append(time.perf_counter() - begin)
                told = {tuple(_day(row[at]) for at in columns) for row in rows}
                if told != ours_of(snapshot, name, scope):
                    raise RuntimeError(f"{name}, {words}: PostgreSQL has other rows")
                found["seconds"][f"{name}, {words}"] = runs
                print(f"{name}, {words}: PostgreSQL {min(runs):.2f} s", flush=True)
    return found


def _day(cell: Any) -> Any:
    """PostgreSQL gives the first day of a month as a moment."""
    return cell.date() if hasattr(cell, "hour") else cell


@contextmanager
def server() -> Iterator[Endpoint]:
    """A PostgreSQL of its own, with a database and nothing in it."""
    own = Server(RESULTS / "figures-database")
    own.wipe()
    try:
        yield own.ensure_running()
    finally:
        own.wipe()


def load(session: psycopg.Connection, folder: Path) -> None:
    """The decisions of a snapshot in a table of the same columns, by COPY."""
    kinds = {"string": "text", "int16": "smallint", "int32": "integer", "int64": "bigint"}
    columns = ", ".join(
        f"{name} {kinds.get(kind, 'timestamptz' if kind.startswith('timestamp') else kind)}"
        for name, kind in COLUMNS["decision"].items()
    )
    session.execute(f"CREATE TABLE figures_decision ({columns})")
    for file in manifest.read(folder).files("decision"):
        with tempfile.NamedTemporaryFile(suffix=".csv", dir=RESULTS) as copied:
            with duckdb.connect() as database:
                database.execute("SET TimeZone = 'UTC'")
                database.execute(
                    f"COPY (FROM read_parquet('{folder / file}', hive_partitioning = false))"
                    f" TO '{copied.name}'"
                    " (FORMAT csv, HEADER false)"
                )
            with (
                Path(copied.name).open("rb") as rows,
                session.cursor() as cursor,
                cursor.copy("COPY figures_decision FROM STDIN (FORMAT csv)") as copy,
            ):
                while data := rows.read(1 << 20):
                    copy.write(data)
    session.execute("VACUUM ANALYZE figures_decision")
    session.execute("SET work_mem = '256MB'")


if __name__ == "__main__":
    main()
