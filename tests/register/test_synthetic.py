"""Invented enterprises in bulk: in order, once, and only in their own range."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portefeuille.core.numbers import NumberError
from portefeuille.register.models import Enterprise, EnterpriseNumber, Snapshot
from portefeuille.register.queries import current_snapshot
from portefeuille.register.services import add_synthetic

pytestmark = pytest.mark.usefixtures("database")

DAY = date(2019, 1, 1)
KNOWN = datetime(2019, 1, 2, tzinfo=UTC)


def rows(numbers: list[str], **facts: object) -> list[tuple[str, dict[str, object]]]:
    return [(number, {"name": f"Synthetisch {number}", **facts}) for number in numbers]


def test_keys_come_in_the_order_of_the_rows(fresh_number: Callable[[], str]) -> None:
    numbers = sorted([fresh_number() for _ in range(50)], key=lambda number: number[::-1])
    ids = add_synthetic(rows(numbers), holds_on=DAY, known_at=KNOWN)
    held = EnterpriseNumber.objects.filter(number__in=numbers).values_list("number", "enterprise")
    assert list(ids.enterprise_ids) == [dict(held)[number] for number in numbers]
    kept = Snapshot.objects.in_bulk(ids.snapshot_ids)
    assert [kept[key].facts["name"][-10:] for key in ids.snapshot_ids] == numbers
    assert [kept[key].enterprise_id for key in ids.snapshot_ids] == list(ids.enterprise_ids)


def test_a_snapshot_says_it_is_synthetic_and_since_when(fresh_number: Callable[[], str]) -> None:
    number = fresh_number()
    add_synthetic(rows([number]), holds_on=DAY, known_at=KNOWN)
    snapshot = current_snapshot(number)
    assert snapshot is not None
    assert (snapshot.source, snapshot.holds_on, snapshot.known_at) == ("synthetic", DAY, KNOWN)


def test_a_second_run_adds_nothing(fresh_number: Callable[[], str]) -> None:
    numbers = [fresh_number() for _ in range(5)]
    first = add_synthetic(rows(numbers), holds_on=DAY, known_at=KNOWN)
    before = Enterprise.objects.count(), Snapshot.objects.count()
    assert add_synthetic(rows(numbers), holds_on=DAY, known_at=KNOWN) == first
    assert (Enterprise.objects.count(), Snapshot.objects.count()) == before


def test_new_facts_of_a_known_number_are_a_new_snapshot(fresh_number: Callable[[], str]) -> None:
    known, new = fresh_number(), fresh_number()
    first = add_synthetic(rows([known]), holds_on=DAY, known_at=KNOWN)
    second = add_synthetic(rows([new, known], status="AC"), holds_on=DAY, known_at=KNOWN)
    assert second.enterprise_ids[1] == first.enterprise_ids[0]
    assert second.enterprise_ids[0] != first.enterprise_ids[0]
    assert second.snapshot_ids[1] != first.snapshot_ids[0]


def test_the_same_number_twice_is_one_enterprise(fresh_number: Callable[[], str]) -> None:
    number = fresh_number()
    ids = add_synthetic(rows([number, number]), holds_on=DAY, known_at=KNOWN)
    assert len(set(ids.enterprise_ids)) == len(set(ids.snapshot_ids)) == 1
    assert len(ids.enterprise_ids) == 2


def test_many_rows_take_as_few_statements_as_one(fresh_number: Callable[[], str]) -> None:
    with CaptureQueriesContext(connection) as one:
        add_synthetic(rows([fresh_number()]), holds_on=DAY, known_at=KNOWN)
    with CaptureQueriesContext(connection) as many:
        add_synthetic(rows([fresh_number() for _ in range(500)]), holds_on=DAY, known_at=KNOWN)
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("number", "error"), [("0456123791", ValueError), ("1950000000", NumberError)]
)
def test_a_number_that_could_be_real_or_is_none_stops_everything(
    fresh_number: Callable[[], str], number: str, error: type[Exception]
) -> None:
    fresh = fresh_number()
    with pytest.raises(error, match=number):
        add_synthetic(rows([fresh, number]), holds_on=DAY, known_at=KNOWN)
    assert not EnterpriseNumber.objects.filter(number=fresh).exists()
