"""Many processes on few wallets: `python -m bench.hammering` with a job on standard input.

The job (JSON): `numbers` of enterprises, `processes`, `moves` a process, `alone` (one global
lock around every movement), `seed`. Every process takes an enterprise by chance and files an
application, or takes the next step of one of its own: deposit, order, stop. It prints what was
done by kind, the seconds from the first shot to the last answer, and what went wrong.
"""

import json
import multiprocessing
import os
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any, Final

import django

PATIENCE_SECONDS: Final = 300
_LOCK: Final = 4_711


class Hand:
    """One process: what it filed, and the next step of each."""

    def __init__(self, job: dict[str, Any], place: int) -> None:
        self._job = job
        self._chance = random.Random(f"{job['seed']}/{place}")
        self._open: list[tuple[int, str]] = []
        self.done: Counter[str] = Counter()

    def move(self, now: datetime) -> None:
        """One movement."""
        from portefeuille.journal.services import By

        by = By(f"hand:{os.getpid()}", now)
        if not self._open or self._chance.random() < 0.4:
            self._file(by)
            return
        at = self._chance.randrange(len(self._open))
        application_id, status = self._open.pop(at)
        getattr(self, f"_from_{status}")(application_id, by)

    def _file(self, by: Any) -> None:
        from bench.place import request_for
        from portefeuille import law
        from portefeuille.applications.services import Submitted, submit

        request = request_for(self._chance.choice(self._job["numbers"]))
        request["application"]["cost"] = "1500.00"  # seventeen fill a wallet
        answer = submit(request, law.load(), by)
        assert isinstance(answer, Submitted), answer
        self.done[answer.decision.outcome] += 1
        if answer.decision.outcome == "approved":
            self._open.append((answer.application_id, "approved"))

    def _from_approved(self, application_id: int, by: Any) -> None:
        from portefeuille.applications.queries import dossier
        from portefeuille.payments.references import communication_of
        from portefeuille.payments.services import record_deposit

        it = dossier(application_id)
        assert it is not None
        reference, amount = communication_of(application_id), it.money.to_deposit
        record_deposit(uuid.uuid4(), reference, amount, by.now.date(), by)
        self.done["deposit"] += 1
        self._open.append((application_id, "deposited"))

    def _from_deposited(self, application_id: int, by: Any) -> None:
        from portefeuille.applications.services import stop
        from portefeuille.payments.services import Invoice, order_payment

        if self._chance.random() < 0.5:
            stop(application_id, "enterprise", "hammered", by)
            self.done["stop"] += 1
            return
        invoice = Invoice(f"F-{application_id}", by.now.date(), 100_00, None)
        order_payment(uuid.uuid4(), application_id, invoice, by)
        self.done["order"] += 1


@contextmanager
def one_lock() -> Iterator[None]:
    """One lock for everybody, held during a movement."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def hammer(job: dict[str, Any], place: int, start: Barrier, told: "Queue[Any]") -> None:
    """The life of one process."""
    from django.db import connection

    hand, wrong = Hand(job, place), ""
    connection.ensure_connection()
    start.wait(PATIENCE_SECONDS)
    begun = time.monotonic()
    try:
        for _ in range(job["moves"]):
            with one_lock() if job["alone"] else nullcontext():
                hand.move(datetime.now(UTC))
    except Exception as error:  # told to who counts
        wrong = f"{type(error).__name__}: {error}"
    told.put((begun, time.monotonic(), dict(hand.done), wrong))


def main() -> None:
    """Print one JSON object."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
    django.setup()
    from portefeuille import law
    from portefeuille.payments import services  # noqa: F401 - imported once for all of them

    law.load()
    job = json.load(sys.stdin)
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(job["processes"]), fork.Queue()
    hands = [
        fork.Process(target=hammer, args=(job, place, start, told))
        for place in range(job["processes"])
    ]
    for one in hands:
        one.start()
    answers = [told.get(timeout=PATIENCE_SECONDS) for _ in hands]
    for one in hands:
        one.join()
    done: Counter[str] = sum((Counter(counts) for _, _, counts, _ in answers), Counter())
    seconds = max(end for _, end, _, _ in answers) - min(begun for begun, _, _, _ in answers)
    wrong = [error for *_, error in answers if error]
    json.dump({"done": dict(done), "seconds": seconds, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main()
