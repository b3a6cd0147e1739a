"""The figures for what was left open, on rows that were added up by hand."""

import itertools
import json
from datetime import date, datetime
from typing import Any

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.figures import catalogue
from portefeuille.figures.definitions.days_to_payment import quantile
from portefeuille.figures.queries import ask
from portefeuille.figures.values import Scope, calendar_year
from tests.figures.conftest import Book

LATER = date(2026, 12, 31)
EVENTS = itertools.count(1_000_000)


def rows(name: str, scope: Scope) -> list[tuple[Any, ...]]:
    """A figure as tuples in the order of its columns."""
    names = [column.name for column in catalogue.figure(name).columns]
    return [tuple(row[column] for column in names) for row in ask(name, scope, LATER)]


def active_in(code: str) -> str:
    return json.dumps({"enterprise": {"nace": {"version": 2008, "code": code}}})


def test_a_theme_is_beside_the_section_that_asks_it_most(book: Book) -> None:
    for theme, code, times in (("hr", "62010", 3), ("hr", "47110", 1), ("swot", "47110", 4)):
        for _ in range(times):
            book.file("2019-03-01", 100, theme=theme, facts=active_in(code))
    book.file("2019-03-01", 100, theme="swot")
    book.file("2019-03-01", 0, theme="hr", outcome="refused", facts=active_in("47110"))
    assert rows("theme-concentration", calendar_year(2019)) == [
        ("swot", 5, "2008-G", 4, 8_000, 5_560),
        ("hr", 4, "2008-J", 3, 7_500, 3_330),
    ]


def test_titles_are_grouped_and_shown_where_five_enterprises_used_them(book: Book) -> None:
    for title in ("Excel voor  beginners!", "EXCEL, voor beginners", "excel voor béginners") * 2:
        book.file("2019-03-01", 100, title=title)
    one = book.enterprise()
    for _ in range(7):
        book.file("2019-03-01", 10, enterprise=one, title="Coaching van An")
    book.file("2019-03-01", 1)
    assert rows("most-asked-courses", calendar_year(2019)) == [
        ("excel voor beginners", 6, 6, 600),
        ("(andere)", 8, 2, 71),
    ]


def test_first_is_who_never_came_before(book: Book) -> None:
    old, new = book.enterprise(), book.enterprise()
    book.file("2017-03-01", 100, enterprise=old)
    book.file("2019-03-01", 100, enterprise=old)
    for _ in range(2):
        book.file("2019-03-01", 100, enterprise=new)
    book.file("2018-03-01", 0, enterprise=new, outcome="refused")
    assert rows("first-time-and-repeat", Scope(date(2018, 1, 1), date(2019, 12, 31))) == [
        ("2019", "first", 1, 5_000),
        ("2019", "repeat", 1, 5_000),
    ]


@given(st.dictionaries(st.integers(0, 900), st.integers(1, 9), min_size=1), st.integers(1, 100))
def test_a_quantile_is_the_least_day_within_which_that_part_lies(
    by_days: dict[int, int], per_cent: int
) -> None:
    days = sorted(day for day, number in by_days.items() for _ in range(number))
    found = quantile(by_days, per_cent)
    assert found is not None
    assert sum(day <= found for day in days) * 100 >= len(days) * per_cent
    assert sum(day < found for day in days) * 100 < len(days) * per_cent


def test_days_run_to_the_last_payment_that_stays(book: Book) -> None:
    for day, paid in (("2019-03-11", 400), ("2019-03-21", 400), ("2019-05-10", 400)):
        _pay(book, book.file("2019-03-01", 400).application, day, paid)
    back = book.file("2019-03-01", 400).application
    _pay(book, back, "2019-03-02", 400)
    _pay(book, back, "2019-03-05", -400, "unpay")
    assert rows("days-to-payment", calendar_year(2019, service="training")) == [
        ("training", 3, 20, 70, 33)
    ]


def test_of_the_diversity_million_is_left_what_was_not_committed(book: Book) -> None:
    for theme, cents in (("diversiteit", 12_345_67), ("hrm", 99_00)):
        _commit(book, book.file("2017-06-01", cents, theme=theme).application, cents)
    assert rows("earmarked-budget", calendar_year(2017)) == [
        ("2017", "diversity", 1_000_000_00, None, 12_345_67, 987_654_33, 120)
    ]
    assert rows("earmarked-budget", calendar_year(2018)) == [
        ("2018", "diversity", None, None, 0, None, None)
    ]


def test_the_register_is_below_the_line_where_it_is_loaded(book: Book) -> None:
    used = book.enterprise()
    book.file("2019-03-01", 100, enterprise=used)
    book.file("2019-03-01", 100)
    assert rows("share-of-register", calendar_year(2019)) == [(None, 2, None, None, None)]
    _register(used)
    assert rows("share-of-register", calendar_year(2019)) == [
        ("31\u00a0december\u00a02025", 2, 1, 3, 3_330)
    ]


def _commit(book: Book, application: int, cents: int) -> None:
    """What a grant takes of the room of its year."""
    wallet = book.insert(
        "wallet_wallet",
        {"enterprise_id": book.enterprise(), "year": 2017, "size": "small", "ceiling_cents": cents},
    )
    _post(book, application, "2017-06-01", "grant", ("room", wallet, "held"), cents)


def _pay(book: Book, application: int, day: str, cents: int, kind: str = "payment") -> None:
    _post(book, application, day, kind, ("held", application, "spent"), cents)


def _post(
    book: Book, application: int, day: str, kind: str, way: tuple[str, int, str], cents: int
) -> None:
    """A movement of so much, from an account of an owner to one of the application.

    The event that caused it gives its day alone; it is of no application.
    """
    moment = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    event = book.insert(
        "journal_event",
        {
            "subject": "application",
            "subject_id": next(EVENTS),
            "sequence": 1,
            "verb": "record",
            "from_status": "",
            "to_status": "on_record",
            "actor": "test",
            "held_at": moment,
            "known_at": moment,
        },
    )
    entry = book.insert("wallet_entry", {"kind": kind, "event_id": event})
    account, owner, to = way
    _run(
        "INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)"
        " VALUES (%s, %s, %s, %s), (%s, %s, %s, %s)",
        *(entry, account, owner, -cents, entry, to, application, cents),
    )


def _register(enterprise: int) -> None:
    """An extract with three Flemish enterprises, one of which used it, and one of Brussels."""
    _run("INSERT INTO register_enterprisenumber (enterprise_id, number) VALUES (%s, %s)",
         enterprise, "0403019261")  # fmt: skip
    _run("INSERT INTO kbo_extract VALUES (1, 'full', '2025-12-31', '2026-01-01T05:00+00', '1.0.0')")
    for number, postcode in (
        ("0403019261", "9000"), ("0200000002", "3500"), ("0200000003", None), ("0200000004", "1000")
    ):  # fmt: skip
        _run("INSERT INTO kbo_enterprise (enterprise_number, status) VALUES (%s, 'AC')", number)
        if postcode:
            _address(number, postcode)
    _run(
        "INSERT INTO kbo_establishment (establishment_number, enterprise_number)"
        " VALUES ('2000000001', '0200000003')"
    )
    _address("2000000001", "8000")


def _address(entity: str, postcode: str) -> None:
    _run("INSERT INTO kbo_address (entity_number, zipcode) VALUES (%s, %s)", entity, postcode)


def _run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
