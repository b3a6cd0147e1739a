"""The office: revisions of a year, enterprises that go on in another, budgets that are raised."""

from dataclasses import replace
from datetime import date
from typing import Final

from portefeuille.applications.services import (
    BudgetIsShort,
    Change,
    NewAmount,
    RoomIsShared,
    revise,
    set_budget,
)
from portefeuille.core.budget import BudgetLaw
from portefeuille.core.law import Provision
from portefeuille.core.periods import Dated
from portefeuille.law.budget import load_budget
from portefeuille.register.services import NotJoined, enterprise_of_number, join, part
from sim.mishaps import call
from sim.steps.kinds import NOTHING, Kind
from sim.world import World


def decide_again(world: World) -> str:
    """A case handler revises the year of an enterprise of which the size was wrong."""
    found = world.pick(world.rows(_WITH_GRANTS))
    if found is None:
        return NOTHING
    enterprise_id, year = found
    size = world.chance.choice(["small", "medium", "large"])
    world.note(enterprise=enterprise_id, year=year, size=size)
    change = Change({"size": size}, {})
    try:
        done = call(
            world, lambda: revise(enterprise_id, year, change, "andere cijfers", world.by())
        )
    except (BudgetIsShort, RoomIsShared) as error:
        return type(error).__name__
    return "otherwise" if done.changed else "the same"


def go_on(world: World) -> str:
    """An enterprise got another number, or another absorbed it."""
    before, after = world.chance.sample(world.members, 2)
    kind = world.chance.choice(("renumbered", "merged"))
    world.note(before=before.number, after=after.number, kind=kind)
    if before.number in world.merged:
        return NOTHING
    by = world.by()
    try:
        call(
            world,
            lambda: join(before.number, after.number, kind, world.today, "fusie", by),
            again=lambda: (
                None
                if _joined(world, before.number)
                else join(before.number, after.number, kind, world.today, "fusie", by)
            ),
        )
    except NotJoined as error:
        return f"not joined: {error.why}"
    world.merged.add(before.number)
    return "joined"


def stand_apart(world: World) -> str:
    """It was a mistake: the enterprise stands for itself again."""
    number = world.pick(sorted(world.merged))
    if number is None:
        return NOTHING
    world.note(number=number)
    try:
        call(world, lambda: part(number, "vergissing", world.by()))
    except NotJoined:
        return "apart before"
    finally:
        world.merged.discard(number)
    return "apart"


def raise_budget(world: World) -> str:
    """A finance officer raises an envelope: the one that is closest to its end."""
    year, part_of_it, amount = world.rows(_TIGHTEST, world.today.year)[0]
    more = amount * world.chance.randint(2, 25) // 100
    end = "stop" if part_of_it else "queue"
    world.note(year=year, part=part_of_it, amount=amount + more)
    call(world, lambda: set_envelope(world, year, part_of_it, amount + more, end))
    return "raised"


def set_envelope(world: World, year: int, part_of_it: str, amount: int, end: str) -> None:
    """Set an envelope; `end` is what becomes of a grant that does not fit."""
    first = max(date(year, 1, 1), min(world.today, date(year, 12, 31)))
    day = first if world.today.year == year else date(year, 1, 1)
    set_budget(NewAmount(year, part_of_it, amount, day, "begroting"), _that_ends(end), world.by())


def _that_ends(word: str) -> BudgetLaw:
    said = Provision(word, ("YEAR",), "inference", date(2016, 1, 1), None)
    return replace(load_budget(), when_exhausted=(Dated(date(2016, 1, 1), said),))


def _joined(world: World, number: str) -> bool:
    return bool(world.rows(_IS_JOINED, enterprise_of_number(number)))


_TIGHTEST: Final = """
SELECT year, part, amount_cents FROM budget_envelope e JOIN budget_slot s ON s.envelope_id = e.id
WHERE year <= %s GROUP BY e.id
ORDER BY sum(left_cents - over_cents) * 100 / amount_cents, year, part LIMIT 1
"""
_WITH_GRANTS: Final = """
SELECT enterprise_id, year FROM wallet_wallet WHERE size IS NOT NULL ORDER BY id
"""
_IS_JOINED: Final = """
SELECT FROM register_succession WHERE predecessor_id = %s AND ended_at IS NULL
"""

KINDS: Final = (
    Kind("revise", 12, decide_again),
    Kind("go on in another", 2, go_on),
    Kind("stand apart", 1, stand_apart),
    Kind("raise budget", 0, raise_budget, at_least=9),
)
