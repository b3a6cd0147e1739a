"""The same without HTTP: as many processes and threads as the site has, that call `submit`.

`python -m bench.inside SECONDS ENTERPRISES`: one of these processes. It says `ready`, waits
for a line, and prints how many it submitted. What is left between this and the run over HTTP
is Django, Granian and the wire.
"""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final

from bench.limit import Run
from bench.place import Place, number_of, request_for
from portefeuille.commands.serve import THREADS, WORKERS

WARM: Final = 10
"""Submissions of each thread before it is timed: connections open, statements prepared."""


def run_inside(place: Place, seconds: int) -> Run:
    """So many seconds of `submit` in all processes at once."""
    command = [sys.executable, "-m", "bench.inside", str(seconds), str(place.enterprises)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    for process in processes:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("a submitting process did not start")
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate()[0]) for process in processes]
    return Run(sum(counts), seconds)


def main(seconds: int, enterprises: int) -> None:
    """The life of one process."""
    import django

    django.setup()
    from portefeuille import law
    from portefeuille.applications.services import By, Submitted, submit

    the_law = law.load()

    def submit_one() -> None:
        raw = request_for(number_of(random.randrange(enterprises)))
        answer = submit(raw, the_law, By("bench", datetime.now(UTC)))
        assert isinstance(answer, Submitted)

    def submit_until(_: int) -> int:
        count = 0
        while time.monotonic() < end:
            submit_one()
            count += 1
        return count

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda _: submit_one(), range(THREADS * WARM)))
        print("ready", flush=True)
        sys.stdin.readline()
        end = time.monotonic() + seconds
        print(sum(threads.map(submit_until, range(THREADS))), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
