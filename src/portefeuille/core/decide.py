"""From facts and law to a decision.

`decide` is the one place where a grant is born. It finds the law of the day of application,
works out size, rate, ceiling and eligible cost, lets every rule speak, and grants the rate's
share of the cost up to the room that is left. Where a formal condition fails the application
is inadmissible; where the content fails it is refused; where both fail, inadmissible.

Source: contracts, "The decision".
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portefeuille.core.costs import eligible_cost
from portefeuille.core.facts import Case
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.money import BasisPoints, Cents, share_of
from portefeuille.core.reasons import Reason, Standing
from portefeuille.core.rules import RULES, higher_rate_of
from portefeuille.core.size import size_of

Outcome = Literal["approved", "inadmissible", "refused"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the amounts in cents and every reason. Rate and ceiling None when large."""

    outcome: Outcome
    size: str
    rate: BasisPoints | None
    ceiling: Cents | None
    room_before: Cents | None
    eligible_cost: Cents
    grant: Cents
    file_before: date
    law: str
    reasons: tuple[Reason, ...]

    @property
    def own_share(self) -> Cents:
        """What the enterprise pays of the eligible cost."""
        return self.eligible_cost - self.grant

    @property
    def unknown(self) -> tuple[str, ...]:
        """The rules that could not be judged."""
        return tuple(reason.rule for reason in self.reasons if reason.holds is None)


def decide(case: Case, law: Law) -> Decision:
    """The decision under the law of the day of application; NoLaw before the first law."""
    return decide_under(case, law.on(case.application.submitted_on))


def decide_under(case: Case, law: LawInForce) -> Decision:
    """The decision under the given law."""
    size = size_of(case, law)
    category = _category_of(case, law, size)
    rate = _rate(case, law, category)
    ceiling = None if category is None else law.ceilings[category]
    room = None if ceiling is None else max(0, ceiling - case.wallet.granted_this_year)
    cost = eligible_cost(case.application, law)
    most = 0 if rate is None or room is None else min(share_of(cost, rate), room)
    standing = Standing(size, ceiling, room, cost, grant=most)
    asked = [rule for name, rule in RULES.items() if name in law.rules]
    reasons = tuple([r for rule in asked if (r := rule(case, law, standing)) is not None])
    outcome = _outcome(reasons, law)
    return Decision(
        outcome=outcome,
        size=size,
        rate=rate,
        ceiling=ceiling,
        room_before=room,
        eligible_cost=cost,
        grant=most if outcome == "approved" else 0,
        file_before=law.last_day_to_file(case.application.starts_on),
        law=law.identifier(case.application.submitted_on),
        reasons=reasons,
    )


def _category_of(case: Case, law: LawInForce, size: str) -> str | None:
    """The category whose rate and ceiling count: a large sheltered workshop has medium's."""
    if size != "large":
        return size
    sheltered = law.sheltered_workshops and case.enterprise.sheltered_workshop
    return "medium" if sheltered else None


def _rate(case: Case, law: LawInForce, category: str | None) -> BasisPoints | None:
    if category is None:
        return None
    higher = higher_rate_of(case, law)
    return law.rates[category] + (higher.plus or 0 if higher else 0)


def _outcome(reasons: tuple[Reason, ...], law: LawInForce) -> Outcome:
    kinds = {law.rules[reason.rule].kind for reason in reasons if _fails(reason, law)}
    if "formal" in kinds:
        return "inadmissible"
    return "refused" if kinds else "approved"


def _fails(reason: Reason, law: LawInForce) -> bool:
    if reason.holds is None:
        return law.rules[reason.rule].unknown == "block"
    return not reason.holds
