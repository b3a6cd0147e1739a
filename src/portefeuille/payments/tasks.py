"""What the worker does with time limits and money, and when."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from portefeuille.applications.services import By, lapse_overdue
from portefeuille.payments.incoming.matching import match_waiting
from portefeuille.payments.outgoing.sending import raise_refunds, send_released
from portefeuille.payments.recovering.settling import close_settled


@app.periodic(cron="1 * * * *", periodic_id="lapse")
@app.task(queueing_lock="lapse")
def lapse(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each hour: what is overdue in Brussels lapses, so soon after midnight there, always.

    By the hour, since the worker counts in UTC and midnight in Brussels moves with the summer.
    """
    for _ in lapse_overdue(datetime.now(UTC)):
        pass


@app.periodic(cron="* * * * *", periodic_id="money-out")
@app.task(queueing_lock="money-out")
def money_out(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each minute: what is owed stands among what is due; what was released is at the bank."""
    raise_refunds(datetime.now(UTC))
    send_released(datetime.now(UTC))


@app.periodic(cron="*/2 * * * *", periodic_id="match-lines")
@app.task(queueing_lock="match-lines")
def match_lines(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Every two minutes: what the bank told and nobody looked at finds where it belongs."""
    match_waiting(datetime.now(UTC))


@app.periodic(cron="11 * * * *", periodic_id="close_recoveries")
@app.task(queueing_lock="close_recoveries")
def close_recoveries(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Each hour: a recovery of which a revision has left nothing open is closed."""
    for _ in close_settled(By("system", datetime.now(UTC))):
        pass
