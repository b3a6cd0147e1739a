"""What was measured of the batch, as tables for people and as JSON for the next comparison."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.batch_ours import kernel
from bench.batch_single import Single

RESULTS: Final = Path(__file__).parent / "results"
NEEDED, WANTED = 3, 5
KERNEL_NEEDED: Final = 8e6
MICROSECONDS_NEEDED: Final = 50


@dataclass(frozen=True, slots=True)
class Size:
    """One number of rows: seconds to make codes of text, and what each engine says of its runs.

    The batch makes its tables of the law within its own time; OpenFisca gets them for nothing.
    """

    rows: int
    encoding: float
    ours: dict[str, Any]
    openfisca: dict[str, Any]

    @property
    def seconds(self) -> float:
        """The best round of the batch, from arrays to arrays."""
        return float(min(self.ours["seconds"]))

    @property
    def kernel(self) -> float:
        """The best kernel of any round."""
        return min(kernel(steps) for steps in self.ours["steps"])

    @property
    def beside(self) -> float:
        """The best round of OpenFisca."""
        return float(min(self.openfisca["seconds"]))

    @property
    def ratio(self) -> float:
        """How many times as fast from arrays to arrays."""
        return self.beside / self.seconds

    @property
    def tabling(self) -> float:
        """What the tables of the law take here: they hold what OpenFisca's hold."""
        return float(min(steps["the law as tables"] for steps in self.ours["steps"]))

    @property
    def ratio_with_tables(self) -> float:
        """The same with as much for its tables counted there."""
        return (self.beside + self.tabling) / self.seconds

    @property
    def ratio_from_text(self) -> float:
        """The same again when both begin with making codes of text."""
        return (self.beside + self.tabling + self.encoding) / (self.seconds + self.encoding)


def show(sizes: Sequence[Size], one: Single) -> None:
    """The tables, and a verdict."""
    console = Console(width=120)
    console.print(_engines(sizes, one))
    console.print(_steps(sizes))
    for line in _verdict(sizes[-1], one):
        console.print(line)


def write(sizes: Sequence[Size], one: Single) -> Path:
    """Keep the figures; answers where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    file = RESULTS / f"batch-{now:%Y%m%dT%H%M%SZ}.json"
    document = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "load": os.getloadavg(),
        "sizes": [
            {
                "rows": size.rows,
                "encoding_seconds": size.encoding,
                "ratio": round(size.ratio, 2),
                "ratio_with_tables": round(size.ratio_with_tables, 2),
                "ratio_from_text": round(size.ratio_from_text, 2),
                "ours": size.ours,
                "openfisca": size.openfisca,
            }
            for size in sizes
        ],
        "loop": {"rows": one.rows, "seconds": one.seconds},
        "one_decide": {
            "microseconds": round(one.microseconds, 1),
            "reasons": one.rules_and_reasons,
            "profile": one.profile,
        },
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


def _engines(sizes: Sequence[Size], one: Single) -> Table:
    table = Table(title="Decisions a second, all rules, every era (best round)")
    table.add_column("engine", no_wrap=True)
    for size in sizes:
        table.add_column(f"{size.rows:,} rows", justify="right", no_wrap=True)
    table.add_row("the batch, kernel alone", *[_rate(s.rows, s.kernel) for s in sizes])
    table.add_row("the batch, arrays to arrays", *[_rate(s.rows, s.seconds) for s in sizes])
    hard = [s.ours["with_stops_and_invoices"]["seconds"] for s in sizes]
    rates = [_rate(size.rows, took) for size, took in zip(sizes, hard, strict=True)]
    table.add_row("  with stops and invoices", *rates)
    table.add_row("OpenFisca, expert, arrays to arrays", *[_rate(s.rows, s.beside) for s in sizes])
    inside = [min(s.openfisca["inside"]) for s in sizes]
    rates = [_rate(size.rows, took) for size, took in zip(sizes, inside, strict=True)]
    table.add_row("  without setting its inputs", *rates)
    loop = _rate(one.rows, one.seconds)
    table.add_row(f"a loop of decide ({one.rows:,} rows)", *[""] * (len(sizes) - 1), loop)
    table.add_section()
    table.add_row("times as fast as OpenFisca", *[f"{s.ratio:.1f}" for s in sizes])
    tabled = [f"{size.ratio_with_tables:.1f}" for size in sizes]
    table.add_row("  as much for tables counted there", *tabled)
    table.add_row(
        "  both from text, codes made first", *[f"{s.ratio_from_text:.1f}" for s in sizes]
    )
    table.add_row("nanoseconds a decision, the batch", *[_nanos(s.seconds, s) for s in sizes])
    table.add_row("nanoseconds a decision, OpenFisca", *[_nanos(s.beside, s) for s in sizes])
    table.add_row("memory, the batch: inputs + peak", *[_memory(s.ours) for s in sizes])
    table.add_row("memory, OpenFisca: inputs + peak", *[_memory(s.openfisca) for s in sizes])
    table.add_row("enterprise-years", *[f"{s.ours['enterprise_years']:,}" for s in sizes])
    table.add_row("approved", *[f"{s.ours['approved'] / s.rows:.0%}" for s in sizes])
    return table


def _steps(sizes: Sequence[Size]) -> Table:
    table = Table(title="Where the time of the batch goes, in milliseconds (best round)")
    table.add_column("step")
    for size in sizes:
        table.add_column(f"{size.rows:,} rows", justify="right")
    for step in sizes[0].ours["steps"][0]:
        best = [min(steps[step] for steps in size.ours["steps"]) for size in sizes]
        table.add_row(step, *[f"{seconds * 1e3:.0f}" for seconds in best])
    table.add_row("all", *[f"{size.seconds * 1e3:.0f}" for size in sizes])
    table.add_section()
    text = [f"{size.encoding * 1e3:.0f}" for size in sizes]
    table.add_row("before it: codes of text, by Polars", *text)
    return table


def _verdict(size: Size, one: Single) -> list[str]:
    reached = size.ratio
    word = "wanted" if reached >= WANTED else "needed" if reached >= NEEDED else "too slow"
    rate = size.rows / size.kernel
    enough = "enough" if rate >= KERNEL_NEEDED else "too slow"
    single = "enough" if one.microseconds <= MICROSECONDS_NEEDED else "too slow"
    most = ", ".join(f"{name} {share:.0%}" for name, share in one.profile[:5])
    return [
        f"{reached:.1f} times as fast as OpenFisca: {word} ({NEEDED} is needed, {WANTED} wanted).",
        f"The kernel: {rate / 1e6:.1f} million a second: {enough}"
        f" ({KERNEL_NEEDED / 1e6:.0f} is needed).",
        f"One decide: {one.microseconds:.0f} µs with {one.rules_and_reasons} reasons: {single}"
        f" (at most {MICROSECONDS_NEEDED}). Most of it: {most}.",
    ]


def _rate(rows: int, seconds: float) -> str:
    rate = rows / seconds
    return f"{rate / 1e6:.2f} M" if rate >= 1e6 else f"{rate / 1e3:.0f} k"


def _nanos(seconds: float, size: Size) -> str:
    return f"{seconds / size.rows * 1e9:.0f}"


def _memory(said: dict[str, Any]) -> str:
    peak, start = said["peak_kib"] / 1024, said["start_kib"] / 1024
    return f"{start:,.0f} + {peak - start:,.0f} MiB"
