"""The bank tells: statements, again, late, in another order; and what becomes of their lines."""

from datetime import timedelta
from typing import Final

from portefeuille.adapters.bank.simulator import Booking
from portefeuille.payments.incoming.proposals import proposals_for
from portefeuille.payments.models import BankLine
from portefeuille.payments.services import (
    NotThere,
    confirm,
    explain,
    import_statements,
    match_lines,
    return_line,
)
from sim.bank import Down
from sim.mishaps import call, call_worker
from sim.steps.kinds import NOTHING, Kind
from sim.world import SECOND, World

IN_ORDER: Final = "imported"


class ToldTwice(AssertionError):
    """What was imported before was taken for something new."""


def tell(world: World) -> str:
    """The bank gives the statements of the days that are over; most are imported at once."""
    day = world.today - timedelta(days=1)
    if day <= world.bank.told:
        return NOTHING
    version = world.chance.choice(("02", "08"))
    world.note(day=str(day), version=version)
    try:
        world.pending += world.bank.tell(day, version)
    except Down:
        return "bank down"
    if world.goes_wrong(100):
        return "left lying"
    return take_in(world)


def take_in(world: World) -> str:
    """The worker imports what lies there, in any order, and mostly finds out what it is for."""
    found, world.pending = world.pending, []
    if world.faults:
        world.chance.shuffle(found)
    for content in found:
        call_worker(world, lambda content=content: import_statements(content, "x", world.by()))
        world.read.append(content)
    world.read = world.read[-20:]
    if world.goes_wrong(150):
        return "imported, not matched"
    call_worker(world, lambda: list(match_lines(world.by("system"))))
    return IN_ORDER


def import_pending(world: World) -> str:
    """What was left lying is imported after all, or what waits is matched."""
    if not world.pending and not world.running("line", "received"):
        return NOTHING
    return take_in(world)


def tell_again(world: World) -> str:
    """The same statement once more, or its duplicate: nothing of it is new."""
    if world.pending or not world.read:
        return NOTHING
    content = world.chance.choice(world.read)
    if world.happens(400):
        since = world.bank.told - timedelta(days=world.chance.randint(0, 5))
        version = world.chance.choice(("02", "08"))
        content = world.bank.duplicate(world.bank.told, version, since=since)
    done = call_worker(world, lambda: import_statements(content, "again", world.by()))
    if done.new:
        raise ToldTwice(f"{done.new} lines of a statement that was imported before")
    return "nothing new"


def charge(world: World) -> str:
    """The bank takes its costs, or books something of which it says nothing."""
    amount = world.chance.randint(100, 5_000)
    world.note(amount=amount)
    world.bank.book(world.bank.ours, Booking(amount, world.happens(200), world.today))
    return "booked"


def handle_queue(world: World) -> str:
    """A finance officer decides on a line that waits, perhaps on one that another just did."""
    key = world.one_running("line", "queued")
    if key is None:
        return NOTHING
    line = BankLine.objects.get(pk=key)
    world.note(line=key, credit=line.credit, amount=line.amount_cents)
    try:
        done = _decided(world, line)
        return f"{done}, twice" if world.goes_wrong(50) and _again(world, line) else done
    except NotThere:
        return "decided before"


def _decided(world: World, line: BankLine) -> str:
    by = world.by(SECOND)
    if not line.credit:
        call(world, lambda: explain(line.pk, "kosten", by))
        return "explained"
    proposed = proposals_for(line)
    if proposed and world.happens(700):
        key = world.chance.choice(proposed).dossier.application_id
        why = call(world, lambda: confirm(line.pk, key, by))
        return f"not confirmed: {why}" if why else "confirmed"
    if world.happens(100):
        call(world, lambda: explain(line.pk, "van de overheid", by))
        return "explained"
    call(world, lambda: return_line(line.pk, by))
    return "sent back"


def _again(world: World, line: BankLine) -> bool:
    """A second officer sends back what the first decided on: NotThere where that was done."""
    if not world.rows(_DECIDED, line.pk):
        return False
    return_line(line.pk, world.by())
    raise ToldTwice(f"line {line.pk} was sent back after it had been decided on")


_DECIDED: Final = """
SELECT FROM journal_event WHERE subject = 'line' AND subject_id = %s
AND verb IN ('match', 'send_back', 'explain')
"""

KINDS: Final = (
    Kind("bank tells", 30, tell, at_least=60),
    Kind("import what lies there", 20, import_pending),
    Kind("bank tells again", 8, tell_again, fault=True),
    Kind("bank charges", 4, charge, fault=True),
    Kind("queue", 40, handle_queue),
)
