"""What the worker does for what waits for the register, and when."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from portefeuille import law
from portefeuille.applications.services import ask_again, decide_arrivals


@app.periodic(cron="* * * * * */20", periodic_id="decide-arrivals")
@app.task(queueing_lock="decide-arrivals")
def decide(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Three times a minute: what was received while the register was down, once it answers."""
    for _ in decide_arrivals(datetime.now(UTC), law.load()):
        pass


@app.periodic(cron="*/5 * * * *", periodic_id="ask-again")
@app.task(queueing_lock="ask-again")
def ask(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Every five minutes: enterprises that changed and matter now."""
    ask_again(datetime.now(UTC))
