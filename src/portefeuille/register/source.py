"""Which authentic source this process asks: MAGDA where the environment says how, else none.

Without MAGDA the register answers from the extract of KBO Open Data that was loaded. There is
one client in a process, so that its turns and its breaker hold for all who ask.

PORTEFEUILLE_MAGDA_AT_ONCE bounds how many of a process ask at a time (no bound where not given).
A site sets it below its threads, so that a slow source never takes the threads of all pages.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from portefeuille.adapters.magda import Magda, settings_from
from portefeuille.register.calls import keep_call

_instead: list[Magda | None] = []


def magda() -> Magda | None:
    """The client of this process; None where MAGDA is not configured."""
    return _instead[-1] if _instead else _of_the_environment()


@contextmanager
def asking(client: Magda | None) -> Iterator[None]:
    """Within the block every thread of this process asks this client, or the extract (None)."""
    _instead.append(client)
    try:
        yield
    finally:
        _instead.pop()


def read_environment_again() -> None:
    """The environment says something else than when this process first asked."""
    _of_the_environment.cache_clear()
    _places.cache_clear()


@contextmanager
def place_to_ask() -> Iterator[bool]:
    """Whether there was a place for one more to ask; it is held until the end of the block."""
    places = _places()
    if places is None:
        yield True
    elif places.acquire(blocking=False):
        try:
            yield True
        finally:
            places.release()
    else:
        yield False


@cache
def _places() -> threading.BoundedSemaphore | None:
    given = os.environ.get("PORTEFEUILLE_MAGDA_AT_ONCE", "")
    return threading.BoundedSemaphore(int(given)) if given else None


@cache
def _of_the_environment() -> Magda | None:
    settings = settings_from(os.environ)
    return None if settings is None else Magda(settings, keep_call)
