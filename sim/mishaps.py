"""Workers that die: a process killed between two statements, a connection that is cut.

Whatever a step asks of the services goes through `call`. Where something goes wrong it is asked
once more, as whoever comes next would do; what it asks has a key or a status that makes it happen
once. Where the killing falls after the last statement, the work was done and its answer is lost.
"""

import os
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.db import InterfaceError, OperationalError, connection, connections

from sim.world import World

T = TypeVar("T")

PATIENCE_SECONDS: Final = 60
KILLED_PER_THOUSAND: Final = 100
CUT_PER_THOUSAND: Final = 40


def call(world: World, work: Callable[[], T], *, again: Callable[[], T] | None = None) -> T:
    """What the services answer; after a mishap `again` (or the same work) is asked."""
    if world.goes_wrong(CUT_PER_THOUSAND):
        return cut(world, work, again or work)
    return work()


def call_worker(world: World, work: Callable[[], T]) -> T:
    """The same of what a worker does by itself: it may be killed too, and is done again."""
    if world.goes_wrong(KILLED_PER_THOUSAND):
        killed(world, work)
    return call(world, work)


def killed(world: World, work: Callable[[], object]) -> None:
    """A process of its own does the work, and is killed before one of its statements.

    Returns once its session is gone from the database, so that nobody waits for its locks.
    """
    at = world.chance.choice((3, 12, 60, 200))
    at = world.chance.randint(1, at)
    world.note(killed_at=at)
    connections.close_all()
    with warnings.catch_warnings():
        # Newer Pythons warn where other threads run: this child asks nothing of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _die(work, at)
    _, status = _waited_for(child)
    assert os.WIFSIGNALED(status), f"the worker ended by itself: {status}"
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    _until_gone(world, _OTHERS)
    world.mishaps["process killed"] += 1


def cut(world: World, work: Callable[[], T], again: Callable[[], T]) -> T:
    """The connection is ended by the server before one of the statements of the work."""
    at = world.chance.choice((2, 6, 20, 60))
    at = world.chance.randint(1, at)
    world.note(cut_at=at)
    seen = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == at:
            pid = context["connection"].connection.info.backend_pid
            world.login.execute("SELECT pg_terminate_backend(%s)", [pid])
            _until_gone(world, _THIS, pid)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(counted):
            answer = work()
    except (OperationalError, InterfaceError):
        if seen < at:
            raise
        connection.close()
        world.mishaps["connection cut"] += 1
        return again()
    return answer


def _die(work: Callable[[], object], at: int) -> None:
    """The life of the process: never longer than the work."""
    seen = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(counted):
            work()
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _waited_for(child: int) -> tuple[int, int]:
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return found, status
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("a worker did not come to an end")


def _until_gone(world: World, question: str, *values: int) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while world.login.execute(question, values).fetchone() != (0,):  # type: ignore[arg-type]
        assert time.monotonic() < limit, "a session does not go away"
        time.sleep(0.002)


_THIS: Final = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
# Sessions of the application beside the one that asks; those of another login say less to it.
_OTHERS: Final = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = session_user AND pid <> pg_backend_pid()
"""
