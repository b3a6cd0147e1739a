"""The room of enterprises that go on as one: what the number leads to, what is granted, what is
not, and how it is undone. The reading is that of docs/decisions/0016."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from portefeuille import samples
from portefeuille.applications.models import Application
from portefeuille.applications.queries import (
    dossiers_of,
    open_drafts_of,
    search,
    standing,
    to_do_of,
    years_of,
)
from portefeuille.applications.services import (
    Change,
    RoomIsShared,
    lapse,
    open_draft,
    revise,
    revision_ahead,
    stop,
)
from portefeuille.people.services import know_person
from portefeuille.providers.services import load_providers
from portefeuille.register.models import RegisterCall
from portefeuille.register.services import enterprise_of_number, join, part
from portefeuille.wallet.models import Wallet
from portefeuille.wallet.queries import room_of
from tests.applications.filing import (
    BAKERY,
    METALWORKS,
    add_enterprises,
    load_registers,
    request,
    submitted,
)
from tests.applications.nine import wallet_of
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, ordered, paid, the
from tests.register.magda_here import magda_here

CEILING = 7_500_00
JULY = date(2026, 7, 1)


@pytest.fixture
def two(database: Database) -> list[str]:
    """An enterprise that will go on in another, and that other."""
    load_registers()
    return add_enterprises(3)[:2]


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def filed(number: str, month: int, day: int, cost: str = "1000.00", **enterprise: str) -> int:
    """An application; of its cost 30 % is granted."""
    return submitted(request(number, {"cost": cost}, enterprise), moment(month, day)).application_id


def joined(two: list[str], month: int = 7, day: int = 2, kind: str = "merged") -> None:
    join(two[0], two[1], kind, JULY, "fusie", at(2026, month, day))


def used(number: str) -> int:
    room = room_of(enterprise_of_number(number), 2026)
    assert room is not None
    return room.used


def test_from_the_decision_on_the_old_number_leads_to_the_room_of_both(two: list[str]) -> None:
    old, new = two
    filed(old, 2, 2, "10000.00")
    filed(new, 3, 3, "5000.00")
    joined(two)
    key = filed(old, 8, 3)
    assert Application.objects.get(pk=key).enterprise_id == enterprise_of_number(new)
    assert (the(key).number, the(key).filed_as) == (new, new)
    assert wallet_of(old) == ("small", 3_000_00, CEILING)
    assert wallet_of(new) == ("small", 1_800_00, CEILING)
    for number in two:
        room = room_of(enterprise_of_number(number), 2026)
        assert room is not None
        assert (room.size, room.ceiling, room.used, room.left) == (
            "small",
            CEILING,
            4_800_00,
            2_700_00,
        )
    last = the(filed(new, 8, 4, "20000.00"))
    assert last.money.grant == 2_700_00


def test_what_both_used_above_the_ceiling_is_not_taken_back(two: list[str]) -> None:
    for number in two:
        filed(number, 2, 2, "20000.00")
    joined(two)
    room = room_of(enterprise_of_number(two[1]), 2026)
    assert room is not None
    assert (room.used, room.ceiling, room.left) == (12_000_00, CEILING, 0)
    assert the(filed(two[1], 8, 3)).outcome == "refused"


def test_room_that_a_predecessor_gives_back_is_there_for_the_successor(two: list[str]) -> None:
    old, new = two
    key = filed(old, 2, 2, "20000.00")
    filed(new, 2, 3, "5000.00")
    joined(two)
    assert the(filed(new, 8, 3)).outcome == "refused"
    stop(key, "enterprise", "stop", at(2026, 8, 4))
    assert the(filed(new, 8, 5)).money.grant == 300_00
    assert used(old) == 1_500_00 + 300_00


def test_dossiers_of_the_predecessor_run_on_as_they_were(
    two: list[str], database: Database
) -> None:
    old, new = two
    key = filed(old, 6, 20)
    joined(two)
    deposited(key, 700_00, date(2026, 7, 3), at(2026, 7, 3))
    paid(ordered(key, "F-1", 1_000_00, at(2026, 7, 10)), at(2026, 7, 11))
    it = the(key)
    assert (it.status, it.number, it.filed_as) == ("paid", new, old)
    assert it.enterprise_id == enterprise_of_number(old)
    assert_ledger_is_right(database)


def test_lists_and_search_tell_one_story(two: list[str]) -> None:
    old, new = two
    first, second = filed(old, 2, 2), filed(new, 3, 3)
    person = know_person("s", "Lotte", "l@example.be", "nl")
    draft = open_draft(enterprise_of_number(old), person.pk, moment(4, 1))
    joined(two)
    third = filed(new, 8, 3)
    after, before = enterprise_of_number(new), enterprise_of_number(old)
    assert [one.application_id for one in dossiers_of(after)] == [third, second, first]
    assert [one.application_id for one in dossiers_of(before)] == [first]
    assert {one.application_id for one in to_do_of([after])} == {first, second, third}
    assert years_of(after) == [2026]
    assert [one.pk for one in open_drafts_of(after)] == [draft.pk]
    for number in two:
        assert [one.application_id for one in search(number)] == [third, second, first]
    assert [one.application_id for one in search(the(first).reference)] == [first]


def test_a_year_before_the_day_stays_two_years_apart(two: list[str]) -> None:
    """What was received in December and is decided in January has the room of December."""
    old, new = two
    join(old, new, "merged", date(2026, 1, 1), "fusie", at(2026, 1, 5))
    for day, number in ((date(2025, 12, 31), old), (date(2026, 1, 1), new)):
        found = standing(old, "DV.O999001", day)
        assert found is not None
        assert (found.number, found.enterprise_id) == (number, enterprise_of_number(number))


def test_a_new_number_keeps_the_size_that_was_fixed(two: list[str]) -> None:
    old, new = two
    filed(old, 2, 2, "10000.00")
    joined(two, kind="renumbered")
    room = room_of(enterprise_of_number(new), 2026)
    assert room is not None
    assert (room.size, room.ceiling, room.left) == ("small", CEILING, 4_500_00)
    it = the(filed(new, 8, 3, size="medium"))
    assert (it.size, it.money.grant) == ("small", 300_00)


def test_who_absorbs_has_a_size_of_its_own(two: list[str]) -> None:
    old, new = two
    filed(old, 2, 2, "10000.00")
    joined(two)
    room = room_of(enterprise_of_number(new), 2026)
    assert room is not None
    assert (room.size, room.used) == (None, 3_000_00)
    it = the(filed(new, 8, 3, "50000.00", size="medium"))
    assert (it.size, it.money.grant) == ("medium", 4_500_00)
    assert used(new) == CEILING


def test_a_mistake_is_undone_and_each_has_its_own_room_again(two: list[str]) -> None:
    old, new = two
    filed(old, 2, 2, "20000.00")
    filed(new, 2, 3, "10000.00")
    joined(two)
    assert the(filed(new, 8, 3)).outcome == "refused"
    part(old, "vergissing", at(2026, 8, 4))
    assert the(filed(new, 8, 5)).money.grant == 300_00
    key = filed(old, 8, 6, "10000.00")
    assert the(key).money.grant == 1_500_00
    assert Application.objects.get(pk=key).enterprise_id == enterprise_of_number(old)


def test_a_revision_takes_no_room_that_is_not_there_together(
    two: list[str], database: Database
) -> None:
    old, new = two
    filed(old, 2, 2, "30000.00", size="medium")
    filed(new, 2, 3, "20000.00")
    joined(two)
    before, larger = enterprise_of_number(old), Change({"size": "small"}, {})
    smaller = Change({"public_share": "0.5"}, {})
    ahead = revision_ahead(before, 2026, larger)
    assert (ahead.used_before, ahead.used_after, ahead.elsewhere) == (6_000_00, 7_500_00, 6_000_00)
    assert (ahead.left_after, ahead.over) == (0, 6_000_00)
    with pytest.raises(RoomIsShared):
        revise(before, 2026, larger, "toch klein", at(2026, 8, 1))
    assert used(new) == 12_000_00
    assert revision_ahead(before, 2026, smaller).over == 0
    revise(before, 2026, smaller, "toch een overheid", at(2026, 8, 2))
    assert used(new) == 6_000_00
    assert_ledger_is_right(database)


def test_a_revision_of_the_successor_sees_what_counted_at_each_moment(
    two: list[str], database: Database
) -> None:
    """Before the decision nothing of the predecessor counted; after it what it used then."""
    old, new = two
    lost = filed(old, 2, 2, "20000.00")
    filed(new, 2, 3, "4000.00")
    joined(two)
    filed(new, 8, 3, "10000.00")
    stop(lost, "enterprise", "stop", at(2026, 8, 10))
    filed(new, 8, 20, "2000.00")
    after = enterprise_of_number(new)
    assert revision_ahead(after, 2026, Change({"size": "small"}, {})).changed == ()
    granted = [one.money.grant for one in dossiers_of(after)[::-1] if one.filed_as == new]
    assert granted == [1_200_00, 300_00, 600_00]
    revise(after, 2026, Change({"size": "medium"}, {}), "toch middelgroot", at(2026, 9, 1))
    granted = [one.money.grant for one in dossiers_of(after)[::-1] if one.filed_as == new]
    assert granted == [800_00, 700_00, 400_00]
    revise(after, 2026, Change({"size": "small"}, {}), "toch klein", at(2026, 9, 2))
    assert used(new) == 2_100_00
    assert_ledger_is_right(database)


def test_a_late_deposit_takes_no_room_that_the_successor_used(two: list[str]) -> None:
    old, new = two
    key = filed(old, 6, 8, "20000.00")
    assert lapse(key, moment(7, 20))
    joined(two, 7, 21)
    filed(new, 7, 22, "20000.00")
    late = deposited(key, 14_000_00, date(2026, 6, 10), at(2026, 7, 23))
    assert late.returned == "not-expected"
    assert used(new) == 6_000_00


def test_the_database_refuses_what_the_code_would_forget(two: list[str]) -> None:
    """A grant in the wallet of a predecessor, above what is left for both."""
    from portefeuille.journal.models import Event
    from portefeuille.wallet.services import Line, move, post

    old, new = two
    key = filed(old, 2, 2, "10000.00")
    filed(new, 2, 3, "15000.00")
    joined(two)
    wallet = Wallet.objects.get(enterprise_id=enterprise_of_number(old), year=2026)
    event = Event.objects.get(subject="application", subject_id=key)
    own = Wallet.objects.get(enterprise_id=enterprise_of_number(new), year=2026)
    with pytest.raises(IntegrityError, match="predecessors or its successor"), transaction.atomic():
        post([move("grant", event, Line("room", wallet.pk, -1), Line("held", key, 1))])
    post([move("release", event, Line("room", wallet.pk, 5), Line("held", key, -5))])
    own_then = Wallet.objects.get(pk=own.pk)
    assert own_then.version == own.version + 1
    assert own_then.used_cents == own.used_cents
    post([move("grant", event, Line("room", wallet.pk, -5), Line("held", key, 5))])


def test_the_source_is_asked_about_the_number_that_stands_for_it(database: Database) -> None:
    load_providers(samples.PROVIDERS)
    join(METALWORKS, BAKERY, "renumbered", JULY, "nieuw nummer", at(2026, 11, 19))
    with magda_here():
        it = the(submitted(request(METALWORKS)).application_id)
    asked = set(RegisterCall.objects.values_list("number", flat=True))
    assert (it.number, it.filed_as, asked) == (BAKERY, BAKERY, {BAKERY})
