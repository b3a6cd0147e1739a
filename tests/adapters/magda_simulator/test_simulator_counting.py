"""How often may be asked, and what the simulator tells of what was asked."""

from concurrent.futures import ThreadPoolExecutor

from portefeuille.adapters.magda.simulator import simulating
from tests.adapters.magda_simulator.asking import (
    BAKERY,
    STEEL,
    Clock,
    ask,
    control,
    question,
    register,
    send,
)

NO_DATA = "1999990441"


def test_no_more_pass_within_a_second_than_the_throttle_lets() -> None:
    clock = Clock()
    with simulating(register(), throttle=3, clock=clock) as simulator:

        def passes() -> bool:
            answer = ask(simulator.url, "GeefOnderneming", BAKERY)
            if answer.status == 200:
                return True
            assert answer.text("faultstring") == "99995 - Te veel gelijktijdige bevragingen"
            assert answer.text("detail") == "Exceeded the max throttle rate of 3 within 1000ms"
            return False

        assert [passes() for _ in range(5)] == [True, True, True, False, False]
        clock.now = 0.9
        assert not passes()
        clock.now = 1.0  # those that were turned away do not count
        assert [passes() for _ in range(4)] == [True, True, True, False]


def test_a_crowd_is_answered_one_and_all_and_can_be_counted() -> None:
    numbers = [BAKERY, STEEL] * 60
    with simulating(register(), throttle=None) as simulator:
        with ThreadPoolExecutor(40) as crowd:
            found = list(crowd.map(lambda it: ask(simulator.url, "GeefOnderneming", it), numbers))
        status, seen = control(simulator.url, "GET", "/requests")
    assert [answer.texts("Ondernemingsnummer") for answer in found] == [[it] for it in numbers]
    assert (status, seen["count"], len(simulator.requests)) == (200, 120, 120)
    assert seen["by_service"] == {"GeefOnderneming": 120}
    assert seen["by_answer"] == {"answered": 120}
    assert 1 <= seen["busiest_second"] <= 120
    assert {one["number"] for one in seen["requests"]} == {BAKERY, STEEL}


def test_what_was_asked_says_how_it_was_answered() -> None:
    clock = Clock()
    with simulating(register(), throttle=3, clock=clock) as simulator:
        send(simulator.url, question("GeefOnderneming", BAKERY, referte="mine"))
        send(simulator.url, b"<nothing/>")
        clock.now = 0.5
        ask(simulator.url, "GeefOnderneming", NO_DATA)
        ask(simulator.url, "GeefOnderneming", NO_DATA)
        seen = [
            (one.at, one.number, one.referte == "mine", one.answer) for one in simulator.requests
        ]
    assert seen == [
        (0, BAKERY, True, "answered"),
        (0, None, False, "fault"),
        (0.5, NO_DATA, False, "no-data"),
        (0.5, None, False, "throttled"),
    ]
    assert simulator.requests.busiest_second() == 4
