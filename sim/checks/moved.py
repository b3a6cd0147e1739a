"""What moved since somebody looked last: the new postings and events, and whom they concern."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sim.world import World


@dataclass(frozen=True, slots=True)
class Totals:
    """Running sums, in cents: of everything, of the room of all years, of a bank account each,
    and of what was told of a bank account in lines."""

    money: int = 0
    room: int = 0
    bank: dict[int, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """New rows, up to the last ids; `all_of_it` where nothing was looked at before.

    `filed` are the new applications, `owners` those of each account with new postings, `subjects`
    those with new events.
    """

    last: tuple[int, int, int, int, int]
    totals: Totals
    all_of_it: bool
    filed: Sequence[int] = ()
    entries: Sequence[int] = ()
    owners: dict[str, set[int]] = field(default_factory=dict)
    subjects: dict[str, set[int]] = field(default_factory=dict)

    @staticmethod
    def nothing() -> "Moved":
        """Before anything was looked at."""
        return Moved((0, 0, 0, 0, 0), Totals(), all_of_it=True)

    def of(self, account: str) -> list[int]:
        """The owners of an account with new postings."""
        return sorted(self.owners.get(account, ()))

    def about(self, subject: str) -> list[int]:
        """The subjects of a kind with new events."""
        return sorted(self.subjects.get(subject, ()))

    def applications(self) -> list[int]:
        """The applications with new events or postings."""
        found = set(self.about("application"))
        for account in ("held", "spent", "lost", "own", "subsidy", "owed"):
            found |= self.owners.get(account, set())
        return sorted(found)


def moved_since(world: World, before: Moved) -> Moved:
    """All that is new since then, in five queries by primary key."""
    posting, event, entry, line, application = before.last
    postings = world.rows(_POSTINGS, posting)
    events = world.rows(_EVENTS, event)
    entries = world.ids(_ENTRIES, entry)
    lines = world.rows(_LINES, line)
    filed = world.ids(_FILED, application)
    owners, subjects = defaultdict(set), defaultdict(set)
    for _, _, account, owner_id, _ in postings:
        owners[account].add(owner_id)
    for _, subject, subject_id in events:
        subjects[subject].add(subject_id)
    return Moved(
        last=(
            postings[-1][0] if postings else posting,
            events[-1][0] if events else event,
            entries[-1] if entries else entry,
            lines[-1][0] if lines else line,
            filed[-1] if filed else application,
        ),
        totals=_added(before.totals, postings, lines),
        all_of_it=not any(before.last),
        filed=filed,
        entries=sorted({*entries, *(entry_id for _, entry_id, *_ in postings)}),
        owners=dict(owners),
        subjects=dict(subjects),
    )


def _added(before: Totals, postings: list[tuple[Any, ...]], lines: list[tuple[Any, ...]]) -> Totals:
    money, room = before.money, before.room
    bank, told = defaultdict(int, before.bank), defaultdict(int, before.lines)
    for _, _, account, owner_id, amount in postings:
        if account in ("room", "held", "spent", "lost"):
            room += amount
        else:
            money += amount
        if account == "bank":
            bank[owner_id] += amount
    for _, account_id, signed in lines:
        told[account_id] += signed
    return Totals(money, room, dict(bank), dict(told))


_POSTINGS: Final = """
SELECT id, entry_id, account, owner_id, amount_cents FROM wallet_posting WHERE id > %s ORDER BY id
"""
_EVENTS: Final = "SELECT id, subject, subject_id FROM journal_event WHERE id > %s ORDER BY id"
_ENTRIES: Final = "SELECT id FROM wallet_entry WHERE id > %s ORDER BY id"
_FILED: Final = "SELECT id FROM applications_application WHERE id > %s ORDER BY id"
_LINES: Final = """
SELECT id, account_id, CASE WHEN credit THEN amount_cents ELSE -amount_cents END
FROM payments_bankline WHERE id > %s ORDER BY id
"""
