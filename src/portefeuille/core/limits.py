"""The conditions on the grant itself: what the scheme's budget has left, and state aid.

Both need a sum that the application does not hold, so that a case says it only where somebody
could work it out. Neither makes a grant smaller: what does not fit as a whole is refused. That
is our reading of de minimis aid (a grant above the ceiling is not covered in part), and the
plain one of a budget.

Source: Regulation (EU) 2023/2831 (a ceiling per single undertaking over three years, in which
aid counts on the day it is granted).
"""

from portefeuille.core.facts import Case
from portefeuille.core.law import LawInForce
from portefeuille.core.money import format_euro
from portefeuille.core.reasons import Reason, Standing


def budget_left(case: Case, _: LawInForce, at: Standing) -> Reason | None:
    """The budget has room for the whole grant; silent where no budget is given."""
    if case.budget is None:
        return None
    left = case.budget.left
    return Reason("budget-left", at.grant <= left, format_euro(at.grant), format_euro(left))


def de_minimis(case: Case, law: LawInForce, at: Standing) -> Reason | None:
    """With this grant, de minimis aid of the single undertaking stays within the ceiling.

    Silent where the law has another regime, or nobody knows which.
    """
    regime = law.state_aid
    if regime is None or regime.ceiling is None:
        return None
    limit = format_euro(regime.ceiling)
    before = case.aid.granted_in_window if case.aid else None
    if before is None:
        return Reason("de-minimis", None, None, limit)
    total = before + at.grant
    return Reason("de-minimis", total <= regime.ceiling, format_euro(total), limit)
