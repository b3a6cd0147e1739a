"""Every invariant broken on purpose, by the owner, with what guards it put aside.

Each break is a step like any other, so that what catches it names it. It is there to show that
the looking looks: a year with a break that ends well has a check that cannot fail.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from portefeuille.adapters.bank.simulator import Booking
from sim.steps.kinds import BREAK, NOTHING, Kind
from sim.world import World

DONE: Final = "broken"
POSTINGS: Final = "wallet_posting"


def stray_posting(world: World) -> str:
    """A posting without its counterpart."""
    with _unguarded(world, POSTINGS):
        return _posted(world, ("own", 1))


def stale_balance(world: World) -> str:
    """A movement that the balance of an account does not follow."""
    with _unguarded(world, POSTINGS):
        return _posted(world, ("subsidy", 1), ("own", -1))


def empty_pot(world: World) -> str:
    """More is taken out of a pot than lies in it."""
    _drop(world, "wallet_balance", "balance_of_a_pot_is_not_below_zero")
    return _posted(world, ("own", -(10**9)), ("subsidy", 10**9))


def above_ceiling(world: World) -> str:
    """More room is taken than the ceiling of the wallet."""
    _drop(world, "wallet_wallet", "wallet_is_within_its_ceiling")
    with _unguarded(world, POSTINGS, "postings_commit"):  # the budget would refuse it first
        return _posted(world, ("room", -20_000_00), ("held", 20_000_00))


def beyond_budget(world: World) -> str:
    """Room is taken that the budget does not know of."""
    with _unguarded(world, POSTINGS, "postings_commit"):
        return _posted(world, ("room", -1), ("held", 1))


def half_there(world: World) -> str:
    """An application without a decision and without an event."""
    return _said(world, _HALF)


def status_ahead(world: World) -> str:
    """A dossier is said to be deposited, and nothing came in."""
    return _said(world, _AHEAD)


def not_listed(world: World) -> str:
    """What goes on falls out of the list of what goes on."""
    found = _said(world, _CHECKED)
    if found:
        world.owner.execute(_FORGOTTEN)
    return found


def lost_line(world: World) -> str:
    """A line of the bank that no posting knows of."""
    return _said(world, _LINE)


def matched_twice(world: World) -> str:
    """A line is matched that was matched before."""
    with _unguarded(world, "journal_event"):
        return _said(world, _AGAIN.format(subject="line", verb="match", status="matched"))


def paid_twice(world: World) -> str:
    """The bank debits a payment a second time."""
    found = world.pick(world.rows(_PAID))
    if found is None:
        return NOTHING
    payout_id, amount = found
    world.note(payout=payout_id, amount=amount)
    world.bank.pay_again(payout_id, Booking(amount, credit=False, booked_on=world.today))
    return DONE


def booked_twice(world: World) -> str:
    """A payout is booked that was booked before."""
    with _unguarded(world, "journal_event"):
        return _said(world, _AGAIN.format(subject="payout", verb="book", status="booked"))


_ALL: Final[tuple[Callable[[World], str], ...]] = (
    stray_posting,
    stale_balance,
    empty_pot,
    above_ceiling,
    beyond_budget,
    half_there,
    status_ahead,
    not_listed,
    lost_line,
    matched_twice,
    paid_twice,
    booked_twice,
)
BREAKS: Final[Mapping[str, Kind]] = {
    one.__name__.replace("_", "-"): Kind(f"{BREAK}{one.__name__.replace('_', '-')}", 0, one)
    for one in _ALL
}


def _posted(world: World, *lines: tuple[str, int]) -> str:
    """An entry of these lines, on an application that awaits its deposit and its wallet."""
    found = world.rows(_AWAITING)
    if not found:
        return NOTHING
    application_id, wallet_id, event_id = world.chance.choice(found)
    world.note(application=application_id, lines=lines)
    (entry_id,) = world.ids(_ENTRY, event_id)
    owners = [wallet_id if account == "room" else application_id for account, _ in lines]
    world.owner.execute(
        _POSTINGS,
        [entry_id, [account for account, _ in lines], owners, [amount for _, amount in lines]],
    )
    return DONE


def _said(world: World, statement: str) -> str:
    """What a statement wrote, if it found anything to write."""
    written = world.ids(statement)
    world.note(written=written)
    return DONE if written else NOTHING


def _drop(world: World, table: str, constraint: str) -> None:
    world.owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {constraint}")  # type: ignore[call-overload]


@contextmanager
def _unguarded(world: World, table: str, trigger: str = "USER") -> Iterator[None]:
    """A trigger of a table is put aside, or all that are ours."""
    world.owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")  # type: ignore[call-overload]
    try:
        yield
    finally:
        world.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")  # type: ignore[call-overload]


_AWAITING: Final = """
SELECT a.id, w.id, e.id FROM applications_application a
JOIN journal_running r ON r.subject = 'application' AND r.subject_id = a.id
                      AND r.status = 'awaiting_deposit'
JOIN journal_event e ON e.subject = 'application' AND e.subject_id = a.id AND e.sequence = 1
JOIN wallet_wallet w ON w.enterprise_id = a.enterprise_id
                    AND w.year = extract(year FROM a.submitted_on)
ORDER BY a.id
"""
_ENTRY: Final = "INSERT INTO wallet_entry (kind, event_id) VALUES ('revision', %s) RETURNING id"
_POSTINGS: Final = """
INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)
SELECT %s, * FROM unnest(%s::text[], %s::bigint[], %s::bigint[])
"""
_HALF: Final = """
INSERT INTO applications_application
    (enterprise_id, submitted_at, submitted_on, service, theme, starts_on, cost_cents)
SELECT enterprise_id, submitted_at, submitted_on, service, theme, starts_on, cost_cents
FROM applications_application ORDER BY id LIMIT 1 RETURNING id
"""
_NEXT: Final = """
INSERT INTO journal_event
    (subject, subject_id, sequence, verb, from_status, to_status, actor, held_at, known_at)
SELECT l.subject, l.subject_id, l.sequence + 1, '{verb}', l.to_status, '{status}', 'break',
       l.held_at, l.known_at
FROM (SELECT DISTINCT ON (subject_id) * FROM journal_event
      WHERE subject = '{subject}' ORDER BY subject_id, sequence DESC) l
WHERE l.to_status = '{before}' ORDER BY l.subject_id LIMIT 1 RETURNING subject_id
"""
_AGAIN: Final = _NEXT.replace("{before}", "{status}")
_AHEAD: Final = _NEXT.format(
    subject="application", verb="deposit", before="awaiting_deposit", status="deposited"
)
_CHECKED: Final = _NEXT.format(
    subject="application", verb="check", before="awaiting_deposit", status="awaiting_deposit"
)
_FORGOTTEN: Final = """
DELETE FROM journal_running WHERE subject = 'application' AND subject_id = (
    SELECT subject_id FROM journal_event WHERE actor = 'break' ORDER BY id DESC LIMIT 1)
"""
_LINE: Final = """
INSERT INTO payments_bankline
    (account_id, key, amount_cents, credit, booked_on, structured, free_text, counterparty_name,
     counterparty_iban, end_to_end_id, payment_id, return_reason, count, actor, known_at)
SELECT account_id, 'break', 1, true, booked_on, '', '', '', '', '', '', '', 1, 'break', known_at
FROM payments_bankline ORDER BY id LIMIT 1 RETURNING id
"""
_PAID: Final = """
SELECT r.subject_id, p.amount_cents FROM journal_event r
JOIN payments_payout p ON p.id = r.subject_id
WHERE r.subject = 'payout' AND r.to_status = 'booked' AND NOT EXISTS (
    SELECT FROM journal_event l WHERE l.subject = 'payout' AND l.subject_id = r.subject_id
      AND l.sequence > r.sequence)
ORDER BY r.subject_id
"""
