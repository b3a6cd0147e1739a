"""What was measured, as tables for people and as JSON for the next comparison."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.layers import Share
from bench.limit import Run
from portefeuille.commands.serve import THREADS, WORKERS

RESULTS: Final = Path(__file__).parent / "results"
NEEDED, WANTED = 0.30, 0.45

LIMIT: Final = "pgbench, 8 clients"
INSIDE: Final = f"in process, {WORKERS} × {THREADS} threads"
WEB: Final = "over HTTP, 8 connections"
COUNTER: Final = "at the counter, signed in, 8 connections"


@dataclass(frozen=True, slots=True)
class Measured:
    """The rounds of each path, in the order in which they ran, and the shares of the layers."""

    rounds: dict[str, list[Run]]
    shares: list[Share]
    shares_at_counter: list[Share]
    wallets: int
    postgres: str

    def ratios(self, path: str) -> list[float]:
        """What a path reached of the limit of the same round."""
        pairs = zip(self.rounds[path], self.rounds[LIMIT], strict=True)
        return [run.rate / limit.rate for run, limit in pairs]


def show(measured: Measured) -> None:
    """Two tables and a verdict."""
    console = Console(width=100)
    console.print(_paths(measured))
    console.print(_layers("through the interface", measured.shares))
    console.print(_layers("at the counter, signed in", measured.shares_at_counter))
    reached = median(measured.ratios(WEB))
    signed_in = median(measured.ratios(COUNTER))
    verdict = "wanted" if reached >= WANTED else "needed" if reached >= NEEDED else "too slow"
    console.print(
        f"Over HTTP {reached:.2f} of the limit: {verdict}"
        f" (at least {NEEDED:.2f} is needed, {WANTED:.2f} is wanted);"
        f" signed in at the counter {signed_in:.2f}."
    )


def write(measured: Measured) -> Path:
    """Keep the figures; answers where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    file = RESULTS / f"decide-{now:%Y%m%dT%H%M%SZ}.json"
    document: dict[str, Any] = {
        "at": now.isoformat(timespec="seconds"),
        "postgres": measured.postgres,
        "wallets": measured.wallets,
        "paths": {
            path: {
                "rates": [round(run.rate, 1) for run in runs],
                "ratios": [round(ratio, 3) for ratio in measured.ratios(path)],
                "runs": [asdict(run) for run in runs],
            }
            for path, runs in measured.rounds.items()
        },
        "layers": [asdict(share) for share in measured.shares],
        "layers_at_counter": [asdict(share) for share in measured.shares_at_counter],
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


def _paths(measured: Measured) -> Table:
    count = len(measured.rounds[LIMIT])
    table = Table(title=f"Applications a second: median of {count} (lowest to highest)")
    table.add_column("path")
    for name in ("a second", "of the limit", "median wait", "99th wait"):
        table.add_column(name, justify="right")
    for path, runs in measured.rounds.items():
        table.add_row(
            path,
            _spread([run.rate for run in runs], ".0f"),
            _spread(measured.ratios(path), ".2f"),
            _wait([run.median_ms for run in runs]),
            _wait([run.p99_ms for run in runs]),
        )
    return table


def _layers(where: str, shares: Sequence[Share]) -> Table:
    total = sum(share.microseconds for share in shares)
    table = Table(title=f"One submission after the other {where}: where its time goes")
    table.add_column("layer")
    for name in ("µs", "share", "of which at work"):
        table.add_column(name, justify="right")
    for share in shares:
        working = "" if share.working is None else f"{share.working:.0f}"
        part = f"{share.microseconds / total:.0%}"
        table.add_row(share.layer, f"{share.microseconds:.0f}", part, working)
    table.add_section()
    table.add_row("all", f"{total:.0f}", "100%", "")
    return table


def _spread(values: Sequence[float], form: str) -> str:
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def _wait(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{median(known):.1f} ms" if known else ""
