"""What the worker does for what waits for the register, and when."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from portefeuille import law
from portefeuille.applications.services import decide_arrivals


@app.periodic(cron="* * * * * */20", periodic_id="decide-arrivals")
@app.task(queueing_lock="decide-arrivals")
def decide(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Three times a minute: what was received while the register was down, once it answers."""
    for _ in decide_arrivals(datetime.now(UTC), law.load()):
        pass
