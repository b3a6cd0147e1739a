"""What a year is played in: its clock, its chance, its bank, its law, and who takes part."""

import re
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

import psycopg

from portefeuille.core.law import Law
from portefeuille.core.periods import legal_day
from portefeuille.journal.services import By
from sim.bank import YearsBank

T = TypeVar("T")

OFFICER: Final = "officer:1"
SECOND: Final = "officer:2"
"""Who prepares a run, and who releases it."""


@dataclass(frozen=True, slots=True)
class Member:
    """An enterprise that takes part: its number, the size it says it has, its account."""

    number: str
    size: str
    iban: str
    name: str


@dataclass(slots=True)
class World:
    """Everything that is not in the database. `owner` reads as the owner, in autocommit; `login`
    is a session of the login of the application, that can end another."""

    seed: int
    events: int
    faults: bool
    owner: "psycopg.Connection[Any]"
    login: "psycopg.Connection[Any]"
    chance: Random
    now: datetime
    last: datetime
    law: Law
    bank: YearsBank
    folder: Path
    members: list[Member] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)
    fresh_ibans: int = 0
    deposited: set[int] = field(default_factory=set)
    step: int = 0
    name: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    mishaps: Counter[str] = field(default_factory=Counter)
    magda_until: datetime | None = None
    bank_until: datetime | None = None
    outage: ExitStack = field(default_factory=ExitStack)
    changed: ExitStack = field(default_factory=ExitStack)
    pending: list[bytes] = field(default_factory=list)
    read: list[bytes] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in Brussels."""
        return legal_day(self.now)

    def by(self, actor: str = OFFICER) -> By:
        """Somebody, now."""
        return By(actor, self.now)

    def note(self, **said: Any) -> None:
        """What the step that runs does, and with what: told where it fails."""
        self.said |= said

    def happens(self, per_thousand: int) -> bool:
        """Whether something happens that does so this often."""
        return self.chance.randrange(1000) < per_thousand

    def goes_wrong(self, per_thousand: int) -> bool:
        """The same of what only happens in a year with faults; chance moves on in both."""
        return self.happens(per_thousand) and self.faults

    def pick(self, found: Sequence[T]) -> T | None:
        """One of these; None where there are none."""
        return self.chance.choice(found) if found else None

    def key(self) -> uuid.UUID:
        """A key as a form carries one."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def ids(self, question: str, *values: Any) -> list[int]:
        """The first column of what the owner reads."""
        return [row[0] for row in self.rows(question, *values)]

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the owner reads; nothing where all that is asked about is empty lists."""
        if values and all(value == [] for value in values):
            return []
        return self.owner.execute(question, values).fetchall()  # type: ignore[arg-type]

    def running(self, subject: str, *statuses: str) -> list[int]:
        """What runs and is in one of these statuses, by the journal."""
        return self.ids(_RUNNING, subject, list(statuses))

    def one_running(self, subject: str, *statuses: str) -> int | None:
        """One of them; None where there are none."""
        return self.pick(self.running(subject, *statuses))

    def iban(self) -> str:
        """An account that nobody had: right by its check digits, of a bank that does not exist."""
        self.fresh_ibans += 1
        base = 5_010_000_000 + self.fresh_ibans
        return iban_of(f"{base}{base % 97 or 97:02d}")

    def pass_time(self) -> None:
        """The clock goes on, by more or less the same share of what is left of the year."""
        mean = (self.last - self.now) / max(1, self.events - self.step)
        seconds = self.chance.randrange(max(0, int(2 * mean.total_seconds())) + 1)
        self.now += timedelta(seconds=seconds)


def iban_of(digits: str) -> str:
    """The Belgian IBAN of an account number of twelve digits."""
    return f"BE{98 - int(f'{digits}111400') % 97:02d}{digits}"


def payout_of(end_to_end_id: str) -> int:
    """The payout that a transfer of ours pays (`payments.runs`)."""
    found = re.match("P([0-9]+)-", end_to_end_id)
    assert found is not None, end_to_end_id
    return int(found[1])


_RUNNING: Final = """
SELECT subject_id FROM journal_running
WHERE subject = %s AND status = ANY(%s) ORDER BY subject_id
"""
