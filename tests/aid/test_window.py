"""What a single undertaking was granted in the years before a day: to the cent, to the day."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.aid.models import Link
from portefeuille.aid.queries import (
    first_day_of_window,
    granted_in_window,
    links_of,
    undertaking,
    working,
)
from portefeuille.aid.services import NotSaid, declare, end_link, link, withdraw
from portefeuille.applications.services import stop
from portefeuille.register.queries import enterprise_of
from portefeuille.register.services import join
from tests.aid.laws import de_minimis, exempted
from tests.applications.filing import (
    BAKERY,
    METALWORKS,
    TODAY,
    add_enterprises,
    load_registers,
    request,
    submitted,
)
from tests.payments.life import at

BY = at(2026, 11, 20)
JULY = date(2026, 7, 1)


@pytest.fixture
def bakery(database):
    load_registers()
    submitted(request())
    return enterprise_of(BAKERY)


@given(day=st.dates(date(2010, 1, 1), date(2040, 12, 31)), years=st.integers(1, 5))
def test_the_window_begins_on_the_same_day_so_many_years_before(day: date, years: int) -> None:
    first = first_day_of_window(day, years)
    assert first.year == day.year - years
    assert (first.month, first.day) == (day.month, day.day) or (
        (day.month, day.day, first.month, first.day) == (2, 29, 2, 28)
    )


def test_our_own_grants_count_from_the_day_of_granting_for_three_years(bakery) -> None:
    for day, cents in (
        (date(2026, 11, 19), 0),
        (TODAY, 300_00),
        (date(2029, 11, 20), 300_00),
        (date(2029, 11, 21), 0),
    ):
        assert granted_in_window(bakery, day) == cents, day
    (line,) = working(bakery, TODAY).lines
    assert (line.kind, line.amount, line.regime) == ("award", 300_00, None)
    assert line.named.startswith("KP-2026-")


def test_aid_from_elsewhere_counts_until_it_is_withdrawn(bakery) -> None:
    told = declare(BAKERY, date(2024, 2, 1), 1_000_00, "Stad Gent", BY, measure="Groenpremie")
    assert granted_in_window(bakery, TODAY) == 1_300_00
    assert granted_in_window(bakery, date(2027, 2, 1)) == 1_300_00
    assert granted_in_window(bakery, date(2027, 2, 2)) == 300_00
    withdraw(told, BY)
    assert granted_in_window(bakery, TODAY) == 300_00
    with pytest.raises(NotSaid, match="withdrawn"):
        withdraw(told, BY)
    with pytest.raises(NotSaid, match="day"):
        declare(BAKERY, date(2026, 11, 21), 1, "Stad Gent", BY)


def test_a_stop_gives_nothing_back_and_is_shown(bakery) -> None:
    (line,) = working(bakery, TODAY).lines
    stop(line.key, "enterprise", "", BY)
    after = working(bakery, TODAY)
    assert [(one.amount, one.withdrawn) for one in after.lines] == [(300_00, 300_00)]
    assert after.total == granted_in_window(bakery, TODAY) == 300_00


def test_the_block_exemption_counts_elsewhere(bakery) -> None:
    assert granted_in_window(bakery, TODAY, exempted()) == 0
    assert granted_in_window(bakery, TODAY, de_minimis()) == 300_00
    assert [one.regime for one in working(bakery, TODAY, de_minimis()).lines] == ["de-minimis"]


def test_the_ceiling_of_the_scheme_goes_before_that_of_europe(bakery) -> None:
    own = working(bakery, TODAY, de_minimis("200.00", 1))
    assert (own.limit.ceiling, own.left) == (200_00, 0)
    assert own.first_day == date(2025, 11, 20)
    assert working(bakery, TODAY).left == 300_000_00 - 300_00
    before = working(bakery, date(2023, 12, 31))
    assert (before.limit, before.left, before.first_day) == (None, None, date(2020, 12, 31))


def test_linked_enterprises_are_one_for_as_long_as_they_are_linked(bakery) -> None:
    (third,) = add_enterprises(1)
    submitted(request(METALWORKS, {"cost": "2000.00"}))
    metalworks = enterprise_of(METALWORKS)
    one = link(METALWORKS, BAKERY, JULY, "enterprise", "moeder en dochter", BY)
    link(METALWORKS, third, date(2026, 1, 1), "case-handler", "Staatsblad", BY)
    assert set(undertaking(bakery, TODAY)) == {bakery, metalworks, enterprise_of(third)}
    assert undertaking(bakery, date(2026, 6, 30)) == (bakery,)
    assert granted_in_window(bakery, TODAY) == granted_in_window(metalworks, TODAY) == 900_00
    end_link(one, date(2026, 10, 1), BY)
    assert granted_in_window(bakery, TODAY) == 300_00
    assert len(undertaking(bakery, date(2026, 9, 30))) == 3
    (seen,) = links_of(bakery)
    assert (seen.number, seen.holds_until) == (METALWORKS, date(2026, 10, 1))
    with pytest.raises(NotSaid, match="ended"):
        end_link(one, date(2026, 10, 1), BY)


MEMBERS = st.integers(0, 5)
LINKS = st.lists(
    st.tuples(MEMBERS, MEMBERS, st.integers(0, 20), st.none() | st.integers(0, 20)), max_size=8
)


def test_an_undertaking_is_all_that_can_be_reached_on_a_day(database) -> None:
    """Against a walk in Python over any links."""
    keys = [enterprise_of(number) for number in add_enterprises(6)]
    first = date(2026, 1, 1)

    def day(at: int) -> date:
        return first + timedelta(days=at)

    @given(LINKS, st.integers(0, 20))
    @settings(max_examples=60)
    def walks(links: list[tuple[int, int, int, int | None]], at: int) -> None:
        told = {}
        for one, other, since, until in links:
            if one != other and (until is None or until >= since):
                told[min(one, other), max(one, other), since] = until
        with transaction.atomic():
            Link.objects.bulk_create(
                [
                    Link(
                        enterprise_id=keys[one],
                        other_id=keys[other],
                        holds_from=day(since),
                        holds_until=day(max(since, 20) if until is None else until),
                        told_by="enterprise",
                        motive="-",
                        actor="test",
                        known_at=BY.now,
                        ended_at=BY.now,
                    )
                    for (one, other, since), until in told.items()
                ]
            )
            found = undertaking(keys[0], day(at))
            transaction.set_rollback(True)
        reached, last = {0}, set()
        while reached != last:
            last = set(reached)
            for (one, other, since), until in told.items():
                end = max(since, 20) if until is None else until
                if since <= at < end and {one, other} & reached:
                    reached |= {one, other}
        assert set(found) == {keys[one] for one in reached}

    walks()


def test_what_cannot_be_is_refused(bakery) -> None:
    with pytest.raises(NotSaid, match="same"):
        link(BAKERY, BAKERY, JULY, "enterprise", "-", BY)
    one = link(BAKERY, METALWORKS, JULY, "enterprise", "-", BY)
    with pytest.raises(NotSaid, match="linked"):
        link(METALWORKS, BAKERY, TODAY, "enterprise", "-", BY)
    with pytest.raises(NotSaid, match="day"):
        end_link(one, date(2026, 6, 30), BY)
    end_link(one, JULY, BY)
    assert undertaking(bakery, JULY) == (bakery,)
    assert link(METALWORKS, BAKERY, TODAY, "enterprise", "-", BY) != one


def test_who_went_on_in_another_is_one_with_it(bakery) -> None:
    submitted(request(METALWORKS, {"cost": "2000.00"}))
    join(BAKERY, METALWORKS, "merged", JULY, "fusie", BY)
    for number in (BAKERY, METALWORKS):
        assert granted_in_window(enterprise_of(number), TODAY) == 900_00
        assert len(undertaking(enterprise_of(number), date(2026, 6, 30))) == 1


def test_the_sum_is_one_question_that_reads_indexes_only(bakery) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT sum(amount_cents) FROM aid_counted(%s, %s, %s, NULL,"
            " '{2016-04-01}', '{9999-12-31}', '{NULL}')",
            [bakery, date(2023, 11, 20), TODAY],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan, plan
    assert "applications_application_enterprise_id" in plan, plan
    assert "aid_declaration_by_day" in plan
    law = laws.load()
    with connection.execute_wrapper(_once := _Counting()):
        granted_in_window(bakery, TODAY, law)
    assert _once.count == 1


class _Counting:
    """Counts the questions asked."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
