"""What becomes of the money of an approved application after the decision.

Pure arithmetic on integer cents: how a payment is shared between own share and subsidy, and
what stopping or lapsing gives back. Sentences and time limits are the law's.

Source: VLAIO, "Subsidies: stopzetten en terugbetaling" (four cases); how a part payment is
shared is in no source: pro rata of the grant, half up, so that all parts add up to the grant.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents
from portefeuille.core.periods import last_day_of_following_year, last_day_within

Withdraws = Literal["enterprise", "provider"]

STOP_CASES: Final[tuple[str, ...]] = (
    "nothing-paid",
    "partly-paid",
    "provider-cancels",
    "enterprise-withdraws",
)


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one application, in cents, as the ledger says.

    `cost` = grant + own share due. `own` and `subsidy` lie ready; `own_paid` and `subsidy_paid`
    went to the provider; `held` is room reserved and not paid out; `ordered` waits for payment.
    """

    cost: Cents
    grant: Cents
    own: Cents = 0
    subsidy: Cents = 0
    own_paid: Cents = 0
    subsidy_paid: Cents = 0
    held: Cents = 0
    ordered: Cents = 0

    @property
    def own_share(self) -> Cents:
        """What the enterprise must bring in."""
        return self.cost - self.grant

    @property
    def deposited(self) -> Cents:
        """What the enterprise brought in and was not given back."""
        return self.own + self.own_paid

    @property
    def paid(self) -> Cents:
        """What went to the provider."""
        return self.own_paid + self.subsidy_paid

    @property
    def to_deposit(self) -> Cents:
        """What the enterprise must still bring in, so that all can be paid.

        The own share at first. After that something only where a revision has taken subsidy
        away: what it owes to government is not asked a second time.
        """
        if not self.deposited:
            return self.own_share
        return max(0, self.cost - self.paid - self.own - self.subsidy)

    @property
    def balance(self) -> Cents:
        """What lies ready and is not ordered yet: the most that can be ordered now."""
        return self.own + self.subsidy - self.ordered


@dataclass(frozen=True, slots=True)
class Parts:
    """An amount by where it comes from."""

    own: Cents
    subsidy: Cents


@dataclass(frozen=True, slots=True)
class Stop:
    """What stopping gives back: to the enterprise, to government, and to the room of the year.

    `room_returns` says whether the calendar year gives room back at all; `room` is how much.
    """

    case: str
    own_back: Cents
    subsidy_back: Cents
    room_returns: bool
    room: Cents
    room_lost: Cents


def parts_of_payment(money: Money, amount: Cents) -> Parts:
    """How a payment of so much is shared; the amount lies ready (ValueError otherwise)."""
    if not 0 < amount <= money.own + money.subsidy:
        raise ValueError(f"{amount} cents do not lie ready")
    target = pro_rata(money.paid + amount, money.grant, money.cost) - money.subsidy_paid
    subsidy = max(amount - money.own, min(target, amount, money.subsidy), 0)
    return Parts(own=amount - subsidy, subsidy=subsidy)


def stop_of(
    money: Money,
    law: LawInForce,
    submitted_on: date,
    stopped_on: date,
    withdraws: Withdraws,
) -> Stop:
    """What stopping on a day does, under the law of the decision."""
    returns = law.room_returns_in_same_year and stopped_on.year == submitted_on.year
    return Stop(
        case=stop_case_of(money, withdraws),
        own_back=money.own,
        subsidy_back=money.subsidy,
        room_returns=returns,
        room=money.held if returns else 0,
        room_lost=0 if returns else money.held,
    )


def stop_case_of(money: Money, withdraws: Withdraws) -> str:
    """Which of the four cases this is; who withdraws counts once all is paid."""
    if not money.paid:
        return "nothing-paid"
    if money.paid < money.cost:
        return "partly-paid"
    return "provider-cancels" if withdraws == "provider" else "enterprise-withdraws"


def deposit_by(law: LawInForce, decided_on: date) -> date:
    """The last day on which the own share may come in."""
    return law.moved("days-to-deposit", last_day_within(decided_on, law.days_to_deposit))


def pay_by(law: LawInForce, service: str, submitted_on: date) -> date | None:
    """The last day on which a payment may be ordered; None where no source gives one."""
    if service not in law.pay_by_following_year:
        return None
    return last_day_of_following_year(submitted_on)


def pro_rata(part: Cents, share: Cents, whole: Cents) -> Cents:
    """The share that goes with a part of the whole, half up."""
    return (2 * part * share + whole) // (2 * whole)
