"""A limit on how often may be asked: so many within any second, as the real gateway has it."""

import threading
from collections import deque
from collections.abc import Callable


class Throttle:
    """Lets `limit` questions through within any second; None lets everything through."""

    def __init__(self, limit: int | None, clock: Callable[[], float]) -> None:
        self.limit = limit
        self._clock = clock
        self._let_through: deque[float] = deque()
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        """Whether this question may pass; one that may not does not count."""
        if self.limit is None:
            return True
        with self._lock:
            now = self._clock()
            while self._let_through and now - self._let_through[0] >= 1:
                self._let_through.popleft()
            if len(self._let_through) >= self.limit:
                return False
            self._let_through.append(now)
            return True
