"""How fast we ask, and when we stop asking: a queue in which look-ups wait their turn, and a
breaker for a source that keeps failing.

MAGDA refuses more than ten questions a second. Whoever asks more does not get more, only a
storm of refusals; so the turns are given out here, evenly, in order of arrival. They are those
of one process: several processes share what MAGDA allows (PORTEFEUILLE_MAGDA_PER_SECOND).
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portefeuille.core.periods import BRUSSELS


def _brussels() -> datetime:
    return datetime.now(BRUSSELS)


def _jitter() -> float:
    return 0.5 + secrets.randbelow(1000) / 2000


@dataclass(frozen=True, slots=True)
class Time:
    """The clocks, so that a test can bring its own. `jitter`: a factor from 0.5 to 1."""

    now: Callable[[], datetime] = _brussels
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = _jitter


class Crowded(Exception):
    """The queue is longer than a look-up may wait; `seconds` says how long it is."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} seconds of look-ups are waiting")
        self.seconds = seconds


class Turns:
    """Gives out turns at most `per_second` a second, in order; safe to share between threads."""

    def __init__(self, per_second: int, longest: float, clock: Time) -> None:
        self._interval = 1 / per_second
        self._longest = longest
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0
        self._held_until = 0.0

    def wait(self) -> None:
        """Return when it is our turn; Crowded, at once, where that takes too long."""
        while True:
            turn = self._take()
            while (left := turn - self._clock.monotonic()) > 0:
                self._clock.sleep(left)
            with self._lock:
                if turn >= self._held_until:
                    return  # else MAGDA asked for rest meanwhile: take a later turn

    def rest(self, seconds: float) -> None:
        """Nobody's turn comes before so many seconds have passed."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock.monotonic() + seconds)
            self._next = max(self._next, self._held_until)

    def _take(self) -> float:
        with self._lock:
            now = self._clock.monotonic()
            turn = max(now, self._next, self._held_until)
            if turn - now > self._longest:
                raise Crowded(turn - now)
            self._next = turn + self._interval
            return turn


@dataclass(frozen=True, slots=True)
class Opened:
    """Since when a source fails, and its last failure."""

    since: datetime
    why: str


class Breaker:
    """Stops asking a source that failed so many times in a row; safe to share between threads.

    While it is open nobody asks; after `open_for` seconds one look-up may try. What it finds
    closes the breaker or keeps it open for as long again, since the same moment.
    """

    def __init__(self, failures_to_open: int, open_for: float, clock: Time) -> None:
        self._limit = failures_to_open
        self._open_for = open_for
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened: Opened | None = None
        self._since: datetime | None = None
        self._try_at = 0.0

    def closed_off(self) -> Opened | None:
        """Why nobody may ask now; None where somebody may. To be known before waiting a turn."""
        with self._lock:
            return self._opened if self._clock.monotonic() < self._try_at else None

    def refusal(self) -> Opened | None:
        """None where one may ask; who gets None must tell what came of it."""
        with self._lock:
            if self._opened is None:
                return None
            now = self._clock.monotonic()
            if now < self._try_at:
                return self._opened
            self._try_at = now + self._open_for  # one tries; the others wait for what it finds
            return None

    def opened(self) -> Opened | None:
        """The state, for a look from outside: asks for nothing."""
        with self._lock:
            return self._opened

    def failing_since(self) -> datetime | None:
        """When the source first failed after it last answered; None where it answers."""
        with self._lock:
            return self._since

    def succeeded(self) -> None:
        """The source answered."""
        with self._lock:
            self._failures, self._opened, self._since = 0, None, None

    def failed(self, why: str) -> None:
        """The source did not answer."""
        with self._lock:
            self._failures += 1
            self._since = self._since or self._clock.now()
            if self._failures >= self._limit:
                self._opened = Opened(self._since, why)
                self._try_at = self._clock.monotonic() + self._open_for
