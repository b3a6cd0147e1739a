"""What becomes of an application: deposits right and wrong, orders, checks, refusals, stops."""

import re
from collections.abc import Callable
from typing import Final

from portefeuille.applications.afterwards import PROVIDER_REASONS
from portefeuille.applications.dossiers import Dossier, dossier
from portefeuille.applications.services import check, refuse, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.core.money import Cents
from portefeuille.payments.queries import money_of
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    Invoice,
    InvoiceOrdered,
    NotEnough,
    order_payment,
    record_deposit,
)
from sim.mishaps import call
from sim.steps.kinds import NOTHING, Kind
from sim.world import Member, World

AWAITING, DEPOSITED = "awaiting_deposit", "deposited"
ORDERED, PARTLY = "payment_ordered", "partly_paid"

WRONG: Final = (
    "another amount",
    "twice",
    "no reference",
    "nearly the reference",
    "a reference of nothing",
    "two references",
    "the subsidy number",
    "by hand",
)

_LATELY: Final = """
SELECT subject_id FROM journal_event WHERE subject = 'application' AND verb = %s AND to_status = %s
ORDER BY id DESC LIMIT 40
"""

_REVISED: Final = """
SELECT r.subject_id FROM journal_running r
WHERE r.subject = 'application' AND r.status IN ('deposited', 'payment_ordered', 'partly_paid')
  AND EXISTS (SELECT FROM journal_event e WHERE e.subject = 'application'
              AND e.subject_id = r.subject_id AND e.verb = 'revise')
ORDER BY r.subject_id DESC LIMIT 20
"""


def deposit(world: World) -> str:
    """An enterprise deposits its share, or something like it; it is booked on its day."""
    found = world.running("application", AWAITING)
    still = [key for key in found if key not in world.deposited]
    key = world.pick(found if world.goes_wrong(60) else still)
    if key is None:
        return NOTHING
    return _pay_in(world, the(key))


def deposit_late(world: World) -> str:
    """A deposit of an application that has lapsed, or that is deposited already."""
    key = world.pick(world.ids(_LATELY, "lapse", "lapsed"))
    if key is None:
        return NOTHING
    return _pay_in(world, the(key))


def deposit_more(world: World) -> str:
    """A revision took subsidy away: the enterprise deposits what is missing now."""
    found = [the(key) for key in world.ids(_REVISED)]
    it = world.pick([one for one in found if one.money.to_deposit])
    if it is None:
        return NOTHING
    return _pay_in(world, it)


def order(world: World) -> str:
    """The enterprise orders payment of an invoice, whole or in parts."""
    key = world.one_running("application", DEPOSITED, DEPOSITED, PARTLY, ORDERED)
    if key is None:
        return NOTHING
    balance = money_of(the(key)).balance
    if balance <= 0 and not world.goes_wrong(100):
        return NOTHING
    part = world.happens(400)
    amount = world.chance.randint(1, max(1, balance)) if part else max(1, balance)
    amount += world.chance.randint(1, 50_000) if world.goes_wrong(30) else 0
    number = f"F-{world.chance.randrange(3 if world.goes_wrong(60) else 10**6)}"
    invoice = Invoice(number, world.today, amount, None)
    world.note(application=key, invoice=number, amount=amount)
    form, by = world.key(), world.by("enterprise")
    return politely(lambda: call(world, lambda: order_payment(form, key, invoice, by)), "ordered")


def look_at(world: World) -> str:
    """The provider finds an application in order."""
    key = world.one_running("application", AWAITING, DEPOSITED)
    if key is None:
        return NOTHING
    world.note(application=key)
    return politely(lambda: call(world, lambda: check(key, world.by("provider"))), "in order")


def turn_down(world: World) -> str:
    """The provider refuses an application."""
    key = world.one_running("application", AWAITING, DEPOSITED, PARTLY)
    if key is None:
        return NOTHING
    reason = world.chance.choice(PROVIDER_REASONS)
    world.note(application=key, reason=reason)
    return politely(
        lambda: call(world, lambda: refuse(key, reason, "nee", world.by("provider"))), "refused"
    )


def end(world: World) -> str:
    """The enterprise or the provider stops it, before or after all was paid."""
    also = (ORDERED,) if world.goes_wrong(150) else ()
    key = world.one_running("application", AWAITING, DEPOSITED, PARTLY, *also)
    if world.happens(200):
        key = world.pick(world.ids(_LATELY, "pay", "paid")) or key
    if key is None:
        return NOTHING
    who = "provider" if world.happens(300) else "enterprise"
    world.note(application=key, withdraws=who)
    return politely(lambda: call(world, lambda: stop(key, who, "stop", world.by())), "stopped")


def the(application_id: int) -> Dossier:
    """The dossier as it stands."""
    found = dossier(application_id)
    assert found is not None, application_id
    return found


def politely(work: Callable[[], object], done: str) -> str:
    """What came of it: done, or a refusal that says why. A step taken twice says NotNow too."""
    try:
        work()
    except (NotNow, NotEnough, InvoiceOrdered) as error:
        return type(error).__name__
    return done


def _pay_in(world: World, it: Dossier) -> str:
    way = world.chance.choice(WRONG) if world.goes_wrong(250) else "right"
    amount = it.money.to_deposit or world.chance.randint(100, 90_000)
    world.note(application=it.application_id, way=way, amount=amount)
    world.deposited.add(it.application_id)
    if way == "by hand":
        return _by_hand(world, it, amount)
    if way == "another amount":
        amount = max(1, amount + world.chance.choice((-100, -1, 1, 10_000)))
    reference, text = _said(world, it, way)
    for _ in range(2 if way == "twice" else 1):
        member = _member(world, it)
        world.bank.deposit(
            world.bank.ours,
            amount,
            world.today,
            name=member.name,
            sender=member.iban if world.happens(950) else "",
            structured=reference,
            text=text,
        )
    return way


def _by_hand(world: World, it: Dossier, amount: Cents) -> str:
    """An officer types in what was seen on an account without statements."""
    form, by = world.key(), world.by()
    reference = communication_of(it.application_id)
    call(world, lambda: record_deposit(form, reference, amount, world.today, by))
    return "by hand"


def _said(world: World, it: Dossier, way: str) -> tuple[str | None, str]:
    """The structured reference and the text that come with the money."""
    told = communication_of(it.application_id)
    digits = re.sub("[^0-9]", "", told)
    match way:
        case "no reference":
            return None, world.chance.choice(("opleiding", it.number, "kmo-portefeuille"))
        case "nearly the reference":
            at = world.chance.randrange(11)
            wrong = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            return None, wrong
        case "a reference of nothing":
            other = communication_of(900_000_000 + world.chance.randrange(10**6))
            return re.sub("[^0-9]", "", other), ""
        case "two references":
            other = communication_of(max(1, it.application_id - 1))
            return None, f"{told} en {other}"
        case "the subsidy number":
            return None, f"aanvraag {it.reference}"
    return (None, f"storting {told}") if world.happens(200) else (digits, "")


def _member(world: World, it: Dossier) -> Member:
    """Who pays: the enterprise that applied, or now and then another."""
    found = [one for one in world.members if one.number == it.filed_as]
    other = world.pick(world.members)
    assert other is not None, "somebody takes part"
    return other if world.goes_wrong(20) or not found else found[0]


KINDS: Final = (
    Kind("deposit", 190, deposit),
    Kind("deposit late", 12, deposit_late, fault=True),
    Kind("deposit more", 8, deposit_more),
    Kind("order", 180, order),
    Kind("check", 50, look_at),
    Kind("provider refuses", 12, turn_down),
    Kind("stop", 20, end),
)
