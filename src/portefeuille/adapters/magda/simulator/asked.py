"""What was asked, so that a test or a person can see what a client does: how often, how fast."""

import threading
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A question and how it was answered; `at` in seconds since the simulator started."""

    at: float
    service: str | None
    number: str | None
    referte: str | None
    answer: str


class Log:
    """The last ten thousand questions, and counts of all; safe among threads."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=KEPT)
        self._counts: Counter[str] = Counter()
        self._answers: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, seen: Seen) -> None:
        """Take note of a question."""
        with self._lock:
            self._seen.append(seen)
            self._counts[seen.service or "not understood"] += 1
            self._answers[seen.answer] += 1

    def __iter__(self) -> Iterator[Seen]:
        with self._lock:
            return iter(tuple(self._seen))

    def __len__(self) -> int:
        with self._lock:
            return self._counts.total()

    def busiest_second(self) -> int:
        """The most questions that came within any second, of those that are kept."""
        most, window = 0, deque[float]()
        for moment in sorted(seen.at for seen in self):
            window.append(moment)
            while moment - window[0] >= 1:
                window.popleft()
            most = max(most, len(window))
        return most

    def as_document(self) -> dict[str, Any]:
        """All of it, for `GET /requests`."""
        with self._lock:
            by_service, by_answer = dict(self._counts), dict(self._answers)
        return {
            "count": sum(by_service.values()),
            "by_service": by_service,
            "by_answer": by_answer,
            "busiest_second": self.busiest_second(),
            "requests": [asdict(seen) for seen in self],
        }
