"""Every figure gives the same rows in the book of record and on a snapshot of it, in order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

import ibis
import pytest
from django.db import connection

from portefeuille.figures import answers, catalogue
from portefeuille.figures.asked import Asked
from portefeuille.figures.asking import figure_answer, read_scope
from portefeuille.figures.engines import LIVE, Snapshot, live_only
from portefeuille.figures.formats import render
from portefeuille.figures.queries import Position
from portefeuille.figures.relations import COLUMNS, relation

EVER: Final = {"first_day": "2015-01-01", "last_day": "2026-12-31"}
MOMENT: Final = datetime.fromisoformat("2018-05-14T12:34:56.000001+02:00")
ASKED: Final = (
    (EVER, None),
    (EVER, date(2017, 9, 1)),
    (EVER, MOMENT),
    ({"year": "2018", "service": "training", "theme": "digitalisering"}, None),
    ({"first_day": "2016-04-01", "last_day": "2019-02-28", "province": "east-flanders"}, MOMENT),
    ({"year": "2017", "section": "2008-J", "delivery": "classroom"}, None),
    ({"year": "2026"}, None),
)
"""Scopes and the moment of each; None is as late as the snapshot goes."""
ON_BOTH: Final = [
    name
    for name in catalogue.names()
    if not live_only(catalogue.figure(name).counts(Asked(read_scope(EVER), MOMENT)))
]
"""Figures that a snapshot can answer; the others are refused there (`test_live_only.py`)."""


@pytest.mark.parametrize("name", ON_BOTH)
def test_a_figure_is_the_same_live_and_on_the_snapshot(both: Snapshot, name: str) -> None:
    told = 0
    for where, moment in ASKED:
        scope, as_of = read_scope(where), moment or both.known_until
        live = Position(as_of).ask(name, scope)
        assert Position(as_of, both).ask(name, scope) == live, (where, as_of)
        told += len(live)
    assert told, "the book has nothing that this figure counts"


@pytest.mark.parametrize("name", catalogue.names())
def test_its_contributors_are_the_same(both: Snapshot, name: str) -> None:
    contributors = catalogue.figure(name).contributors
    if not callable(contributors):
        pytest.skip("a figure that is not published, or is about no enterprise")
    expression = contributors(Asked(read_scope(EVER), both.known_until))
    live, snapshot = (Counter(_tuples(engine.rows(expression))) for engine in (LIVE, both))
    assert live == snapshot
    assert live


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_of_a_relation_is_in_the_snapshot_cell_by_cell(both: Snapshot, name: str) -> None:
    live, snapshot = (Counter(engine.stream(relation(name))) for engine in (LIVE, both))
    assert live, "the book has no row of it"
    assert live == snapshot


@pytest.mark.parametrize("name", ON_BOTH)
def test_every_figure_compiles_for_spark(name: str) -> None:
    counts = catalogue.figure(name).counts(Asked(read_scope({"year": "2019"}), MOMENT))
    assert "figures_" in ibis.to_sql(counts, dialect="pyspark")


@pytest.mark.parametrize("name", answers.names())
def test_an_answer_is_the_same(both: Snapshot, name: str) -> None:
    live, snapshot = (answers.answer(name, engine=engine) for engine in (LIVE, both))
    assert live == snapshot
    assert render(live, "json") == render(snapshot, "json")


def test_a_snapshot_is_asked_without_any_database(both: Snapshot) -> None:
    connection.close()
    connection.settings_dict["NAME"] = "nowhere"
    answer = figure_answer("grants-by-theme", {"year": "2017"}, both.known_until, both)
    assert answer.tables[0].rows


def _tuples(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row.values()) for row in rows)
