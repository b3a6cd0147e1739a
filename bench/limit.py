"""The database's own limit: pgbench, prepared, 8 clients, writing the rows of a submission.

Facts and reasons are those of a stored decision, handed over as parameters, so that pgbench
reads and writes as much JSON as the application does.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.place import CEILING_CENTS, Place
from portefeuille.adapters.postgres import binaries

CLIENTS: Final = 8
THREADS: Final = 2
GRANT_CENTS: Final = 30_00

_MODEL: Final = """
SELECT d.law_id, d.snapshot_id, d.facts::text, d.reasons::text, d.unknown::text, a.title,
       a.cost_cents, extract(year FROM a.submitted_on)::int,
       (SELECT min(id) FROM register_enterprise), (SELECT max(id) FROM register_enterprise)
FROM applications_decision d JOIN applications_application a ON a.id = d.application_id
WHERE d.outcome = 'approved' ORDER BY d.id LIMIT 1
"""
_NAMES: Final = (
    *("law", "snapshot", "facts", "reasons", "unknown"),
    *("title", "cost", "year", "first", "last"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """How many in how long, and the median and 99th percentile of the wait, in ms."""

    count: int
    seconds: float
    median_ms: float | None = None
    p99_ms: float | None = None

    @property
    def rate(self) -> float:
        """A second."""
        return self.count / self.seconds


def run_limit(place: Place, seconds: int) -> Run:
    """So many seconds of pgbench; a decision must be stored already, to be the model."""
    variables = dict(zip(_NAMES, place.one(_MODEL), strict=True))
    variables |= {"ceiling": CEILING_CENTS, "grant": GRANT_CENTS}
    command = [
        str(binaries.find().folder / "pgbench"),
        *("--no-vacuum", "--protocol=prepared", "--exit-on-abort"),
        *(f"--client={CLIENTS}", f"--jobs={THREADS}", f"--time={seconds}"),
        f"--file={Path(__file__).with_name('limit.sql')}",
        *[f"--define={name}={value}" for name, value in variables.items()],
        place.app_url,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    counted = re.search(r"actually processed: (\d+)", done.stdout)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    failed = re.search(r"failed transactions: (\d+)", done.stdout)
    if done.returncode or not counted or not rate or (failed and failed[1] != "0"):
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")
    return Run(int(counted[1]), int(counted[1]) / float(rate[1]))
