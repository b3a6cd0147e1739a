"""What the worker does with time limits, and when."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from portefeuille.applications.services import lapse_overdue


@app.periodic(cron="1 * * * *", periodic_id="lapse")
@app.task(queueing_lock="lapse")
def lapse(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each hour: what is overdue in Brussels lapses, so soon after midnight there, always.

    By the hour, since the worker counts in UTC and midnight in Brussels moves with the summer.
    """
    for _ in lapse_overdue(datetime.now(UTC)):
        pass
