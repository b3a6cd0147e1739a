"""Turns come evenly and in order; a breaker opens, lets one try, and closes."""

import pytest

from portefeuille.adapters.magda.pacing import Breaker, Crowded, Time, Turns
from tests.adapters.magda.speaking import Clock


def test_turns_come_evenly() -> None:
    clock = Clock()
    turns = Turns(8, 120, clock.time)
    moments = []
    for _ in range(5):
        turns.wait()
        moments.append(clock.seconds)
    assert moments == [0.0, 0.125, 0.25, 0.375, 0.5]
    clock.seconds += 10
    turns.wait()  # nobody waited: at once
    assert clock.seconds == 10.5


def test_a_turn_too_far_off_is_refused_at_once_and_takes_no_place() -> None:
    clock = Clock()
    turns = Turns(1, 2.0, clock.time)
    turns.wait()
    turns.rest(10)
    for _ in range(2):
        with pytest.raises(Crowded, match="10 seconds"):
            turns.wait()
    assert clock.slept == []
    clock.seconds = 9
    turns.wait()
    assert clock.seconds == 10


def test_who_waits_when_rest_is_asked_for_waits_on() -> None:
    clock = Clock()
    turns = Turns(1, 120, clock.time)
    turns.wait()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if len(clock.slept) == 1:
            turns.rest(5)  # meanwhile another look-up was throttled

    turns._clock = Time(clock.now, lambda: clock.seconds, sleep, lambda: 1.0)
    turns.wait()
    assert clock.seconds == 6


def test_a_breaker_opens_after_so_many_failures_in_a_row() -> None:
    clock = Clock()
    breaker = Breaker(3, 30, clock.time)
    breaker.failed("one")
    breaker.failed("two")
    breaker.succeeded()
    assert breaker.failing_since() is None
    since = clock.now()
    for why in ("one", "two"):
        breaker.failed(why)
        clock.seconds += 1
        assert breaker.refusal() is None
    breaker.failed("three")
    opened = breaker.refusal()
    assert opened is not None
    assert (opened.since, opened.why) == (since, "three")
    assert breaker.failing_since() == since


def test_one_may_try_and_what_it_finds_decides() -> None:
    clock = Clock()
    breaker = Breaker(1, 30, clock.time)
    since = clock.now()
    breaker.failed("down")
    clock.seconds += 29
    assert breaker.refusal() is not None
    clock.seconds += 1
    assert breaker.refusal() is None  # this one tries
    assert breaker.refusal() is not None
    breaker.failed("still down")
    opened = breaker.refusal()
    assert opened is not None
    assert (opened.since, opened.why) == (since, "still down")
    clock.seconds += 30
    assert breaker.refusal() is None
    breaker.succeeded()
    assert breaker.refusal() is None
    assert breaker.refusal() is None
    assert breaker.opened() is None


def test_who_tries_and_never_comes_back_does_not_shut_it_for_ever() -> None:
    clock = Clock()
    breaker = Breaker(1, 30, clock.time)
    breaker.failed("down")
    clock.seconds += 30
    assert breaker.refusal() is None
    clock.seconds += 30
    assert breaker.refusal() is None


def test_the_real_clock_has_a_zone_and_its_jitter_halves_at_most() -> None:
    real = Time()
    assert real.now().tzinfo is not None
    jitters = [real.jitter() for _ in range(200)]
    assert all(0.5 <= one <= 1 for one in jitters)
    assert len(set(jitters)) > 10
