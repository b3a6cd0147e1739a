"""Rows behind figures: exact, bounded, safe in a spreadsheet, and nobody's name in them."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.commands.main import main
from portefeuille.commands.standing import SNAPSHOT
from portefeuille.figures.formats.streams import AT_ONCE, csv_lines, write_parquet
from portefeuille.figures.queries import Position
from portefeuille.figures.values import Column, calendar_year
from tests.figures.snapshot.conftest import Exported

YEAR = ["--where", "year=2017"]
DAY = ["--as-of", "2018-05-14"]
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))


def column(name: str, kind: Any = "text") -> Column:
    return Column(name, {"nl": name, "en": name}, kind)


def test_cells_are_those_of_machines() -> None:
    columns = (
        column("text"),
        column("cost_cents", "amount"),
        column("rate_points", "share"),
        column("day"),
        column("at"),
        column("known"),
    )
    moment = datetime(2017, 9, 1, 12, 0, 0, 1, UTC)
    rows = [("=1+1", -5, 3_000, date(2017, 9, 1), moment, True), (None,) * 6]
    assert "".join(csv_lines(columns, rows)).split("\r\n") == [
        "text,cost,rate,day,at,known",
        "'=1+1,-0.05,0.30,2017-09-01,2017-09-01T12:00:00.000001+00:00,true",
        ",,,,,",
        "",
    ]


def test_lines_come_before_all_rows_were_read() -> None:
    def endless() -> Iterator[tuple[int]]:
        while True:
            yield (1,)

    assert next(csv_lines([column("n")], endless())).count("\r\n") == AT_ONCE + 1


@settings(max_examples=20)
@given(st.lists(st.one_of(st.none(), TEXTS, st.just("\\N"), st.just('"')), min_size=1))
def test_every_text_comes_back_from_parquet(texts: list[str | None]) -> None:
    with TemporaryDirectory() as name:
        file = Path(name) / "texts.parquet"
        write_parquet({"n": "BIGINT", "text": "TEXT"}, enumerate(texts), file)
        found = duckdb.read_parquet(str(file)).order("n").project("text").fetchall()
        assert [text for (text,) in found] == texts
        assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.fixture
def run(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on the varied book, in the database or on the snapshot."""
    for name, value in exported.database.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(SNAPSHOT, str(exported.folder))

    def invoke(*words: str) -> Any:
        return CliRunner().invoke(main, list(words))

    return invoke


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("relation", ["decision", "failure", "movement", "step"])
def test_the_rows_are_the_same_live_and_on_the_snapshot(
    both: Any, run: Any, relation: str, tmp_path: Path
) -> None:
    ever = ["-w", "first_day=2015-01-01", "-w", "last_day=2026-12-31"]
    live, snapshot = (
        run("rows", relation, *ever, "--as-of", "2026-11-24", "--from", source)
        for source in ("live", "snapshot")
    )
    assert (live.exit_code, snapshot.exit_code) == (0, 0), live.output + snapshot.output
    told = sorted(map(str, parsed(live.stdout)))
    assert told
    assert sorted(map(str, parsed(snapshot.stdout))) == told
    file = tmp_path / "rows.parquet"
    assert run("rows", relation, *ever, "--format", "parquet", "--to", str(file)).exit_code == 0
    assert duckdb.read_parquet(str(file)).shape[0] >= len(told)


def test_the_rows_add_up_to_the_figure(both: Any, run: Any) -> None:
    rows = parsed(run("rows", "decision", *YEAR, "-w", "outcome=approved", *DAY).stdout)
    told = Position(date(2018, 5, 14)).ask("grants-by-service", calendar_year(2017))
    cents = sum(int(row["grant"].replace(".", "")) for row in rows)
    assert (len(rows), cents) == (
        sum(row["approved"] for row in told),
        sum(row["grant_cents"] for row in told),
    )


def test_nobody_is_named_and_what_was_known_later_is_not_told(both: Any, run: Any) -> None:
    header = run("rows", "decision", *YEAR).stdout.partition("\r\n")[0]
    assert not {"number", "name", "title", "superseded_at", "turn"} & set(header.split(","))
    steps = parsed(run("rows", "step", *YEAR, *DAY).stdout)
    assert max(row["superseded_at"] for row in steps) < "2018-05-14T22:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rows", "decision", *YEAR, "--format", "parquet"], "--to"),
        (["rows", "step", *YEAR, "-w", "size=small"], "by its days only"),
        (["rows", "decision"], "give a year"),
        (["figures", "grants-by-theme", *YEAR, "--as-of", "2017-09-01T12:00"], "with its zone"),
        (
            ["figures", "grants-by-theme", *YEAR, "--from", "snapshot", "--as-of", "2036-01-01"],
            "--from live",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(both: Any, run: Any, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_figure_is_asked_of_a_snapshot_as_of_a_moment(both: Any, run: Any) -> None:
    words = ["figures", "grants-by-theme", *YEAR, "--as-of", "2017-09-01T12:00+02:00", "--json"]
    live, snapshot = (run(*words, "--from", source).stdout for source in ("live", "snapshot"))
    assert json.loads(live)["as_of"] == "2017-09-01"
    assert live == snapshot


def test_without_a_snapshot_it_says_how_to_make_one(
    both: Any, run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(SNAPSHOT, str(tmp_path))
    result = run("figures", "grants-by-theme", *YEAR, "--from", "snapshot")
    assert result.exit_code == 1
    assert "portefeuille snapshot" in result.output


def test_the_command_says_what_it_did(both: Any, run: Any, tmp_path: Path) -> None:
    first = json.loads(run("snapshot", "--to", str(tmp_path), "--json", "--quiet").stdout)
    assert first["written"]
    again = run("snapshot", "--to", str(tmp_path), "--quiet")
    assert "0 files with 0 rows were written" in again.stdout
