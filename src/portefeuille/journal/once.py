"""Do what is asked with a key once, and answer the same however often it is asked.

The answer is kept in the transaction of what it tells of: cut off anywhere, both are there or
neither. Of two that come at once, one waits for the other. What did nothing (a status from 400
on) leaves the key free.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

DID_NOTHING: Final = 400
"""From this status on, nothing was done that could be done twice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A key, whose it is, and the SHA-256 (hex) of what is asked with it."""

    client: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: status of HTTP, body as text, and where more will be told, if anywhere."""

    status: int
    body: str
    location: str = ""


class OtherwiseAsked(Exception):
    """The key was used for something else."""


class StillAtWork(Exception):
    """What was asked with this key is still being done."""


def told_before(asked: Asked) -> Told | None:
    """What was answered to this key; None where it was not used. OtherwiseAsked where it was, for
    something else."""
    return _read("SELECT {} FROM journal_answer WHERE client = %s AND key = %s", asked)


def once(asked: Asked, now: datetime, act: Callable[[], Told]) -> Told:
    """Act, or answer what was answered when it was done.

    OtherwiseAsked where the key was used for something else, StillAtWork where somebody else has
    been at it for longer than it should take.
    """
    with transaction.atomic():
        told = _hold(asked)
        if told is not None:
            return told
        told = act()
        if told.status < DID_NOTHING:
            _keep(asked, told, now)
        return told


def _hold(asked: Asked) -> Told | None:
    """Nobody else can use the key from here on; what was answered to it before."""
    try:
        return _read("SELECT {} FROM journal_hold_key(%s, %s)", asked)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillAtWork(asked.key) from error
        raise


def _read(question: str, asked: Asked) -> Told | None:
    # In SQL: these are most of what a key costs, and the models would cost as much again.
    with connection.cursor() as cursor:
        cursor.execute(question.format("digest, status, body, location"), [asked.client, asked.key])
        kept = cursor.fetchone()
    if kept is None:
        return None
    digest, *told = kept
    if digest != asked.digest:
        raise OtherwiseAsked(asked.key)
    return Told(*told)


def _keep(asked: Asked, told: Told, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_answer (client, key, digest, status, body, location, known_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [asked.client, asked.key, asked.digest, told.status, told.body, told.location, now],
        )
