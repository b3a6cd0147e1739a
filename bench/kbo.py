"""Rows a second of a full extract of KBO Open Data, beside raw COPY: `make bench-kbo`.

An invented extract at a tenth of the scale of the real one is loaded by our loader: files read
and checked, copied, indexed, put in place. In the same run, taking turns, PostgreSQL copies the
very same rows, prepared by itself, into bare tables of the same columns: no reading, no checking,
no indexes. Both begin with empty tables: what the round before left is thrown away outside the
time of either. The ratio is to be trusted, the absolute figures less. Peak memory is that of the
loader's process, at this scale and at a fifth of it: it must not grow with the extract.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import psycopg

from bench.kbo_extract import write_meta, write_tables
from bench.kbo_report import Measured, Size, show, write
from portefeuille.adapters.kbo import TABLES, read_pieces
from portefeuille.adapters.postgres import Server

DATA: Final = Path(__file__).parent / "results" / "kbo-database"
SEED: Final = 1


@click.command()
@click.option("--scale", default=0.1, show_default=True, help="Of the real extract.")
@click.option("--rounds", default=3, show_default=True)
def main(scale: float, rounds: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    with database() as owner_url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = measure(owner_url, folder, scale / 5, 1, first=1)
        large = measure(owner_url, folder, scale, rounds, first=2)
        with psycopg.connect(owner_url) as session:
            version = session.execute("SHOW server_version").fetchone()
    assert version is not None
    measured = Measured(small, large, version[0])
    show(measured)
    print(f"Kept in {write(measured)}")


@contextmanager
def database() -> Iterator[str]:
    """A PostgreSQL of its own, as `make demo` starts it, migrated; the address of its owner."""
    server = Server(DATA)
    server.wipe()
    endpoint = server.ensure_running()
    try:
        os.environ |= {
            "DATABASE_URL": endpoint.app_url,
            "DATABASE_OWNER_URL": endpoint.owner_url,
            "DJANGO_SETTINGS_MODULE": "portefeuille.config.settings",
        }
        import django

        django.setup()
        from portefeuille.config.owner import migrate

        migrate(endpoint.owner_url)
        yield endpoint.owner_url
    finally:
        server.wipe()


def measure(owner_url: str, folder: Path, scale: float, rounds: int, first: int) -> Size:
    """Rounds of ours and of raw COPY on one extract, and its reading alone."""
    written = write_tables(folder, scale, SEED)
    size = Size(scale, sum(written.values()), _bytes(folder, "*.csv"), _reading(folder))
    for number in range(first, first + rounds):
        write_meta(folder, number)
        with psycopg.connect(owner_url, autocommit=True) as session:
            session.execute(f"TRUNCATE {', '.join([f'kbo_{table.name}' for table in TABLES])}")
        ours = _ours(folder)
        if ours["rows"] != written:
            raise RuntimeError(f"{written} were written, {ours['rows']} were loaded")
        with psycopg.connect(owner_url, autocommit=True) as session:
            if number == first:
                _prepare(session, folder)
            copied, indexed = _raw(session, folder)
        size.ours.append(ours)
        size.raw.append(copied)
        size.raw_indexed.append(copied + indexed)
        rate, beside = size.rows / ours["seconds"], size.rows / copied
        print(f"{size.rows} rows: ours {rate:.0f}, raw COPY {beside:.0f} a second", flush=True)
    return size


def _ours(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.kbo_ours", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _reading(folder: Path) -> float:
    """Seconds to read, check and convert all tables, with nowhere to go."""
    write_meta(folder, 1)
    begin = time.perf_counter()
    for table in TABLES:
        for _piece in read_pieces(folder, table, "full"):
            pass
    return time.perf_counter() - begin


def _prepare(session: psycopg.Connection, folder: Path) -> None:
    """The rows that were loaded, as PostgreSQL writes them itself: one file a table."""
    for table in TABLES:
        with (
            session.cursor() as cursor,
            cursor.copy(f"COPY kbo_{table.name} TO STDOUT") as copy,
            (folder / f"{table.name}.copy").open("wb") as file,
        ):
            for data in copy:
                file.write(data)


def _raw(session: psycopg.Connection, folder: Path) -> tuple[float, float]:
    """Seconds of COPY into bare tables, and of the indexes of the tables in use on them."""
    session.execute("DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare")
    for table in TABLES:
        session.execute(
            f"CREATE TABLE bare.kbo_{table.name} (LIKE public.kbo_{table.name})"
            " WITH (autovacuum_enabled = false)"  # as ours while they fill
        )
    begin = time.perf_counter()
    for table in TABLES:
        statement = f"COPY bare.kbo_{table.name} FROM STDIN"
        with (
            (folder / f"{table.name}.copy").open("rb") as file,
            session.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            while data := file.read(1 << 20):
                copy.write(data)
    copied = time.perf_counter() - begin
    indexes = session.execute(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY (%s)",
        [[f"kbo_{table.name}" for table in TABLES]],
    ).fetchall()
    begin = time.perf_counter()
    session.execute("SET maintenance_work_mem = '256MB'")
    for (definition,) in indexes:
        session.execute(definition.replace(" ON public.", " ON bare."))
    indexed = time.perf_counter() - begin
    session.execute("DROP SCHEMA bare CASCADE")
    return copied, indexed


def _bytes(folder: Path, pattern: str) -> int:
    return sum(file.stat().st_size for file in folder.glob(pattern))


if __name__ == "__main__":
    main()
