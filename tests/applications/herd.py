"""Many real processes that submit at the same moment: `python -m tests.applications.herd`.

Reads one JSON object from standard input: `batches` (for each process the requests it submits,
in order), `now`, and `answers`, a folder. Each process opens a connection of its own, waits
until all have one, submits, and writes each answer to its own file there, on the disk before
the next request: what stands there was told to an applicant. It lives outside of pytest, so
that it can be killed, and so that the processes are forked from one without threads.
"""

import json
import multiprocessing
import os
import sys
from datetime import datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import django

PATIENCE_SECONDS = 120


def submit_all(place: int, batch: list[Any], now: datetime, folder: Path, barrier: Barrier) -> None:
    """The life of one process; an error ends it, and shows in its exit code."""
    from django.db import connection

    from portefeuille import law
    from portefeuille.applications.services import By, Submitted, submit

    try:
        connection.ensure_connection()
    except Exception:
        barrier.abort()  # the others need not wait for one that will not come
        raise
    with (folder / f"{place}.jsonl").open("w") as file:
        barrier.wait(PATIENCE_SECONDS)
        for raw in batch:
            answer = submit(raw, law.load(), By("herd", now))
            assert isinstance(answer, Submitted), answer
            decision = answer.decision
            told = [answer.application_id, decision.outcome, decision.grant]
            file.write(json.dumps(told) + "\n")
            file.flush()
            os.fsync(file.fileno())


def main() -> int:
    """Exit code 0 when every process came to its end."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
    django.setup()
    from portefeuille import law
    from portefeuille.applications import services  # noqa: F401 - imported once for all of them

    law.load()  # and read once
    job = json.load(sys.stdin)
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(len(job["batches"]))
    now, folder = datetime.fromisoformat(job["now"]), Path(job["answers"])
    processes = [
        fork.Process(target=submit_all, args=(place, batch, now, folder, barrier))
        for place, batch in enumerate(job["batches"])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return max(abs(process.exitcode or 0) for process in processes)


if __name__ == "__main__":
    sys.exit(main())
