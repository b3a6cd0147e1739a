"""A year decided again: in decisions, in the ledger, in the room of the year, to the cent."""

import pytest

from portefeuille.applications.models import Assessment, Decision
from portefeuille.applications.queries import decisions_of, queue
from portefeuille.applications.services import (
    Change,
    OtherwiseNow,
    Revision,
    assess,
    revise,
    revision_ahead,
)
from portefeuille.core.money import Cents
from portefeuille.journal.queries import history_of
from portefeuille.payments.models import Order
from portefeuille.payments.services import NotEnough
from portefeuille.register.queries import enterprise_of
from portefeuille.wallet.queries import balances, given_by_government
from tests.applications.filing import BAKERY, add_enterprises, load_registers, request, submitted
from tests.applications.nine import (
    IN_ORDER,
    a_year,
    assert_year_is_right,
    grants,
    nine_applications,
    wallet_of,
)
from tests.databases import Database
from tests.payments.life import at, deposited, ordered, paid, pay, the

NOW = at(2026, 11, 25)

AS_SMALL = [300_00, 300_00, 300_00, 6_150_00, 300_00, 300_00, 300_00, 300_00, 0]
AS_MEDIUM = [200_00, 200_00, 200_00, 4_100_00, 200_00, 200_00, 200_00, 200_00, 200_00]


def sized(size: str) -> Change:
    return Change({"size": size}, {})


def again(change: Change, number: str = BAKERY, seen: str | None = None) -> Revision:
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None
    return revise(enterprise_id, 2026, change, "de groep was vergeten", NOW, seen)


def ahead(change: Change, number: str = BAKERY) -> Revision:
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None
    return revision_ahead(enterprise_id, 2026, change)


def on(key: int) -> dict[str, Cents]:
    """What stands on the accounts of an application."""
    return {name: amount for name, amount in balances([key]).get(key, {}).items() if amount}


def statuses(year: dict[str, int]) -> list[str]:
    return [the(key).status for key in year.values()]


def test_the_year_is_what_it_says(database: Database) -> None:
    year = a_year(database)
    assert tuple(year) == IN_ORDER
    assert grants(year) == AS_SMALL
    assert statuses(year) == [
        *("lapsed", "stopped", "refused", "paid", "partly_paid"),
        *("payment_ordered", "deposited", "awaiting_deposit", "refused"),
    ]
    assert wallet_of() == ("small", 7_500_00, 7_500_00)
    assert_year_is_right(database)


def test_small_turns_out_medium(database: Database) -> None:
    year = a_year(database)
    seen = ahead(sized("medium"))
    assert wallet_of() == ("small", 7_500_00, 7_500_00)
    done = again(sized("medium"), seen=seen.digest)
    assert done == seen
    assert [one.difference for one in done.applications] == [
        after - before for before, after in zip(AS_SMALL, AS_MEDIUM, strict=True)
    ]
    assert grants(year) == AS_MEDIUM
    assert (done.used_before, done.used_after) == (7_500_00, 5_200_00)
    assert wallet_of() == ("medium", 5_200_00, 7_500_00)
    assert on(year["lapsed"]) == {}
    assert on(year["stopped"]) == {"spent": 100_00, "owed": -50_00}
    assert on(year["turned down"]) == {}
    assert on(year["paid"]) == {"spent": 4_100_00, "owed": -2_050_00}
    assert on(year["partly paid"]) == {
        "held": 50_00,
        "spent": 150_00,
        "own": 350_00,
        "subsidy": 50_00,
    }
    assert on(year["ordered"]) == {"held": 200_00, "own": 700_00, "subsidy": 200_00}
    assert on(year["awaiting"]) == {"held": 200_00}
    assert on(year["no room"]) == {"held": 200_00}
    assert the(year["no room"]).status == "awaiting_deposit"
    assert str(the(year["no room"]).due_on) == "2026-12-25"
    assert [the(year[name]).money.to_deposit for name in IN_ORDER[4:]] == [
        *(100_00, 100_00, 100_00),
        *(800_00, 800_00),
    ]
    assert_year_is_right(database)


def test_every_decision_that_changes_is_superseded_and_told(database: Database) -> None:
    year = a_year(database)
    again(sized("medium"))
    for key in year.values():
        first, second = decisions_of(key)
        assert (second.supersedes_id, second.decision.size) == (first.decision_id, "medium")
        last = history_of("application", key)[-1]
        assert (last.verb, last.words) == ("revise", "de groep was vergeten")
    assert Decision.objects.count() == 18
    again(sized("medium"))
    assert Decision.objects.count() == 18


def test_medium_turns_out_small(database: Database) -> None:
    year = a_year(database)
    again(sized("medium"))
    again(sized("small"))
    assert grants(year) == AS_SMALL
    assert wallet_of() == ("small", 7_500_00, 7_500_00)
    assert on(year["stopped"]) == {"spent": 150_00}
    assert on(year["paid"]) == {"spent": 6_150_00}
    assert on(year["partly paid"]) == {
        "held": 150_00,
        "spent": 150_00,
        "own": 350_00,
        "subsidy": 150_00,
    }
    assert on(year["no room"]) == {}
    assert the(year["no room"]).status == "refused"
    assert_year_is_right(database)


def test_small_turns_out_large(database: Database) -> None:
    year = a_year(database)
    done = again(sized("large"))
    assert grants(year) == [0] * 9
    assert (done.used_after, done.ceiling_after, done.size_after) == (0, 0, None)
    assert wallet_of() == (None, 0, 0)
    assert on(year["paid"]) == {"owed": -6_150_00}
    assert on(year["stopped"]) == {"owed": -150_00}
    assert on(year["partly paid"]) == {"own": 350_00, "owed": -150_00}
    assert on(year["deposited"]) == on(year["awaiting"]) == on(year["turned down"]) == {}
    gone = {the(year[name]).status for name in ("deposited", "awaiting", "no room")}
    assert len(gone) == 1
    assert gone <= {"refused", "inadmissible"}
    assert the(year["partly paid"]).money.to_deposit == 150_00
    assert_year_is_right(database)


def test_large_after_all_small_brings_back_no_more_than_was_alive(database: Database) -> None:
    year = a_year(database)
    again(sized("large"))
    again(sized("small"))
    assert grants(year) == AS_SMALL
    assert statuses(year) == [
        *("lapsed", "stopped", "refused", "paid", "partly_paid"),
        *("payment_ordered", "awaiting_deposit", "awaiting_deposit", "refused"),
    ]
    assert on(year["stopped"]) == {"spent": 150_00}
    assert on(year["lapsed"]) == on(year["turned down"]) == {}
    assert wallet_of() == ("small", 7_500_00, 7_500_00)
    assert_year_is_right(database)


def test_what_government_gave_back_to_the_enterprise_is_not_given_twice(
    database: Database,
) -> None:
    year = a_year(database)
    again(sized("medium"))
    again(sized("small"))
    key = year["paid"]
    for size, given, owed in (("medium", 4_100_00, 2_050_00), ("small", 6_150_00, 0)) * 2:
        again(sized(size))
        assert given_by_government([key])[key] == given
        assert the(key).owed == owed
    assert_year_is_right(database)


def test_a_paid_application_with_a_higher_grant_is_given_the_difference_once(
    database: Database,
) -> None:
    load_registers()
    raw = request(enterprise={"size": "medium"})
    key = submitted(raw, at(2026, 5, 4).now).application_id
    deposited(key, 800_00, at(2026, 5, 5).now.date(), at(2026, 5, 5))
    paid(ordered(key, "F-1", 1_000_00, at(2026, 5, 6)), at(2026, 5, 7))
    (one,) = again(sized("small")).changed
    assert (one.effect.to_enterprise, one.effect.given, one.effect.owed) == (100_00, 100_00, 0)
    assert on(key) == {"spent": 300_00}
    (one,) = again(sized("medium")).changed
    assert (one.effect.to_enterprise, one.effect.given, one.effect.owed) == (0, -100_00, 100_00)
    (one,) = again(sized("small")).changed
    assert (one.effect.to_enterprise, one.effect.given, one.effect.owed) == (0, 100_00, -100_00)
    assert_year_is_right(database)


def test_what_lies_ready_beyond_the_invoice_goes_back_and_its_room_is_spent(
    database: Database,
) -> None:
    load_registers()
    key = submitted(request(enterprise={"size": "medium"}), at(2026, 5, 4).now).application_id
    deposited(key, 800_00, at(2026, 5, 5).now.date(), at(2026, 5, 5))
    paid(ordered(key, "F-1", 950_00, at(2026, 5, 6)), at(2026, 5, 7))
    again(sized("small"))
    assert on(key) == {"held": 50_00, "spent": 250_00, "subsidy": 50_00}
    assert_year_is_right(database)
    paid(ordered(key, "F-2", 50_00, at(2026, 6, 6)), at(2026, 6, 7))
    assert on(key) == {"spent": 300_00}
    assert_year_is_right(database)


def test_an_enterprise_tops_up_what_was_taken_away_and_all_is_paid(database: Database) -> None:
    year = a_year(database)
    again(sized("medium"))
    key = year["ordered"]
    (order,) = Order.objects.filter(application_id=key)
    with pytest.raises(NotEnough) as short:
        pay(order.pk, NOW)
    assert short.value.balance == 900_00
    assert not deposited(key, 100_00, NOW.now.date(), NOW).returned
    pay(order.pk, NOW)
    assert on(key) == {"spent": 200_00}
    assert_year_is_right(database)


def test_a_revision_seen_before_something_happened_is_not_stored(database: Database) -> None:
    year = a_year(database)
    seen = ahead(sized("medium"))
    deposited(year["awaiting"], 700_00, NOW.now.date(), NOW)
    with pytest.raises(OtherwiseNow) as changed:
        again(sized("medium"), seen=seen.digest)
    assert changed.value.revision.digest != seen.digest
    assert grants(year) == AS_SMALL
    again(sized("medium"), seen=changed.value.revision.digest)
    assert grants(year) == AS_MEDIUM


def test_a_theme_that_turns_out_wrong_changes_one_and_the_room_of_the_next(
    database: Database,
) -> None:
    year = a_year(database)
    key = year["deposited"]
    done = again(Change({}, {key: {"theme": "koken"}}))
    assert {one.dossier.application_id for one in done.changed} == {
        key,
        year["awaiting"],
        year["no room"],
    }
    assert the(key).status == "refused"
    assert (the(year["no room"]).status, the(year["no room"]).money.grant) == (
        "awaiting_deposit",
        300_00,
    )
    assert_year_is_right(database)


def test_what_was_found_in_order_stays_so_and_the_rest_waits(database: Database) -> None:
    year = a_year(database)
    key = year["awaiting"]
    rules = the(key).to_assess
    assess(the(key).decision_id, rules[0], "nagekeken", "test", NOW.now)
    again(sized("medium"))
    assert rules[0] not in the(key).to_assess
    assert the(key).unknown == rules
    assert key not in {one.application_id for one in queue(rules[0])}
    assert Assessment.objects.filter(decision_id=the(key).decision_id).get().motive == "nagekeken"


def test_a_revision_of_nothing_changes_nothing(database: Database) -> None:
    a_year(database)
    assert again(Change({}, {})).changed == ()


def test_the_nine_of_another_enterprise_stay_as_they_are(database: Database) -> None:
    a_year(database)
    (other,) = add_enterprises(1)
    year = nine_applications(other)
    again(sized("large"))
    assert grants(year) == AS_SMALL
    assert_year_is_right(database, other)
