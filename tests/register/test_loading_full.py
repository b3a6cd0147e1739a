"""A full extract of KBO Open Data: prepared beside the one in use, and swapped in at once."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection

from portefeuille import samples
from portefeuille.adapters.kbo import TABLES, KboError, Mark, files, read_pieces, read_rows
from portefeuille.register import preparing
from portefeuille.register.queries import loaded_extract
from portefeuille.register.services import RegisterInUse, load_kbo
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("database")

Write = Callable[..., Path]
Rows = list[tuple[object, ...]]

NUMBERS = [f"{base}{97 - base % 97:02d}" for base in range(19_900_000, 19_900_300)]

LOADER = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from portefeuille.adapters.kbo import files
from portefeuille.register import preparing
from portefeuille.register.services import load_kbo
files.BLOCK, preparing.PART = 500, 2_000
heard = []
def done(rows):
    heard.append(rows)
    if sum(heard) >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
load_kbo(Path(sys.argv[1]), done)
"""


def dotted(number: str) -> str:
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


@pytest.fixture
def extract(write_full: Write) -> Path:
    """A full extract of 300 enterprises with two activities each: some blocks of each file."""
    return write_full(
        2,
        {
            "enterprise": [f'"{dotted(n)}","AC","000","2","610",,01-01-2020' for n in NUMBERS],
            "denomination": [f'"{dotted(n)}","2","001","Naam {n}"' for n in NUMBERS],
            "activity": [
                f'"{dotted(n)}","001","2025","{code}","MAIN"'
                for n in NUMBERS
                for code in ("62010", "62020")
            ],
        },
    )


@pytest.fixture
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BLOCK", 500)
    monkeypatch.setattr(preparing, "PART", 2_000)


def query(statement: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def progress() -> dict[str, tuple[int, bool]]:
    found = query("SELECT name, rows, whole FROM kbo_staging.progress")
    return {name: (rows, whole) for name, rows, whole in found}


def assert_holds(extract: Path) -> None:
    """The tables in use hold the rows of this extract, each once, and nothing is left beside."""
    for table in TABLES:
        stored = query(f"SELECT {', '.join(table.names)} FROM kbo_{table.name}")  # noqa: S608
        assert sorted(map(repr, stored)) == sorted(map(repr, read_rows(extract, table, "full")))
    assert progress() == {}
    assert query("SELECT relname FROM pg_class WHERE relnamespace = 'kbo_staging'::regnamespace"
                 " AND relkind = 'r'") == [("progress",)]  # fmt: skip


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Where the reading of each table began, filled in by a load."""
    begun: dict[str, int] = {}

    def read(extract: Path, table: object, kind: str, since: Mark) -> Iterator[object]:
        begun[table.name] = since.size
        return read_pieces(extract, table, kind, since)

    monkeypatch.setattr(preparing, "read_pieces", read)
    return begun


@pytest.mark.parametrize("rows", [100, 1_200])
def test_a_loader_that_is_killed_leaves_the_register_as_it_was_and_the_next_goes_on(
    database: Database, extract: Path, rows: int, marks: dict[str, int]
) -> None:
    load_kbo(samples.KBO)
    marks.clear()
    killed = subprocess.run(
        [sys.executable, "-c", LOADER, str(extract), str(rows)],
        env=database.environment(),
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(query("SELECT 1 FROM kbo_enterprise")) == 13
    current = loaded_extract()
    assert current is not None
    assert current.number == 1
    before = progress()
    whole = {name for name, (_, is_whole) in before.items() if is_whole}
    halfway = {name for name, (rows, is_whole) in before.items() if rows and not is_whole}
    assert (len(whole), halfway) == ((0, {"activity"}) if rows == 100 else (5, set()))

    heard: list[int] = []
    report = load_kbo(extract, heard.append)
    assert report.inserted["activity"] == 600
    assert sum(heard) == sum(report.inserted.values())
    assert not whole & marks.keys(), "what was whole is not read again"
    assert all(marks[name] > 2_000 for name in halfway), "what was halfway is gone on with"
    assert_holds(extract)
    assert load_kbo(extract).changed_nothing


@pytest.mark.usefixtures("in_small_parts")
def test_a_wrong_line_keeps_what_was_read_and_a_mended_file_goes_on_there(
    extract: Path, marks: dict[str, int]
) -> None:
    file = extract / "activity.csv"
    right = file.read_text("utf-8")
    wrong = right.splitlines()
    wrong[400] = wrong[400].replace(".", "", 3).replace("19", "9", 1)
    file.write_text("\n".join(wrong) + "\n", "utf-8")
    with pytest.raises(KboError, match=r"^activity.csv, line 401: expected EntityNumber to be a"):
        load_kbo(extract)
    assert loaded_extract() is None
    rows, _ = progress()["activity"]
    assert 300 < rows < 400
    file.write_text(right, "utf-8")
    load_kbo(extract)
    assert list(marks) == ["activity", "address", "denomination", "establishment", "enterprise"]
    assert marks["activity"] > 10_000
    assert_holds(extract)


@pytest.mark.usefixtures("in_small_parts")
def test_a_file_that_changed_where_it_was_read_is_read_anew(
    extract: Path, marks: dict[str, int]
) -> None:
    file = extract / "activity.csv"
    right = file.read_text("utf-8")
    file.write_text(right + "nonsense\n", "utf-8")
    with pytest.raises(KboError):
        load_kbo(extract)
    file.write_text(right.replace("62010", "70200"), "utf-8")
    load_kbo(extract)
    assert marks["activity"] == 0
    assert_holds(extract)


@pytest.mark.usefixtures("in_small_parts")
def test_what_was_prepared_of_another_extract_is_thrown_away(
    extract: Path, write_full: Write
) -> None:
    (extract / "activity.csv").write_text("nonsense\n", "utf-8")
    with pytest.raises(KboError, match=r"^activity.csv, line 1: expected the header"):
        load_kbo(extract)
    newer = write_full(3, {"enterprise": [f"{dotted(NUMBERS[0])},AC,000,2,014,,01-01-2020"]})
    load_kbo(newer)
    assert_holds(newer)


def test_readers_see_the_extract_before_or_the_one_after_and_no_mix(
    database: Database, write_full: Write, extract: Path
) -> None:
    forms = [f"{dotted(n)},AC,000,2,014,,01-01-2020" for n in NUMBERS[:100]]
    load_kbo(write_full(1, {"enterprise": forms}))
    seen: set[tuple[object, ...]] = set()
    over = threading.Event()

    def read() -> None:
        with psycopg.connect(database.app_url, autocommit=True) as session:
            while not over.is_set():
                seen.add(
                    session.execute(
                        "SELECT (SELECT max(number) FROM kbo_extract), count(*),"
                        " min(juridical_form), (SELECT count(*) FROM kbo_activity)"
                        " FROM kbo_enterprise"
                    ).fetchone()
                    or ()
                )

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    load_kbo(extract)
    over.wait(0.2)
    over.set()
    for reader in readers:
        reader.join()
    assert seen == {(1, 100, "014", 0), (2, 300, "610", 600)}


def test_a_reader_who_stays_keeps_the_extract_waiting_and_nobody_else(
    database: Database, extract: Path, monkeypatch: pytest.MonkeyPatch, marks: dict[str, int]
) -> None:
    monkeypatch.setattr(preparing, "ATTEMPTS", 2)
    monkeypatch.setattr(preparing, "PAUSE", 0)
    load_kbo(samples.KBO)
    with psycopg.connect(database.app_url) as backup:
        backup.execute("SELECT count(*) FROM kbo_address").fetchall()
        with pytest.raises(RegisterInUse, match="load it again: only the last step is left"):
            load_kbo(extract)
        assert len(query("SELECT 1 FROM kbo_enterprise")) == 13
    marks.clear()
    load_kbo(extract)
    assert marks == {}, "nothing was read again"
    assert_holds(extract)


def test_the_tables_have_their_indexes_and_rights_again_after_each_load(
    write_full: Write, extract: Path
) -> None:
    shape = """
        SELECT relname, indexdef, relowner, reloptions,
               (SELECT array_agg(acl::text ORDER BY acl::text) FROM unnest(relacl) AS acl)
        FROM pg_class
        LEFT JOIN pg_indexes ON tablename = relname AND schemaname = 'public'
        WHERE relname LIKE 'kbo%' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
        ORDER BY 1, 2
    """
    columns = """
        SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name LIKE 'kbo%'
        ORDER BY table_name, ordinal_position
    """
    before, columns_before = query(shape), query(columns)
    load_kbo(extract)
    load_kbo(write_full(3, {}))
    assert query(shape) == before
    assert query(columns) == columns_before
    assert len(before) == 7


def test_the_application_prepares_and_swaps_by_three_functions_and_only_what_is_whole(
    extract: Path,
) -> None:
    (extract / "enterprise.csv").write_text("nonsense\n", "utf-8")
    with pytest.raises(KboError):
        load_kbo(extract)
    assert progress()["activity"] == (600, True)
    for statement, message in (
        ("SELECT kbo_swap()", "not ready"),
        ("SELECT kbo_make_ready('enterprise')", "not every row is in"),
        ("SELECT kbo_stage('enterprise; drop', 1, now())", "progress_name_check"),
        ("CREATE TABLE kbo_staging.mine (x integer)", "permission denied"),
        ("UPDATE kbo_staging.progress SET ready = true", "permission denied"),
        ("DROP TABLE kbo_staging.kbo_activity", "must be owner"),
    ):
        with connection.cursor() as cursor, pytest.raises(DatabaseError, match=message):
            cursor.execute(statement)
