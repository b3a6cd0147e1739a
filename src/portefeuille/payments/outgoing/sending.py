"""Released runs are given to the bank as files in a folder, from which its software takes them.

A file is written whole or not at all: under another name first, to the disk, and renamed then.
Only afterwards does the journal say that it was sent. Killed in between, it is written again: the
same bytes under the same name, with a message number that a bank takes once.

Without a folder (`BANK_FOLDER`) a finance officer downloads the file, gives it to the bank by
hand, and says so.
"""

import logging
import os
import uuid
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from portefeuille.journal.models import Running
from portefeuille.journal.queries import status_of
from portefeuille.journal.services import By
from portefeuille.payments.models import Run
from portefeuille.payments.outgoing.payouts import owe_refunds
from portefeuille.payments.outgoing.runs import file_of, sent
from portefeuille.payments.transitions import RELEASED, RUN

SYSTEM: Final = "system"
UNDER_WAY: Final = ".being-written"

log = logging.getLogger(__name__)


def give_to_bank(run_id: int, by: By) -> bool:
    """Put the file of a released run in the folder for the bank; whether it was.

    False where no folder is set, where the run is not released, or was sent before.
    FileExistsError where another file has its name, OSError where it cannot be written: the run
    stays released then, and is tried again.
    """
    if not settings.BANK_FOLDER or status_of(RUN, run_id) != RELEASED:
        return False
    run = Run.objects.select_related("account").get(pk=run_id)
    _put(Path(settings.BANK_FOLDER), f"{run.message_id}.xml", file_of(run))
    sent(run_id, by)
    return True


def send_released(now: datetime) -> int:
    """Give every released run to the bank that was not; how many. One that fails is logged, and
    holds up no other."""
    if not settings.BANK_FOLDER:
        return 0
    waiting = Running.objects.filter(subject=RUN, status=RELEASED).order_by("subject_id")
    done = 0
    for run_id in list(waiting.values_list("subject_id", flat=True)):
        try:
            done += give_to_bank(run_id, By(SYSTEM, now))
        except (OSError, ValueError):
            log.exception("Run %s was not given to the bank", run_id)
    return done


def raise_refunds(now: datetime) -> int:
    """What the ledger owes enterprises stands among what is due from here on; how many are new."""
    return len(owe_refunds(By(SYSTEM, now)))


def _put(folder: Path, name: str, content: bytes) -> None:
    there = folder / name
    if there.exists():
        if there.read_bytes() != content:
            raise FileExistsError(f"{name} is there already, with other bytes")
        return
    draft = folder / f"{name}{UNDER_WAY}.{uuid.uuid4().hex}"
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(there)
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)  # else the name may be gone after a power cut, and we say it was sent
    finally:
        os.close(held)
