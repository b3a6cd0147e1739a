"""A second connection, for what must be kept whatever becomes of the caller's transaction.

That a source was asked, what it said and that it failed has happened, also where the caller
takes everything back. The connection works as the application, like the first one, in
autocommit: each statement is a transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

_OPEN: ContextVar[BaseDatabaseWrapper | None] = ContextVar("a connection apart", default=None)


@contextmanager
def apart() -> Iterator[Any]:
    """A cursor on the second connection: the one of the block around this one, or a new one."""
    outer = _OPEN.get()
    if outer is not None:
        with outer.cursor() as cursor:
            yield cursor
        return
    second = connection.copy()
    opened = _OPEN.set(second)
    try:
        with second.cursor() as cursor:
            yield cursor
    finally:
        _OPEN.reset(opened)
        second.close()
