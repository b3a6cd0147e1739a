"""The figures of the views, on applications that can be counted in the head."""

from datetime import UTC, date, datetime
from typing import Any

from psycopg.types.range import DateRange

from portefeuille import samples
from portefeuille.figures import catalogue
from portefeuille.figures.asked import Asked
from portefeuille.figures.queries import Position
from portefeuille.figures.values import Scope, calendar_year
from portefeuille.law.budget import load_budget
from portefeuille.providers.models import Provider, Registration
from portefeuille.scenarios.demonstration import set_invented_budget
from tests.applications.filing import load_registers
from tests.applications.nine import nine_applications
from tests.databases import Database
from tests.figures.conftest import Book

YEAR = calendar_year(2019)
LATER = date(2020, 12, 31)


def rows(name: str, scope: Scope = YEAR, day: date = LATER) -> list[tuple[Any, ...]]:
    """A figure as tuples in the order of its columns."""
    names = [column.name for column in catalogue.figure(name).columns]
    return [tuple(row[column] for column in names) for row in Position(day).ask(name, scope)]


def fill(book: Book) -> None:
    """Six applications of 2019 and one of 2018: three enterprises, both services, two sizes."""
    small, medium = book.enterprise(), book.enterprise()
    large_ceiling = {"size": "medium", "ceiling_cents": 1_500_000}
    book.file("2019-01-10", 100_000, enterprise=small, theme="hr")
    book.file("2019-01-20", 50_000, enterprise=small, theme="hr", service="advice")
    book.file("2019-03-31", 300_001, enterprise=medium, theme="swot", **large_ceiling)
    book.file("2019-03-01", 100_000, theme=None)
    book.file("2019-03-02", 0, outcome="refused", theme="swot", service="advice")
    book.file("2019-12-31", 0, outcome="inadmissible", enterprise=small)
    book.file("2018-12-31", 999)


def test_what_was_decided_is_counted_by_period_month_service_and_theme(book: Book) -> None:
    fill(book)
    # Nothing is known of what followed: `paid` is unknown, and so is what comes after approval.
    assert rows("key-figures") == [(6, 4, 3, 400_000, 550_001, None, 137_500)]
    months = rows("by-month-and-service")
    assert len(months) == 24
    assert [row for row in months if row[2]] == [
        (date(2019, 1, 1), "advice", 1, 1, 50_000),
        (date(2019, 1, 1), "training", 1, 1, 100_000),
        (date(2019, 3, 1), "advice", 1, 0, 0),
        (date(2019, 3, 1), "training", 2, 2, 400_001),
        (date(2019, 12, 1), "training", 1, 0, 0),
    ]
    assert rows("services-side-by-side") == [
        ("advice", 2, 1, 1, 100_000, 50_000, 50_000),
        ("training", 4, 3, 3, 300_000, 500_001, 166_667),
    ]
    assert rows("approved-by-theme-and-topic") == [
        ("hr", 2, 1, 150_000, 75_000, 5_000),
        ("swot", 1, 1, 300_001, 300_001, 2_500),
        (None, 1, 1, 100_000, 100_000, 2_500),
    ]
    assert rows("funnel") == [
        ("submitted", 6, 10_000),
        ("admissible", 5, 8_330),
        ("approved", 4, 6_670),
        ("deposited", None, None),
        ("paid", None, None),
        ("inadmissible", 1, 1_670),
        ("refused", 1, 1_670),
        ("provider-refused", None, None),
        ("stopped", None, None),
        ("lapsed", None, None),
    ]


def test_the_use_of_a_ceiling_is_per_enterprise_and_a_boundary_belongs_below(book: Book) -> None:
    fill(book)
    exactly = book.enterprise()
    book.file("2019-05-01", 200_000, enterprise=exactly)
    book.file("2019-05-02", 800_000, enterprise=exactly)
    assert rows("use-of-ceiling") == [
        ("small", 3, 3_000_000, 1_250_000, 416_667, 4_170),
        ("medium", 1, 1_500_000, 300_001, 300_001, 2_000),
    ]
    used = {row[:2]: row[2] for row in rows("use-of-ceiling-in-deciles") if row[2]}
    # 150.000 and 100.000 of 1.000.000, all of it, and one cent more than a fifth of 1.500.000.
    assert used == {("small", 2): 1, ("small", 1): 1, ("small", 10): 1, ("medium", 3): 1}
    assert len(rows("use-of-ceiling-in-deciles")) == 20


def test_what_may_be_published_says_of_how_many_enterprises_each_row_tells(book: Book) -> None:
    fill(book)
    assert contributors("approved-by-theme-and-topic") == {("hr",): 1, ("swot",): 1, (None,): 1}
    assert contributors("services-side-by-side") == {("advice",): 2, ("training",): 3}
    assert contributors("use-of-ceiling") == {("small",): 2, ("medium",): 1}
    assert contributors("key-figures") == {(): 4}
    told = contributors("funnel")
    assert [told[(stage,)] for stage in ("submitted", "approved", "refused", "paid")] == [
        4,
        3,
        1,
        0,
    ]
    assert contributors("by-month-and-service")[date(2019, 3, 1), "training"] == 2


def contributors(name: str) -> dict[tuple[Any, ...], int]:
    """By the keys of a row the number of enterprises that it tells of."""
    at, about = Position(LATER), catalogue.figure(name)
    assert about.contributors is not None
    found = at.engine.rows(about.contributors(Asked(YEAR, at.known_before)))
    keys = {tuple(v for k, v in row.items() if k != "contributors") for row in found}
    assert len(keys) == len(found)
    return {
        tuple(v for k, v in row.items() if k != "contributors"): row["contributors"]
        for row in found
    }


def test_a_year_that_was_lived_is_followed_to_its_payments_places_and_providers(
    database: Database,
) -> None:
    """Nine applications of one bakery in Ghent; see `tests.applications.nine`."""
    load_registers()
    nine_applications()
    set_invented_budget(samples.BUDGET, load_budget(), datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert {stage: count for stage, count, _ in lived("funnel")} == {
        "submitted": 9,
        "admissible": 9,
        "approved": 8,
        "deposited": 6,
        "paid": 3,
        "inadmissible": 0,
        "refused": 1,
        "provider-refused": 1,
        "stopped": 1,
        "lapsed": 1,
    }
    # Seven of 300,00 and one of 6.150,00; paid: that one, and twice 150,00 of a half.
    granted, paid = 825_000, 645_000
    assert lived("key-figures") == [(9, 8, 1, 2_750_000, granted, paid, 103_125)]
    assert lived("rules-that-failed") == [("room-left", 1)]
    place = (8, 1, granted, 103_125, 10_000)
    assert lived("approved-by-province") == [("east-flanders", *place)]
    assert lived("approved-by-postcode") == [("9000", *place)]
    assert lived("approved-by-section") == [("2025-C", *place)]
    assert lived("approved-by-division") == [("2025-10", *place)]
    assert lived("top-providers") == [("DV.O999001", 9, 8, granted, 1_110)]
    assert lived("providers-used") == [(1, 8)]
    assert lived("registrations-by-service") == [("advice", 3, 0, 0), ("training", 3, 0, 0)]
    # What lapsed, was refused by the provider and the half that was stopped came back.
    committed = granted - 30_000 - 30_000 - 15_000
    whole, *parts = lived("budget-of-year")
    amount = whole[2]
    assert whole[:6] == ("2026", "", amount, committed, paid, amount - committed)
    assert [part[3] for part in parts] == [0] * len(parts)
    by_day = dict(lived("commitments-by-day"))
    assert sum(by_day.values()) == committed
    assert by_day["2026-03-05"] == -30_000


def lived(name: str) -> list[tuple[Any, ...]]:
    """A figure over 2026, as known on the day of the counter."""
    return rows(name, calendar_year(2026), date(2026, 11, 22))


def test_a_registration_that_is_renewed_neither_begins_nor_ends(database: Database) -> None:
    providers: dict[str, Provider] = {}
    for number, service, first, until in (
        ("DV.O000001", "training", date(2016, 1, 1), date(2019, 7, 1)),
        ("DV.O000001", "training", date(2019, 7, 1), date(2022, 1, 1)),
        ("DV.O000002", "training", date(2019, 2, 1), date(2021, 1, 1)),
        ("DV.A000003", "advice", date(2016, 1, 1), date(2019, 12, 31)),
        ("DV.A000004", "advice", date(2016, 1, 1), None),
    ):
        if number not in providers:
            name = {"enterprise_number": f"19999{len(providers)}5022", "name": number}
            providers[number] = Provider.objects.create(**name)
        Registration.objects.create(
            provider=providers[number],
            number=number,
            service=service,
            valid=DateRange(first, until),
        )
    assert rows("registrations-by-service") == [("advice", 1, 0, 1), ("training", 2, 1, 0)]
