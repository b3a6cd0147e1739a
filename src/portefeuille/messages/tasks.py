"""What the worker does for the messages, and when."""

from datetime import UTC, datetime
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from portefeuille.core.periods import BRUSSELS
from portefeuille.messages import services

FIRST_HOUR: Final = 7
"""Nobody is reminded at night."""

KEPT_HOURS: Final = 30 * 24
"""How long a job that failed can be looked at."""


@app.periodic(cron="* * * * * */10", periodic_id="tell-and-send")
@app.task(queueing_lock="tell-and-send")
def tell_and_send(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Every ten seconds: make the messages of what happened, and send what waits."""
    services.tell(datetime.now(UTC))
    services.send(datetime.now(UTC))


@app.periodic(cron="0 * * * *", periodic_id="remind")
@app.task(queueing_lock="remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each hour from seven in the morning in Brussels on: what is due today and not made yet."""
    now = datetime.now(UTC)
    if now.astimezone(BRUSSELS).hour >= FIRST_HOUR:
        services.remind(now)


@app.periodic(cron="30 * * * *", periodic_id="tidy")
@app.task(queueing_lock="tidy")
async def tidy(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each hour: jobs of workers that were killed go, old failures too. Their work is done anew."""
    jobs = app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.finish_job(job, Status.FAILED, delete_job=True)
    await jobs.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)
