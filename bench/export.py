"""Two million rows through the product's own stream: `make bench-export`.

Rows of decisions, invented (`figures_data`), as `portefeuille rows` writes them: from a snapshot
to CSV and to Parquet, and from PostgreSQL, through a cursor that the server keeps, to CSV. Each
is a process of its own, whose peak memory is held to the limit; every row must have come.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click
import duckdb
import psycopg
from rich.console import Console
from rich.table import Table

from bench.figures import RESULTS, load, server
from bench.figures_data import KNOWN_UNTIL, YEARS, write

LIMIT: Final = 300 * 2**20
"""Bytes that a process may take at most."""

# As `portefeuille rows` but for the table, which stands alone in its database.
CHILD: Final = """
import json, sys, time
from unittest.mock import patch
from bench.memory import forget_peak, peak
from portefeuille.commands import standing
from portefeuille.commands.main import main
forget_peak()
begin = time.perf_counter()
with patch.object(standing, "with_loaded_database", standing.with_django):
    done = main(sys.argv[1:], standalone_mode=False)
print(json.dumps({"seconds": time.perf_counter() - begin, "memory_peak": peak()}))
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: what went where, in how many seconds, with how much memory."""

    source: str
    form: str
    rows: int
    seconds: float
    memory_peak: int
    bytes: int


@click.command()
@click.option("--rows", default=2_000_000, show_default=True)
def main(rows: int) -> None:
    """Measure, show, and keep the figures in bench/results/; ends with 1 where it is too much."""
    folder = RESULTS / f"figures-{rows}"
    write(folder, rows)
    stood = _rows_in(folder / "decision" / "**" / "*.parquet", "superseded_at IS NULL")
    ways = [
        _way("snapshot", form, stood, {"PORTEFEUILLE_SNAPSHOT": str(folder)})
        for form in ("csv", "parquet")
    ]
    with _loaded(folder) as address:
        ways += [
            _way("live", form, stood, {"DATABASE_URL": address}) for form in ("csv", "parquet")
        ]
    _show(ways)
    print(f"Kept in {_keep(ways)}")
    sys.exit(0 if all(way.memory_peak <= LIMIT for way in ways) else 1)


def _way(source: str, form: str, stood: int, settings: dict[str, str]) -> Way:
    with tempfile.TemporaryDirectory(dir=RESULTS) as name:
        to = Path(name) / f"rows.{form}"
        days = ["-w", f"first_day={YEARS[0]}-01-01", "-w", f"last_day={YEARS[-1]}-12-31"]
        moment = ["--as-of", KNOWN_UNTIL.isoformat(), "--from", source]
        out = ["--format", form, "--to", str(to)]
        done = subprocess.run(
            [sys.executable, "-c", CHILD, "rows", "decision", *days, *moment, *out],
            stdout=subprocess.PIPE,
            env={**os.environ, **settings},
            check=True,
        )
        told = json.loads(done.stdout)
        came = _rows_in(to)
        if came != stood:
            raise RuntimeError(f"{came} rows came, of the {stood} that stood")
        return Way(source, form, came, told["seconds"], told["memory_peak"], to.stat().st_size)


def _rows_in(file: Path, which: str = "true") -> int:
    read = "read_csv" if file.suffix == ".csv" else "read_parquet"
    counted = f"SELECT count(*) FROM {read}('{file}') WHERE {which}"  # noqa: S608 - our own words
    (count,) = duckdb.execute(counted).fetchall()[0]
    return int(count)


@contextmanager
def _loaded(folder: Path) -> Iterator[str]:
    """A PostgreSQL with the rows of a snapshot in a table that the application may read."""
    with server() as endpoint:
        with psycopg.connect(endpoint.owner_url, autocommit=True) as session:
            load(session, folder)
            session.execute("GRANT SELECT ON figures_decision TO portefeuille_app")
        yield endpoint.app_url


def _show(ways: list[Way]) -> None:
    table = Table(title=f"{ways[0].rows:,} rows of decisions, streamed")
    for name in ("from", "to", "seconds", "rows a second", "peak memory", "file"):
        table.add_column(name, justify="right")
    for way in ways:
        table.add_row(
            way.source,
            way.form,
            f"{way.seconds:.1f}",
            f"{way.rows / way.seconds:,.0f}",
            f"{way.memory_peak / 2**20:,.0f} MiB",
            f"{way.bytes / 2**20:,.0f} MiB",
        )
    Console(width=100).print(table)
    worst = max(way.memory_peak for way in ways)
    verdict = "enough" if worst <= LIMIT else "too much"
    print(f"At most {worst / 2**20:,.0f} MiB: {verdict} ({LIMIT / 2**20:.0f} MiB is allowed).")


def _keep(ways: list[Way]) -> Path:
    now = datetime.now(UTC)
    file = RESULTS / f"export-{now:%Y%m%dT%H%M%SZ}.json"
    document: dict[str, Any] = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "load": os.getloadavg(),
        "limit": LIMIT,
        "ways": [asdict(way) for way in ways],
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


if __name__ == "__main__":
    main()
