"""How the client keeps to what MAGDA bears: throttling, deadlines, queue and breaker."""

from http.server import BaseHTTPRequestHandler

import pytest

from portefeuille.adapters.magda import Call, Magda, MagdaSettings
from portefeuille.adapters.magda.requests import SUBSCRIBE, VKBO
from portefeuille.core.lookup import Found, Unavailable
from tests.adapters.magda import made
from tests.adapters.magda.speaking import (
    REASON,
    Clock,
    Say,
    asking,
    say,
    say_made,
    settings,
    speaking,
)

FOUND = say_made(VKBO, inhoud=made.VKBO_INHOUD)
BUSY = say(made.fault("99995 - Te veel gelijktijdige bevragingen"), 500)
THROTTLED_CODES = ["99995", "99996"]


def ask(magda: Magda) -> object:
    return magda.vkbo(made.NUMBER, REASON)


@pytest.mark.parametrize("code", THROTTLED_CODES)
def test_throttling_is_waited_out_with_growing_pauses(code: str) -> None:
    clock = Clock()
    busy = say(made.fault(f"{code} - Te veel"), 500)
    with asking(busy, busy, busy, busy, busy, FOUND, clock=clock, attempts=2) as (magda, _, calls):
        assert isinstance(ask(magda), Found)
        assert calls[0].attempts == 6
        assert clock.slept[:5] == [0.5, 1.0, 2.0, 4.0, 8.0]


def test_throttling_without_end_ends_at_the_deadline() -> None:
    with asking(BUSY, deadline=10.0) as (magda, spoken, calls):
        result = ask(magda)
        assert isinstance(result, Unavailable)
        assert "too many look-ups at once" in result.why
        assert calls[0].attempts == len(spoken.heard) == 5  # 0.5 + 1 + 2 + 4 + 8 > 10
        assert isinstance(ask(magda), Unavailable)
        assert len(spoken.heard) == 10  # throttling opens no breaker: the source is there


def test_everyone_rests_when_magda_asks_for_it() -> None:
    clock = Clock()
    with asking(BUSY, FOUND, clock=clock, deadline=0.1) as (magda, _, calls):
        assert isinstance(ask(magda), Unavailable)  # ends at once: its own pause is too long
        assert (clock.slept, calls[0].attempts) == ([], 1)
        assert isinstance(ask(magda), Found)
        assert clock.slept == [0.5]  # somebody else, who had not been refused


def test_the_time_on_the_wire_counts_for_the_deadline() -> None:
    clock = Clock()

    def for_ever(handler: BaseHTTPRequestHandler, reference: str) -> None:
        clock.seconds += 20
        say(b"Bad Gateway", 502)(handler, reference)

    with asking(for_ever, clock=clock, attempts=10, deadline=30.0) as (magda, spoken, calls):
        assert isinstance(ask(magda), Unavailable)
        assert len(spoken.heard) == 2
        assert calls[0].milliseconds == 40_500


def test_nobody_waits_a_turn_for_a_source_that_is_closed_off() -> None:
    clock = Clock()
    down = say(b"Bad Gateway", 502)
    with asking(down, clock=clock, attempts=1, failures_to_open=1, per_second=1) as asked:
        magda, _, calls = asked
        for _ in range(3):
            assert isinstance(ask(magda), Unavailable)
        assert clock.slept == []
        assert [call.attempts for call in calls] == [1, 0, 0]


def test_who_would_wait_too_long_is_told_so_at_once() -> None:
    clock = Clock()
    with asking(BUSY, FOUND, clock=clock, deadline=0.1, longest_queue=0.4) as (magda, _, calls):
        ask(magda)
        crowded = ask(magda)
        assert isinstance(crowded, Unavailable)
        assert "too many at once" in crowded.why
        assert (calls[1].answer, calls[1].attempts) == ("unavailable", 0)


@pytest.mark.parametrize(
    "down",
    [
        say_made(VKBO, third=made.exception("60006")),
        say_made(VKBO, second=made.exception("70002")),
        say(b"Bad Gateway", 502),
        say(b"<html>"),
        say(made.fault("boom"), 500),
    ],
    ids=["60006", "70002", "502", "unreadable", "fault"],
)
def test_what_opens_the_breaker(down: Say) -> None:
    with asking(down, attempts=1, failures_to_open=2) as (magda, spoken, _):
        for _ in range(4):
            assert isinstance(ask(magda), Unavailable)
        assert len(spoken.heard) == 2


@pytest.mark.parametrize(
    "alive",
    [
        say_made(VKBO, third=made.exception("40005")),
        say_made(VKBO, third=made.exception("40046")),
        say_made(VKBO, third=made.exception("12345")),
        say(b"Slow down", 429),
        say(b"Forbidden", 403),
        BUSY,
    ],
    ids=["40005", "40046", "12345", "429", "403", "99995"],
)
def test_what_does_not_open_the_breaker(alive: Say) -> None:
    with asking(alive, attempts=1, failures_to_open=2, deadline=0.1) as (magda, spoken, _):
        for _ in range(4):
            ask(magda)
        assert len(spoken.heard) == 4


def test_subscriptions_go_to_the_repertorium() -> None:
    calls: list[Call] = []
    with speaking(FOUND) as sources, speaking(say_made(SUBSCRIBE, inhoud=made.RESULT)) as register:
        usual = settings(sources.address)
        two = MagdaSettings(sources.address, register.address, usual.sender, signature="none")
        magda = Magda(two, calls.append)
        assert isinstance(ask(magda), Found)
        assert isinstance(magda.subscribe(made.NUMBER, REASON), Found)
        magda.close()
    assert sources.paths == ["/GeefOndernemingVKBODienst-02.00/soap/WebService"]
    assert register.paths == ["/RegistreerInschrijvingDienst-02.01/soap/WebService"]


def test_the_breaker_opens_says_since_when_and_closes_by_itself() -> None:
    clock = Clock()
    down = say(made.fault("boom"), 500)
    with asking(down, down, down, FOUND, clock=clock, attempts=1, failures_to_open=3) as (
        magda,
        spoken,
        calls,
    ):
        since = clock.now()
        for _ in range(3):
            ask(magda)
            clock.seconds += 1
        check = magda.check()
        assert not check.reachable
        assert f"{since:%Y-%m-%d %H:%M}" in check.why
        shut = ask(magda)
        assert isinstance(shut, Unavailable)
        assert shut.since == since
        assert "does not answer since" in shut.why
        assert (len(spoken.heard), calls[-1].attempts, calls[-1].answer) == (3, 0, "unavailable")
        assert isinstance(magda.employment(made.NUMBER, REASON), Unavailable)
        assert len(spoken.heard) == 4  # another service has a breaker of its own
        clock.seconds += 30
        assert isinstance(ask(magda), Found)
        assert magda.check().reachable
        assert magda.check().last_success == clock.now()
