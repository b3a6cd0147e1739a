"""Which trouble is played now: switched on for a service or all, for a while or some times."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from portefeuille.adapters.magda.simulator.services import SERVICES
from portefeuille.adapters.magda.simulator.troubles import MAGIC, Trouble, trouble_named


@dataclass(slots=True)
class _Playing:
    trouble: Trouble
    service: str | None
    until: float | None
    times: int | None


class Playing:
    """What is switched on; safe among threads. `clock` gives seconds, of any beginning."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._on: list[_Playing] = []
        self._lock = threading.Lock()

    def play(
        self,
        trouble: str,
        *,
        service: str | None = None,
        seconds: float | None = None,
        times: int | None = None,
    ) -> None:
        """Switch a trouble on; None for every service, without end. ValueError if wrong."""
        wanted = trouble_named(trouble)
        if service is not None and service not in SERVICES:
            raise ValueError(f"no service {service!r}; there are {', '.join(SERVICES)}")
        if (seconds is not None and seconds <= 0) or (times is not None and times < 1):
            raise ValueError("seconds and times: expected more than none, or null for no end")
        until = None if seconds is None else self._clock() + seconds
        with self._lock:
            self._on.append(_Playing(wanted, service, until, times))

    def quiet(self) -> None:
        """Switch everything off; the numbers that stand for a trouble go on doing so."""
        with self._lock:
            self._on.clear()

    def take(self, service: str, number: str) -> Trouble | None:
        """The trouble for a question: that of its number, else the last one switched on."""
        magic = MAGIC.get(number)
        if magic is not None and magic.service in (None, service):
            return magic.trouble
        with self._lock:
            now = self._clock()
            self._on = [
                one for one in self._on if (one.until is None or now < one.until) and one.times != 0
            ]
            for one in reversed(self._on):
                if one.service in (None, service):
                    if one.times is not None:
                        one.times -= 1
                    return one.trouble
        return None
