"""A random year, revised back and forth, ends where it began: in grants, room and subsidy."""

import random

import pytest

from portefeuille.applications.models import Application
from portefeuille.applications.services import Change, lapse, refuse, revise, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.payments.models import Order
from portefeuille.payments.services import InvoiceOrdered, NotEnough
from portefeuille.register.queries import enterprise_of
from portefeuille.wallet.queries import balances, given_by_government
from tests.applications.filing import add_enterprises, load_registers
from tests.applications.nine import assert_year_is_right, file, wallet_of
from tests.databases import Database
from tests.payments.life import at, deposited, ordered, pay, the

NOW = at(2026, 11, 25)


def again(size: str, number: str) -> None:
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None
    revise(enterprise_id, 2026, Change({"size": size}, {}), "nieuwe cijfers", NOW)


@pytest.mark.parametrize("seed", range(4))
def test_back_and_forth_ends_where_it_began(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    load_registers()
    for number in add_enterprises(3):
        _a_random_year(chance, number)
        before = _standing(number)
        for size in chance.choices(["small", "medium", "large"], k=4):
            again(size, number)
            assert_year_is_right(database, number)
        again("small", number)
        assert_year_is_right(database, number)
        assert _standing(number) == before, f"seed {seed}, {number}"


def _a_random_year(chance: random.Random, number: str) -> None:
    """A dozen applications, a month each, each led through some steps."""
    late: list[int] = []
    for month in range(1, 12):
        late = [key for key in late if not lapse(key, at(2026, month, 3, 1).now)]
        cost = chance.randint(100_00, 9_000_00)
        key = file(number, month, 3, f"{cost // 100}.{cost % 100:02d}")
        for day in sorted(chance.sample(range(4, 28), chance.randint(0, 5))):
            _a_random_step(chance, key, month, day)
        late = [key for key in late if not lapse(key, at(2026, month, 28).now)]
        if chance.random() < 0.5:
            late.append(key)


def _a_random_step(chance: random.Random, key: int, month: int, day: int) -> None:
    by = at(2026, month, day)
    it = the(key)
    ready = it.money.own + it.money.subsidy
    try:
        match chance.choice(["deposit", "deposit", "order", "pay", "pay", "stop", "refuse"]):
            case "deposit":
                deposited(key, it.money.to_deposit or 1, by.now.date(), by)
            case "order" if ready:
                ordered(key, f"F-{day}", chance.choice([ready, chance.randint(1, ready)]), by)
            case "pay":
                for order in Order.objects.filter(application_id=key, paid_by=None):
                    pay(order.pk, by)
            case "stop" if chance.random() < 0.3:
                stop(key, "enterprise", "stop", by)
            case "refuse" if chance.random() < 0.3:
                refuse(key, "wrong-provider", "nee", by)
    except (NotNow, NotEnough, InvoiceOrdered):
        pass


def _standing(number: str) -> tuple[object, ...]:
    """What must come back: the wallet, every grant, the room each takes, what was paid with
    subsidy. A deposit that was given back does not come again by itself."""
    found = Application.objects.filter(enterprise_id=enterprise_of(number))
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    given, accounts = given_by_government(keys), balances(keys)
    rows = []
    for key in keys:
        it, books = the(key), accounts.get(key, {})
        room = books.get("held", 0) + books.get("spent", 0) + books.get("lost", 0)
        settled = it.money.paid or it.status in ("stopped", "lapsed")
        rows.append((key, it.outcome, it.money.grant, room, given.get(key, 0) if settled else None))
    return (wallet_of(number), tuple(rows))
