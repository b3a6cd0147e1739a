"""What became of each application that is counted: beside its decision how it went on.

`deposited` is true where an own share was once received, `paid_cents` is the subsidy that went to
the provider and did not come back, `stood` the status. An application of which nothing of this is
known (it was taken over with its decision alone) is not `followed`.
"""

from typing import Final

from ibis.expr.types import BooleanValue, Table

from portefeuille.figures.asked import Asked

NOT_FOLLOWED: Final = "on_record"
"""The status of an application that was taken over: what followed on it was never told."""


def lives(asked: Asked) -> Table:
    """The applications counted, one row each, with what became of them."""
    counted, steps, movements = asked.counted, asked.steps, asked.movements
    deposits = steps.filter(steps.verb == "deposit")
    deposits = deposits.select(deposit_of=deposits.application_id).distinct()
    spent = movements.filter(movements.account == "spent")
    spent = spent.group_by(paid_for=spent.application_id).agg(
        paid_cents=spent.amount_cents.sum().cast("int64")
    )
    last = asked.last_steps.select(step_of="application_id", stood="to_status")
    whole = (
        counted.left_join(deposits, counted.application_id == deposits.deposit_of)
        .left_join(spent, counted.application_id == spent.paid_for)
        .left_join(last, counted.application_id == last.step_of)
    )
    return whole.mutate(
        deposited=whole.deposit_of.notnull(),
        paid_cents=whole.paid_cents.fill_null(0),
        followed=whole.stood.notnull() & (whole.stood != NOT_FOLLOWED),
    )


def untold(life: Table) -> BooleanValue:
    """Whether an application was approved while what followed on it is not known."""
    return (life.outcome == "approved") & ~life.followed
