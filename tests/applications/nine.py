"""A year of one enterprise with nine applications, each somewhere else in its life.

In order of submission, each of 1.000,00 but for the fifth of 20.500,00, which fills the ceiling
of a small enterprise: one that lapsed, one stopped after half was paid, one refused by its
provider, one paid, one partly paid, one ordered, one deposited, one that awaits its deposit, and
one refused because nothing was left.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.queries import dossiers_of
from portefeuille.applications.services import lapse, refuse, stop
from portefeuille.core.money import Cents
from portefeuille.register.queries import enterprise_of
from portefeuille.wallet.models import Wallet
from portefeuille.wallet.queries import balances, given_by_government
from tests.applications.filing import BAKERY, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, ordered, paid, the

IN_ORDER = (
    "lapsed",
    "stopped",
    "turned down",
    "paid",
    "partly paid",
    "ordered",
    "deposited",
    "awaiting",
    "no room",
)


def file(number: str, month: int, day: int, cost: str = "1000.00") -> int:
    """An application of this amount, filed on a day of 2026."""
    now = datetime(2026, month, day, 9, tzinfo=UTC)
    return submitted(request(number, {"cost": cost}), now).application_id


def nine_applications(number: str = BAKERY) -> dict[str, int]:
    """The year; the registers are loaded."""
    year = {"lapsed": file(number, 2, 2)}
    assert lapse(year["lapsed"], at(2026, 3, 10).now)
    year["stopped"] = file(number, 3, 11)
    half_paid(year["stopped"], 700_00, 3)
    stop(year["stopped"], "enterprise", "de lesgever is ziek", at(2026, 4, 1))
    year["turned down"] = file(number, 4, 2)
    deposited(year["turned down"], 700_00, date(2026, 4, 3), at(2026, 4, 3))
    refuse(year["turned down"], "wrong-provider", "niet bij ons", at(2026, 4, 6))
    year["paid"] = file(number, 5, 4, "20500.00")
    deposited(year["paid"], 14_350_00, date(2026, 5, 5), at(2026, 5, 5))
    paid(ordered(year["paid"], "E-1", 20_500_00, at(2026, 5, 20)), at(2026, 5, 22))
    year["partly paid"] = file(number, 6, 1)
    half_paid(year["partly paid"], 700_00, 6)
    year["ordered"] = file(number, 7, 1)
    deposited(year["ordered"], 700_00, date(2026, 7, 2), at(2026, 7, 2))
    ordered(year["ordered"], "C-1", 1_000_00, at(2026, 7, 10))
    year["deposited"] = file(number, 8, 3)
    deposited(year["deposited"], 700_00, date(2026, 8, 4), at(2026, 8, 4))
    year["awaiting"] = file(number, 11, 19)
    year["no room"] = file(number, 11, 20)
    return year


def half_paid(application_id: int, own: Cents, month: int) -> None:
    """Its own share came in, and 500,00 was paid."""
    deposited(application_id, own, date(2026, month, 15), at(2026, month, 15))
    paid(ordered(application_id, "F-1", 500_00, at(2026, month, 16)), at(2026, month, 17))


def a_year(_: Database) -> dict[str, int]:
    """The registers and the nine of the bakery."""
    load_registers()
    return nine_applications()


def grants(year: Mapping[str, int]) -> list[Cents]:
    """What is granted to each, in order of submission."""
    return [the(key).money.grant for key in year.values()]


def wallet_of(number: str = BAKERY) -> tuple[str | None, Cents, Cents]:
    """Size, used, and ceiling of the wallet of 2026."""
    wallet = Wallet.objects.get(enterprise=enterprise_of(number), year=2026)
    return wallet.size, wallet.used_cents, wallet.ceiling_cents


def assert_year_is_right(database: Database, number: str = BAKERY) -> None:
    """The ledger is right, and says of every application what its grant and its life ask."""
    assert_ledger_is_right(database)
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None
    found = {one.application_id: one for one in dossiers_of(enterprise_id)}
    accounts, given = balances(found), given_by_government(found)
    room = 0
    for key, it in found.items():
        on = accounts.get(key, {})
        taken = on.get("held", 0) + on.get("spent", 0) + on.get("lost", 0)
        room += taken
        assert on.get("owed", 0) <= 0
        _assert_dossier_is_right(it, taken, on.get("spent", 0), given.get(key, 0))
    size, used, ceiling = wallet_of(number)
    assert used == room <= ceiling
    assert (size is None) == (not any(it.outcome == "approved" for it in found.values()))


def _assert_dossier_is_right(it: Dossier, taken: Cents, spent: Cents, given: Cents) -> None:
    money = replace(it.money)
    if it.status in ("stopped", "lapsed", "refused", "inadmissible"):
        assert (money.own, money.subsidy, money.held) == (0, 0, 0)
        assert taken == spent == given <= money.grant
        return
    assert taken == money.grant
    if not money.deposited:
        assert (money.held, given, it.owed) == (money.grant, 0, 0)
        return
    assert (given, money.held) == (money.grant, money.subsidy)
    assert money.paid + money.own + money.subsidy + money.to_deposit == money.cost
