"""Taking a snapshot: only what changed, never half of it, and on after a kill."""

import fcntl
import json
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from portefeuille.figures.engines import NoSnapshotError, Snapshot
from portefeuille.figures.queries import LaterThanKnownError, Position
from portefeuille.figures.snapshot import MANIFEST, SnapshotIsBeingTakenError, manifest, taking
from portefeuille.figures.values import calendar_year
from tests.databases import Database
from tests.figures.conftest import Book
from tests.figures.snapshot.conftest import take

YEAR = calendar_year(2017)

HALF_WAY = """
import os, signal
from portefeuille.figures.snapshot import files
whole, written = files.convert, []
def convert(copied, to, *rest):
    if len(written) == 2:
        to.write_bytes(b"half of a file")
        os.kill(os.getpid(), signal.SIGKILL)
    whole(copied, to, *rest)
    written.append(to)
files.convert = convert
from portefeuille.commands.main import main
main()
"""


@pytest.fixture
def years(book: Book) -> Book:
    """Applications of three years, whose enterprises have a place."""
    for day in ("2016-06-01", "2017-06-01", "2017-06-02", "2018-06-01"):
        enterprise = book.enterprise()
        said = book.insert(
            "register_snapshot",
            {
                "enterprise_id": enterprise,
                "source": "magda",
                "holds_on": day,
                "known_at": f"{day}T00:00:00Z",
                "facts": json.dumps({"seat_postcode": "9000", "name": "Verzonnen"}),
                "digest": "0" * 64,
            },
        )
        book.file(day, 1_000, enterprise=enterprise, snapshot_id=said)
    return book


def written(folder: Path) -> list[str]:
    """The parts that one run writes, without the names of their files."""
    return [part.file.rpartition("/")[0] for part in take(folder).written]


def files(folder: Path) -> set[str]:
    """What lies in the folder, besides the lock and the manifest."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - {MANIFEST, "snapshot.lock"}


def granted(engine: Snapshot, year: int) -> int:
    """The subsidy of training of a year, as late as the snapshot goes."""
    rows = Position(engine.known_until, engine).ask("grants-by-service", calendar_year(year))
    return sum(row["grant_cents"] for row in rows)


def test_a_second_run_writes_nothing_and_knows_more(years: Book, tmp_path: Path) -> None:
    first = take(tmp_path)
    assert [part.year for part in first.written] == [2016, 2017, 2018]
    second = take(tmp_path)
    assert (second.written, second.parts) == ((), first.parts)
    assert Snapshot(tmp_path).known_until == second.known_until > first.known_until
    assert files(tmp_path) == {part.file for part in second.parts}


def test_only_the_year_with_a_new_row_is_written(years: Book, tmp_path: Path) -> None:
    take(tmp_path)
    years.file("2017-12-31", 234)
    assert written(tmp_path) == ["decision/year=2017"]
    assert granted(Snapshot(tmp_path), 2017) == 2_234


def test_a_superseded_decision_is_noticed_in_the_year_of_its_application(
    years: Book, tmp_path: Path
) -> None:
    filed = years.file("2016-06-02", 500)
    take(tmp_path)
    years.revise(filed, 100, known_at=datetime(2019, 1, 1, tzinfo=UTC))
    assert written(tmp_path) == ["decision/year=2016"]
    assert granted(Snapshot(tmp_path), 2016) == 1_100


def test_a_step_that_is_followed_by_another_is_noticed(years: Book, tmp_path: Path) -> None:
    filed = years.file("2018-06-02", 500)
    event = {"subject": "application", "subject_id": filed.application, "actor": "test"}
    at = {"held_at": "2018-06-02T12:00Z", "known_at": "2018-06-02T12:00Z"}
    approve = {"sequence": 1, "verb": "approve", "to_status": "awaiting_deposit"}
    years.insert("journal_event", {**event, **at, **approve, "from_status": ""})
    take(tmp_path)
    stop = {"sequence": 2, "verb": "stop", "to_status": "stopped"}
    years.insert("journal_event", {**event, **at, **stop, "from_status": "awaiting_deposit"})
    assert written(tmp_path) == ["step/year=2018"]


def test_what_is_erased_is_gone_from_the_next_snapshot_and_its_file_after_that(
    years: Book, database: Database, tmp_path: Path
) -> None:
    """An erased fact leaves the number of rows as it was."""
    take(tmp_path)
    old = files(tmp_path)
    with psycopg.connect(database.owner_url) as session:
        session.execute(
            "UPDATE register_snapshot SET facts = facts - 'seat_postcode'"
            " WHERE holds_on = '2017-06-01'"
        )
    assert written(tmp_path) == ["decision/year=2017"]
    place = Position(Snapshot(tmp_path).known_until, Snapshot(tmp_path))
    there = {row["postcode"]: row["approved"] for row in place.ask("approved-by-postcode", YEAR)}
    assert there == {"9000": 1, None: 1}
    assert old < files(tmp_path), "who reads the snapshot before this one still can"
    take(tmp_path)
    assert len(files(tmp_path)) == len(old)


def test_an_answer_that_is_going_on_stands_on_one_snapshot(years: Book, tmp_path: Path) -> None:
    take(tmp_path)
    reading = Snapshot(tmp_path)
    assert granted(reading, 2017) == 2_000
    years.file("2017-12-31", 1)
    take(tmp_path)
    assert (granted(reading, 2017), granted(Snapshot(tmp_path), 2017)) == (2_000, 2_001)


def test_a_damaged_file_is_written_again(years: Book, tmp_path: Path) -> None:
    taken = take(tmp_path)
    (tmp_path / taken.parts[1].file).write_bytes(b"damaged")
    assert written(tmp_path) == ["decision/year=2017"]
    assert granted(Snapshot(tmp_path), 2017) == 2_000


def test_a_run_that_is_killed_goes_on_where_it_was(
    years: Book, database: Database, tmp_path: Path
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", HALF_WAY, "snapshot", "--to", str(tmp_path), "--quiet"],
        env=database.environment(),
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = files(tmp_path)
    assert len([name for name in left if name.endswith(".parquet")]) == 2
    assert len(left) > 2, "something was half written"
    with pytest.raises(NoSnapshotError, match="portefeuille snapshot"):
        assert Snapshot(tmp_path).known_until
    assert written(tmp_path) == ["decision/year=2018"]
    assert files(tmp_path) == {part.file for part in manifest.read(tmp_path).parts}
    assert granted(Snapshot(tmp_path), 2018) == 1_000


def test_all_of_it_is_of_one_moment(years: Book, database: Database, tmp_path: Path) -> None:
    """What is stored while it is being taken is in none of its files."""
    with taking(tmp_path) as work:
        with closing(psycopg.connect(database.owner_url, autocommit=True)) as other:
            other.execute("ALTER TABLE applications_decision DISABLE TRIGGER USER")
            other.execute("UPDATE applications_decision SET grant_cents = 7")
        work.finish()
    assert [granted(Snapshot(tmp_path), year) for year in (2016, 2017, 2018)] == [
        1_000,
        2_000,
        1_000,
    ]


def test_two_do_not_write_at_once(years: Book, tmp_path: Path) -> None:
    with (tmp_path / "snapshot.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(SnapshotIsBeingTakenError, match="Another process"):
            take(tmp_path)
    assert take(tmp_path).written


def test_an_empty_book_gives_empty_tables(database: Database, tmp_path: Path) -> None:
    assert take(tmp_path).parts == ()
    assert granted(Snapshot(tmp_path), 2017) == 0


def test_a_moment_after_it_is_refused_and_says_what_to_do(years: Book, tmp_path: Path) -> None:
    take(tmp_path)
    engine = Snapshot(tmp_path)
    assert Position(engine.known_until, engine).ask("grants-by-service", YEAR)
    with pytest.raises(LaterThanKnownError, match="portefeuille snapshot"):
        Position(engine.known_until + timedelta(microseconds=1), engine)
    with pytest.raises(LaterThanKnownError):
        Position(engine.known_until.date() + timedelta(days=1), engine)


@pytest.mark.parametrize("text", ["", "{}", '{"known_until": "soon", "parts": []}', "[1]"])
def test_a_manifest_that_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(NoSnapshotError, match="cannot be read"):
        manifest.read(tmp_path)


def test_a_file_that_is_gone_is_said(years: Book, tmp_path: Path) -> None:
    for part in take(tmp_path).parts:
        (tmp_path / part.file).unlink()
    with pytest.raises(NoSnapshotError, match="Ask again"):
        granted(Snapshot(tmp_path), 2017)
