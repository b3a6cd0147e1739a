"""Many who ask the same at once: one asks, and all get its answer.

Within a process; between processes an advisory lock does the same (see `asking`).
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Flights(Generic[T]):
    """What is being asked now, by key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[str, Future[T]] = {}

    def together(self, key: str, ask: Callable[[], T]) -> T:
        """The answer of `ask`, or of whoever was already asking for this key; errors as well."""
        with self._lock:
            other = self._under_way.get(key)
            if other is None:
                mine = self._under_way[key] = Future[T]()
        if other is not None:
            return other.result()
        try:
            answer = ask()
        except BaseException as error:
            self._landed(key)
            mine.set_exception(error)
            raise
        self._landed(key)
        mine.set_result(answer)
        return answer

    def _landed(self, key: str) -> None:
        with self._lock:
            del self._under_way[key]
