"""What the worker does for figures, and when."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from portefeuille.figures.snapshot import taking


@app.periodic(cron="30 1 * * *", periodic_id="snapshot")
@app.task(queueing_lock="snapshot")
def take_snapshot(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Each night, where the settings name a folder: the snapshot is brought up to date."""
    if settings.SNAPSHOT_FOLDER:
        with taking(Path(settings.SNAPSHOT_FOLDER)) as work:
            work.finish()
