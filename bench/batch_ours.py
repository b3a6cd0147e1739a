"""Measure the batch on a folder of columns, in a process of its own: `FOLDER ROUNDS`.

The functions of the real path are timed where the path looks them up, so that the kernel's time
is that of the very call. The first round warms up, and compiles where nothing was kept compiled.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from bench import batch_data
from portefeuille import law as laws
from portefeuille.core.batch import Columns, Decided, Lines, Stops, Words, decide_columns, door
from portefeuille.core.batch.shapes import NONE

ANSWERS: Final = (
    *("outcome", "size", "rate", "ceiling", "room_before", "grant", "file_before"),
    *("fails", "unknown"),
)
STEPS: Final = {
    "check": "check",
    "number the years": "_numbered",
    "the law as tables": "tables_of",
    "judge each row": "judge_rows",
    "decide in order": "decide_rows",
}


class Clock:
    """From the first start to the last end of each step, also where threads share it.

    The steps before the kernel may overlap.
    """

    def __init__(self) -> None:
        self.marks: dict[str, list[float]] = defaultdict(list)

    def around(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as this step."""

        def timed(*args: Any) -> Any:
            self.marks[step].append(time.perf_counter())
            try:
                return function(*args)
            finally:
                self.marks[step].append(time.perf_counter())

        return timed

    def seconds(self) -> dict[str, float]:
        """What each step took."""
        return {step: max(marks) - min(marks) for step, marks in self.marks.items()}


def measured(
    columns: Columns, stops: Stops | None = None
) -> tuple[Decided, float, dict[str, float]]:
    """What is decided, the seconds of all of it, and those of its steps."""
    clock = Clock()
    patches = [
        patch.object(door, name, clock.around(step, getattr(door, name)))
        for step, name in STEPS.items()
    ]
    for one in patches:
        one.start()
    began = time.perf_counter()
    decided = decide_columns(columns, laws.load(), stops)
    took = time.perf_counter() - began
    for one in patches:
        one.stop()
    return decided, took, clock.seconds()


def main(folder: Path, rounds: int) -> None:
    """All rounds, the answers of the last one, and the same with invoices and stops."""
    columns = batch_data.read(folder)
    start = memory_kib("VmRSS")
    decided, *_ = measured(columns)
    runs = []
    for _ in range(rounds):
        del decided  # as OpenFisca does: no round finds less memory than the one before
        decided, took, steps = measured(columns)
        runs.append((took, steps))
    peak = memory_kib("VmHWM")
    for name in ANSWERS:
        np.save(folder / f"ours-{name}.npy", getattr(decided, name))
    approved = int((decided.outcome == 0).sum())
    years = int(door._numbered(columns).rows.size)
    del decided
    harder, stops = with_invoices(columns), some_stops(columns)
    more = [measured(harder, stops)[1:] for _ in range(2)][-1]
    said = {
        "seconds": [took for took, _ in runs],
        "steps": [steps for _, steps in runs],
        "start_kib": start,
        "peak_kib": peak,
        "enterprise_years": years,
        "approved": approved,
        "with_stops_and_invoices": {"seconds": more[0], "kernel": kernel(more[1])},
    }
    (folder / "ours.json").write_text(json.dumps(said))


def kernel(steps: dict[str, float]) -> float:
    """The seconds of all that is compiled, but for numbering the years."""
    return steps["judge each row"] + steps["decide in order"]


def with_invoices(columns: Columns) -> Columns:
    """The cost of every third row as two lines of an invoice."""
    rows = np.arange(len(columns)) % 3 == 0
    cost = columns.cost[rows]
    return replace(
        columns,
        cost=np.where(rows, NONE, columns.cost),
        lines=Lines(
            begin=np.concatenate([[0], np.cumsum(np.where(rows, 2, 0))]),
            kind=Words(np.tile([1, 2], len(cost)).astype(np.int32), (None, "course", "catering")),
            amount=np.stack([cost - cost // 10, cost // 10], axis=1).ravel(),
            days=np.full(2 * len(cost), 2, dtype=np.int32),
            persons=np.full(2 * len(cost), 3, dtype=np.int32),
            separate_invoice=np.zeros(2 * len(cost), dtype=np.int8),
        ),
    )


def some_stops(columns: Columns) -> Stops:
    """Every twentieth row ends soon after, with nothing paid, most in their own year."""
    row = np.arange(0, len(columns), 20)
    days = columns.submitted_on[row].astype("datetime64[D]")
    return Stops(
        row=row,
        before=np.minimum(row + 1_000, len(columns)),
        year=days.astype("datetime64[Y]").astype(np.int64) + 1970,
        paid=np.zeros(len(row), dtype=np.int64),
    )


def memory_kib(name: str) -> int:
    """What the process takes now (VmRSS), or took at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
