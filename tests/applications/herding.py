"""Starts a herd of submitting processes on a database, reads its answers, and can kill it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.applications.filing import NOW, Raw
from tests.databases import Database

REPOSITORY = Path(__file__).parents[2]
PATIENCE_SECONDS = 120

Told = tuple[int, str, int]
"""An application as it was answered: its id, the outcome, the grant in cents."""


class Herd:
    """Processes that submit. The folder holds what they answered."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process, self._folder = process, folder

    def answers(self) -> list[Told]:
        """Every answer that is on the disk now; a line that is still being written is none."""
        lines = [
            line
            for file in self._folder.glob("*.jsonl")
            for line in file.read_text().splitlines(keepends=True)
        ]
        return [tuple(json.loads(line)) for line in lines if line.endswith("\n")]

    def wait_for_answers(self, count: int) -> None:
        """Until so many are on the disk."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while len(self.answers()) < count:
            assert self._process.poll() is None, "it ended before it had answered that many"
            assert time.monotonic() < limit, "it answers too slowly"
            time.sleep(0.002)

    def wait(self) -> tuple[int, str]:
        """Its exit code, and what it said of errors."""
        _, said = self._process.communicate(timeout=PATIENCE_SECONDS)
        return self._process.returncode, said

    def kill(self) -> None:
        """kill -9 of every process, with no chance to say goodbye."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


@contextmanager
def herd(database: Database, folder: Path, batches: list[list[Raw]]) -> Iterator[Herd]:
    """A process for each batch; whatever is left of them at the end is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.applications.herd"],
        cwd=REPOSITORY,
        env=database.environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    running = Herd(process, folder)
    try:
        assert process.stdin is not None
        job = {"batches": batches, "now": NOW.isoformat(), "answers": str(folder)}
        process.stdin.write(json.dumps(job))
        process.stdin.close()
        process.stdin = None
        yield running
    finally:
        if process.poll() is None:
            running.kill()
