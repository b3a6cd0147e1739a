"""What must come back: asked, agreed in parts, paid back, set off, written off."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portefeuille.payments.recovering.asking import Demand, NotAsked, ask_back, grounds_of
from portefeuille.payments.recovering.debts import Debt, Part, open_debts
from portefeuille.payments.recovering.repaid import to_set_off
from portefeuille.payments.recovering.settling import (
    OtherAmount,
    OwnWriteOff,
    WrongPlan,
    agree,
    close_settled,
    set_off,
    write_off,
)
from portefeuille.payments.services import NotThere
from sim.mishaps import call, call_worker
from sim.steps.dossier import the
from sim.steps.kinds import NOTHING, Kind
from sim.world import OFFICER, SECOND, World

POLITE: Final = (NotAsked, NotThere, WrongPlan, OwnWriteOff)

# Where a revision left something owed, or something was paid before a stop; the newest first.
_CANDIDATES: Final = """
SELECT id FROM (
    SELECT owner_id AS id FROM wallet_balance WHERE account = 'owed' AND amount_cents < 0
    UNION
    (SELECT subject_id FROM journal_event WHERE subject = 'application' AND verb = 'stop'
       AND from_status IN ('paid', 'partly_paid') ORDER BY id DESC LIMIT 30)
) one ORDER BY id DESC LIMIT 60
"""


def ask(world: World) -> str:
    """An officer asks back what a revision left owed, or what a provider was paid before a stop."""
    key = world.pick(world.ids(_CANDIDATES))
    grounds = grounds_of(the(key)) if key is not None else []
    ground = world.pick(grounds)
    if key is None or ground is None:
        return NOTHING
    whole = ground.cause == "revision" or world.happens(600)
    amount = ground.most if whole else world.chance.randint(1, ground.most)
    least = max(0, amount - ground.subsidy)
    own = 0 if ground.debtor == "enterprise" else world.chance.randint(least, amount)
    day = world.today + timedelta(days=world.chance.randint(0, 60))
    world.note(application=key, cause=ground.cause, amount=amount, own=own)
    demand, by = Demand(ground.cause, ground.debtor, amount, own, day), world.by(OFFICER)
    try:
        call(world, lambda: ask_back(key, demand, "nagekeken", by))
    except POLITE as error:
        return type(error).__name__  # asked just before the answer was lost, too
    return ground.cause


def plan(world: World) -> str:
    """What is open is agreed in two parts."""
    it = _one(world)
    if it is None or it.open < 2:
        return NOTHING
    first, day = world.chance.randint(1, it.open - 1), world.today
    parts = [
        Part(day + timedelta(days=30), first),
        Part(day + timedelta(days=60), it.open - first),
    ]
    world.note(recovery=it.recovery_id, first=first)
    return _politely(lambda: call(world, lambda: agree(it.recovery_id, parts, "", world.by())))


def pay_back(world: World) -> str:
    """The debtor pays back: all, a part, too much, or once more what is paid off."""
    it = _one(world)
    if it is None:
        return NOTHING
    amount = it.open if world.happens(600) else world.chance.randint(1, it.open + 10_000)
    world.note(recovery=it.recovery_id, amount=amount)
    world.bank.deposit(
        world.bank.ours,
        max(1, amount),
        world.today,
        name=it.debtor,
        sender=world.iban(),
        structured=re.sub("[^0-9]", "", it.communication),
    )
    return "on its way"


def settle(world: World) -> str:
    """An officer sets off what is due to the enterprise."""
    found = [one for one in open_debts() if one.debtor == "enterprise"]
    with_dues = [one for one in found[-20:] if to_set_off(one)]
    it = world.pick(with_dues or found)
    if it is None:
        return NOTHING
    world.note(recovery=it.recovery_id)
    by = world.by()
    try:
        set_off(it.recovery_id, it.open, by)
    except OtherAmount as other:
        if not other.amount:
            return "nothing is due"
        wanted = other.amount
        try:
            call(world, lambda: set_off(it.recovery_id, wanted, by))
        except (OtherAmount, NotThere) as error:
            return type(error).__name__
    except NotThere:
        return "NotThere"
    return "set off"


def give_up(world: World) -> str:
    """Another officer writes off what is open; or who asked it tries."""
    it = _one(world)
    if it is None:
        return NOTHING
    actor = OFFICER if world.goes_wrong(300) else SECOND
    world.note(recovery=it.recovery_id, actor=actor)
    return _politely(
        lambda: call(world, lambda: write_off(it.recovery_id, "niets te halen", world.by(actor)))
    )


def close(world: World) -> str:
    """The worker closes what a revision left nothing open of."""
    if not world.running("recovery", "asked"):
        return NOTHING
    done = call_worker(world, lambda: list(close_settled(world.by("system"))))
    return "closed" if done else "all open"


def _one(world: World) -> Debt | None:
    return world.pick(open_debts())


def _politely(work: Callable[[], object]) -> str:
    try:
        work()
    except POLITE as error:
        return type(error).__name__
    return "done"


KINDS: Final = (
    Kind("ask back", 10, ask),
    Kind("agree on parts", 3, plan),
    Kind("pay back", 10, pay_back),
    Kind("set off", 4, settle),
    Kind("write off", 2, give_up),
    Kind("close recoveries", 3, close),
)
