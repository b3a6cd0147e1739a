"""Many who ask the same at once get one answer, or one error, and the next asks anew."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portefeuille.register.flights import Flights

PASSENGERS = 20


class Asked:
    """A source that answers when it is let go, and counts."""

    def __init__(self, flights: Flights[int]) -> None:
        self.flights, self.times = flights, 0
        self.began, self.go = threading.Event(), threading.Event()

    def __call__(self) -> int:
        self.times += 1
        self.began.set()
        self.go.wait()
        if self.times == 1:
            raise ConnectionError
        return self.times

    def all_together(self) -> list[BaseException | None]:
        started = threading.Semaphore(0)

        def join() -> int:
            started.release()
            return self.flights.together("key", self)

        with ThreadPoolExecutor(PASSENGERS) as pool:
            asking = [pool.submit(join)]
            self.began.wait()
            asking += [pool.submit(join) for _ in range(PASSENGERS - 1)]
            for _ in range(PASSENGERS):
                started.acquire()
            self.go.set()
            return [one.exception() for one in asking]


def test_an_error_is_that_of_all_who_waited_and_of_nobody_after() -> None:
    flights: Flights[int] = Flights()
    source = Asked(flights)
    errors = source.all_together()
    assert isinstance(errors[0], ConnectionError)
    assert flights.together("key", source) == source.times >= 2


def test_another_key_is_another_question() -> None:
    flights: Flights[str] = Flights()
    assert flights.together("a", lambda: flights.together("b", lambda: "inner")) == "inner"
    with pytest.raises(LookupError):
        flights.together("a", lambda: {}["nothing"])
