"""What was measured of figures, as a table for people and as JSON."""

import json
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

import duckdb
from rich.console import Console
from rich.table import Table

RESULTS: Final = Path(__file__).parent / "results"
WANTED: Final = 1.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure over a scope: seconds of ours and by hand, in the order of the rounds."""

    figure: str
    scope: str
    ours: list[float] = field(default_factory=list)
    hand: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median of what ours takes of the hand's time, round by round."""
        return median(ours / hand for ours, hand in zip(self.ours, self.hand, strict=True))


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows and bytes of the snapshot, the pairs, bytes of memory, and PostgreSQL's side."""

    rows: int
    bytes: int
    pairs: list[Pair]
    memory: dict[str, int]
    pg_rows: int
    postgres: dict[str, Any]


def show(measured: Measured) -> None:
    """The table and a verdict."""
    table = Table(title=f"Figures of {measured.rows:,} rows: seconds, median (lowest to highest)")
    table.add_column("figure", no_wrap=True)
    pg = f"PostgreSQL, {measured.pg_rows:,}"
    for name in ("ours, snapshot", "by hand, DuckDB", "ratio", pg):
        table.add_column(name, justify="right")
    for pair in measured.pairs:
        name = f"{pair.figure}, {pair.scope}"
        live = measured.postgres.get("seconds", {}).get(name)
        table.add_row(
            name,
            _spread(pair.ours),
            _spread(pair.hand),
            f"{pair.ratio:.2f}",
            f"{median(live):.2f}" if live else "",
        )
    console = Console(width=120)
    console.print(table)
    worst = max(pair.ratio for pair in measured.pairs)
    console.print(
        f"{'Enough' if worst <= WANTED else 'Too slow'}: at most {worst:.2f} of the time by hand"
        f" ({WANTED} is allowed). Files {measured.bytes / 1e6:,.0f} MB; peak memory"
        f" {measured.memory['ours'] / 1e6:,.0f} MB ours,"
        f" {measured.memory['hand'] / 1e6:,.0f} MB by hand."
    )


def write(measured: Measured) -> Path:
    """Keep the figures; answers where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    file = RESULTS / f"figures-{now:%Y%m%dT%H%M%SZ}.json"
    document = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "duckdb": duckdb.__version__,
        "load": os.getloadavg(),
        "rows": measured.rows,
        "bytes": measured.bytes,
        "figures": [
            {
                "figure": pair.figure,
                "scope": pair.scope,
                "ratio": round(pair.ratio, 3),
                "ours": [round(seconds, 4) for seconds in pair.ours],
                "hand": [round(seconds, 4) for seconds in pair.hand],
            }
            for pair in measured.pairs
        ],
        "memory_peak": measured.memory,
        "postgres": {"rows": measured.pg_rows, **measured.postgres},
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


def _spread(values: list[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"
