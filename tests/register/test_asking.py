"""Asking MAGDA: once a day, once for all who ask, and never an empty answer for a silence."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from portefeuille import samples
from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.core.lookup import Found, Unavailable, Unknown
from portefeuille.register import source
from portefeuille.register.models import (
    EnterpriseNumber,
    RegisterCall,
    Snapshot,
    Subscription,
    Trigger,
)
from portefeuille.register.queries import current_snapshot
from portefeuille.register.services import fallback_for, load_kbo, look_up, subscribe_again
from portefeuille.register.state import Outage, outage_of, states
from tests.register.magda_here import (
    ACCOUNTS,
    BAKERY,
    EMPLOYMENT,
    ENTERPRISE,
    ME,
    NOW,
    PAINTER,
    SUBSCRIBE,
    asked,
    found,
)

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def test_what_magda_says_is_kept_as_of_today_with_who_asked_and_why(magda: Simulator) -> None:
    answer = look_up(BAKERY, NOW, ME)
    assert isinstance(answer, Found)
    assert (answer.source, answer.fetched_at) == ("magda", NOW)
    kept = answer.value
    assert (kept.source, kept.holds_on, kept.known_at) == ("magda", date(2026, 11, 25), NOW)
    assert kept.facts["name"] == "Bakkerij Voorbeeld"
    assert current_snapshot(BAKERY) == kept
    told = RegisterCall.objects.order_by("id").values_list("service", "number", "who", "why")
    assert list(told) == [
        (service, BAKERY, "person:1", "application")
        for service in (ENTERPRISE, EMPLOYMENT, ACCOUNTS, ACCOUNTS, SUBSCRIBE)
    ]


def test_within_the_day_nothing_is_asked_again_and_the_next_day_everything(
    magda: Simulator,
) -> None:
    first = found(look_up(BAKERY, NOW, ME))
    before = asked(magda)
    assert found(look_up(BAKERY, NOW + HOUR, ME)) == first
    assert asked(magda) == before
    later = found(look_up(BAKERY, TOMORROW, ME))
    assert (later.holds_on, later.digest) == (date(2026, 11, 26), first.digest)
    assert asked(magda, ENTERPRISE) == 2
    assert asked(magda, SUBSCRIBE) == 1


def test_the_day_is_that_of_brussels(magda: Simulator) -> None:
    before_midnight = datetime.fromisoformat("2026-11-25T22:30:00+00:00")
    after_midnight = datetime.fromisoformat("2026-11-25T23:30:00+00:00")
    assert found(look_up(BAKERY, before_midnight, ME)).holds_on == date(2026, 11, 25)
    assert found(look_up(BAKERY, after_midnight, ME)).holds_on == date(2026, 11, 26)


def test_after_a_change_magda_tells_of_it_is_asked_anew_the_same_day(magda: Simulator) -> None:
    first = found(look_up(BAKERY, NOW, ME))
    told = Trigger.objects.create(
        number=BAKERY, modified_on=date(2026, 11, 24), status="AC", known_at=NOW + HOUR
    )
    again = look_up(BAKERY, NOW + 2 * HOUR, ME)
    assert found(again) == first  # it says the same of today, and so it is the same
    assert asked(magda, ENTERPRISE) == 2
    told.refresh_from_db()
    assert told.ended_at == NOW + 2 * HOUR
    look_up(BAKERY, NOW + 3 * HOUR, ME)
    assert asked(magda, ENTERPRISE) == 2


def test_what_is_said_again_after_something_else_is_the_newest(magda: Simulator) -> None:
    said = [
        keep(BAKERY, facts, NOW + n * HOUR) for n, facts in enumerate(("a", "b", "a", "a", "b"))
    ]
    assert said[2] == said[3]
    assert len(set(said)) == 4
    current = current_snapshot(BAKERY)
    assert current is not None
    assert (current.pk, current.digest) == (said[4], "b" * 64)


def keep(number: str, letter: str, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT register_keep_snapshot(%s, 'magda', %s, %s, %s::jsonb, %s)",
            [number, now.date(), now, '{"missing": {}}', letter * 64],
        )
        (key,) = cursor.fetchone()
    return int(key)


def test_a_number_magda_does_not_know_is_unknown_and_leaves_only_the_call(
    magda: Simulator,
) -> None:
    load_kbo(samples.KBO)
    number = "1999909079"
    assert look_up(number, NOW, ME) == Unknown(number, "magda")
    assert not EnterpriseNumber.objects.filter(number=number).exists()
    (call,) = RegisterCall.objects.all()
    assert (call.answer, call.codes) == ("unknown", "40046")


def test_an_enterprise_that_stopped_is_found_with_when(magda: Simulator) -> None:
    facts = found(look_up(PAINTER, NOW, ME)).facts
    assert (facts["status"], facts["stopped_on"]) == ("ST", "2022-12-01")
    assert facts["juridical_situation"] == "016"


def test_while_magda_is_silent_everybody_hears_since_when_and_never_of_what_we_had(
    magda: Simulator,
) -> None:
    look_up(BAKERY, NOW, ME)
    magda.play("source-down")
    answer = look_up(BAKERY, TOMORROW, ME)
    assert isinstance(answer, Unavailable)
    assert (answer.source, answer.since) == ("magda", TOMORROW)
    assert "60006" in answer.why
    later = look_up(BAKERY, TOMORROW + HOUR, ME)
    assert isinstance(later, Unavailable)
    assert later.since == TOMORROW
    assert outage_of("magda") == Outage("magda", TOMORROW, later.why)
    magda.quiet()
    assert isinstance(look_up(BAKERY, TOMORROW + 2 * HOUR, ME), Found)
    assert outage_of("magda") is None
    (state,) = [state for state in states() if state.source == "magda"]
    assert state.last_success_at == TOMORROW + 2 * HOUR


def test_to_show_and_to_fill_in_there_is_the_newest_of_whatever_source(magda: Simulator) -> None:
    assert fallback_for(BAKERY, NOW) is None
    load_kbo(samples.KBO)
    shown = fallback_for(BAKERY, NOW)
    assert shown is not None
    assert shown.source == Snapshot.Source.KBO_OPEN_DATA
    look_up(BAKERY, NOW, ME)
    magda.play("source-down")
    shown = fallback_for(BAKERY, TOMORROW)
    assert shown is not None
    assert (shown.source, shown.holds_on) == ("magda", date(2026, 11, 25))


def test_what_the_extract_says_is_no_answer_while_magda_is_silent(magda: Simulator) -> None:
    load_kbo(samples.KBO)
    fallback_for(BAKERY, NOW)
    magda.play("gateway")
    assert isinstance(look_up(BAKERY, NOW, ME), Unavailable)


@pytest.mark.parametrize(
    ("service", "part", "source"),
    [
        (EMPLOYMENT, "employment", "magda-employment"),
        (ACCOUNTS, "accounts", "magda-accounts"),
    ],
)
def test_without_one_part_the_enterprise_is_known_and_the_part_is_asked_for_later(
    magda: Simulator, service: str, part: str, source: str
) -> None:
    magda.play("source-down", service=service)
    facts = found(look_up(BAKERY, NOW, ME)).facts
    assert facts[part] is None
    assert facts["missing"][part]["answer"] == "unavailable"
    assert "60006" in facts["missing"][part]["why"]
    assert facts["name"] == "Bakkerij Voorbeeld"
    assert (outage_of("magda"), outage_of(source) is None) == (None, False)
    magda.quiet()
    soon, later = NOW + timedelta(minutes=14), NOW + timedelta(minutes=15)
    assert found(look_up(BAKERY, soon, ME)).facts == facts
    whole = found(look_up(BAKERY, later, ME)).facts
    assert whole[part] is not None
    assert whole["missing"] == {}
    assert outage_of(source) is None


def test_a_subscription_that_fails_is_no_concern_of_who_looks_up_and_is_tried_again(
    magda: Simulator,
) -> None:
    magda.play("source-down", service=SUBSCRIBE)
    assert isinstance(look_up(BAKERY, NOW, ME), Found)
    assert Subscription.objects.get(pk=BAKERY).since is None
    assert subscribe_again(NOW + HOUR, 10) == 0
    magda.quiet()
    assert subscribe_again(NOW + HOUR + HOUR / 2, 10) == 0  # not an hour since the last time
    assert subscribe_again(NOW + 2 * HOUR, 10) == 1
    assert Subscription.objects.get(pk=BAKERY).since == NOW + 2 * HOUR
    assert subscribe_again(NOW + 9 * HOUR, 10) == 0


def test_who_ask_the_same_at_once_ask_once(magda: Simulator) -> None:
    together = threading.Barrier(40)

    def ask() -> int:
        together.wait()
        try:
            return found(look_up(BAKERY, NOW, ME)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as pool:
        keys = [future.result() for future in [pool.submit(ask) for _ in range(40)]]
    assert len(set(keys)) == 1
    assert asked(magda, ENTERPRISE) == 1


def test_another_process_that_asks_is_waited_for(magda: Simulator) -> None:
    """The lock of the number is what other processes see; here another session holds it."""
    answers: list[Snapshot] = []

    def ask() -> None:
        answers.append(found(look_up(BAKERY, NOW, ME)))
        connections.close_all()

    waiting = threading.Thread(target=ask)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [(0x4D41 << 40) + int(BAKERY)])
        waiting.start()
        waiting.join(0.2)
        assert (answers, asked(magda)) == ([], 0)
        said = keep(BAKERY, "a", NOW)
    other.close()
    waiting.join()
    assert [answer.pk for answer in answers] == [said]
    assert asked(magda) == 0


def test_what_was_asked_and_said_outlives_the_transaction_of_who_asked(magda: Simulator) -> None:
    def ask_and_fail() -> None:
        with transaction.atomic():
            look_up(BAKERY, NOW, ME)
            raise LookupError

    with pytest.raises(LookupError):
        ask_and_fail()
    assert RegisterCall.objects.count() == 5
    assert found(look_up(BAKERY, NOW, ME)).known_at == NOW
    assert asked(magda, ENTERPRISE) == 1


def test_where_a_site_bounds_who_asks_one_more_is_told_to_come_later(
    magda: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_places", lambda: places)
    places = threading.BoundedSemaphore(1)
    with source.place_to_ask() as mine:
        assert mine
        answer = look_up(BAKERY, NOW, ME)
        assert isinstance(answer, Unavailable)
        assert answer.since is None, "that is no outage"
        assert asked(magda) == 0
    assert isinstance(look_up(BAKERY, NOW, ME), Found), "the place was given back"
