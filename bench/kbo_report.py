"""What was measured of loading KBO Open Data, as a table for people and as JSON."""

import json
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

RESULTS: Final = Path(__file__).parent / "results"
NEEDED: Final = 0.4
REAL_ROWS: Final = 46_068_763
"""Of the five tables in extract 140."""


@dataclass(frozen=True, slots=True)
class Size:
    """One extract: its rows and bytes, the seconds of each way in the order of the rounds."""

    scale: float
    rows: int
    bytes: int
    reading: float
    ours: list[dict[str, Any]] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    raw_indexed: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        """Our loader, from the files to the tables in use."""
        return [run["seconds"] for run in self.ours]

    @property
    def ratios(self) -> list[float]:
        """Our rate as part of raw COPY's, round by round."""
        return [raw / ours for raw, ours in zip(self.raw, self.seconds, strict=True)]

    @property
    def memory(self) -> int:
        """The most the loader's process took, in bytes."""
        return max(run["memory_peak"] for run in self.ours)

    @property
    def memory_before(self) -> int:
        """What it took before it began: Python, Django, Polars."""
        return max(run["memory_before"] for run in self.ours)


@dataclass(frozen=True, slots=True)
class Measured:
    """The extract, one a fifth of it, and where."""

    small: Size
    large: Size
    postgres: str


def show(measured: Measured) -> None:
    """The table and a verdict."""
    console = Console(width=100)
    console.print(_table(measured))
    large, small = measured.large, measured.small
    reached = median(large.ratios)
    verdict = "enough" if reached >= NEEDED else "too slow"
    minutes = REAL_ROWS / large.rows * median(large.seconds) / 60
    console.print(
        f"{reached:.2f} of raw COPY: {verdict} ({NEEDED} is needed). "
        f"At this rate a real extract takes {minutes:.1f} minutes."
    )
    console.print(
        f"Peak memory {_megabytes(small.memory)} for {small.rows:,} rows, "
        f"{_megabytes(large.memory)} for {large.rows:,} "
        f"({_megabytes(large.memory_before)} before the first row)."
    )


def write(measured: Measured) -> Path:
    """Keep the figures; answers where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    file = RESULTS / f"kbo-{now:%Y%m%dT%H%M%SZ}.json"
    document = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "load": os.getloadavg(),
        "postgres": measured.postgres,
        "sizes": [
            {
                "scale": size.scale,
                "rows": size.rows,
                "bytes": size.bytes,
                "reading_seconds": round(size.reading, 3),
                "ratios": [round(ratio, 3) for ratio in size.ratios],
                "ours": size.ours,
                "raw_seconds": size.raw,
                "raw_indexed_seconds": size.raw_indexed,
            }
            for size in (measured.small, measured.large)
        ],
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


def _table(measured: Measured) -> Table:
    sizes = (measured.small, measured.large)
    table = Table(title="A full extract of KBO Open Data, invented: rows a second (median)")
    table.add_column("way", no_wrap=True)
    for size in sizes:
        table.add_column(f"{size.rows:,} rows", justify="right")
    table.add_row("our loader, files to tables in use", *[_rate(s, s.seconds) for s in sizes])
    table.add_row("raw COPY of the same rows, bare tables", *[_rate(s, s.raw) for s in sizes])
    table.add_row("  and then the same indexes", *[_rate(s, s.raw_indexed) for s in sizes])
    table.add_row("reading and checking alone", *[_rate(s, [s.reading]) for s in sizes])
    table.add_section()
    table.add_row("ours as part of raw COPY", *[_spread(s.ratios) for s in sizes])
    table.add_row("files", *[_megabytes(s.bytes) for s in sizes])
    table.add_row("peak memory of the loader", *[_megabytes(s.memory) for s in sizes])
    table.add_section()
    for step in ("read and copy", "indexes and statistics that are left", "swap"):
        took = [median(run["steps"][step] for run in size.ours) for size in sizes]
        table.add_row(f"seconds: {step}", *[f"{seconds:.2f}" for seconds in took])
    return table


def _rate(size: Size, seconds: list[float]) -> str:
    return f"{size.rows / median(seconds):,.0f}"


def _spread(values: list[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
