"""What the worker forgets, and when."""

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from portefeuille.retention import services

log = logging.getLogger(__name__)


@app.periodic(cron="20 1 * * *", periodic_id="forget")
@app.task(queueing_lock="forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each night: erase what is over, and say what is over and stays."""
    for one in services.forget(datetime.now(UTC)):
        if one.rows:
            done = "over, kept: no selection rule given" if one.stays else "erased"
            log.info("%s (%s): %s %s", one.kind, one.record_class, one.rows, done)
