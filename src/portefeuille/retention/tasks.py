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
        if one.erased:
            log.info("%s (%s): %s erased", one.kind, one.record_class, one.erased)
        if one.left:
            why = "no selection rule given" if one.stays else "it goes another night"
            log.info("%s (%s): %s over, kept: %s", one.kind, one.record_class, one.left, why)
