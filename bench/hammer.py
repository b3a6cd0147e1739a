"""50 processes on 20 wallets, beside the same with one global lock: `make bench-hammer`.

Both in one run, in turns, on the embedded database as it is served: movements a second, the
ratio, deadlocks, cents over. The wallets are small, so that they fill up.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from bench.place import Place, number_of, prepared

RESULTS: Final = Path(__file__).parent / "results" / "hammer.json"
PROCESSES, WALLETS, ROUNDS = 50, 20, 3

OVER: Final = "SELECT count(*) FROM wallet_wallet WHERE used_cents > ceiling_cents"
UNEVEN: Final = "SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting"
DEADLOCKS: Final = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def once(place: Place, first: int, moves: int, *, alone: bool) -> dict[str, Any]:
    """One round on wallets that nobody has used."""
    numbers = [number_of(first + at) for at in range(WALLETS)]
    job = {
        "numbers": numbers,
        "processes": PROCESSES,
        "moves": moves,
        "alone": alone,
        "seed": first,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.hammering"],
        input=json.dumps({**job, "seed": first}),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DATABASE_URL": place.app_url},
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@click.command()
@click.option("--moves", default=60, show_default=True, help="Movements a process.")
def main(moves: int) -> None:
    """Measure, print and keep."""
    rates: dict[bool, list[float]] = {False: [], True: []}
    kinds: dict[str, int] = {}
    wrong: list[str] = []
    with prepared(WALLETS * ROUNDS * 2) as place:
        for at in range(ROUNDS):
            for alone in (False, True):
                told = once(place, (2 * at + alone) * WALLETS, moves, alone=alone)
                rates[alone].append(sum(told["done"].values()) / told["seconds"])
                wrong += told["wrong"]
                for kind, count in told["done"].items():
                    kinds[kind] = kinds.get(kind, 0) + count
        over, uneven, deadlocks = (int(place.one(q)[0]) for q in (OVER, UNEVEN, DEADLOCKS))
    ratios = [ours / locked for ours, locked in zip(rates[False], rates[True], strict=True)]
    figures = {
        "processes": PROCESSES,
        "wallets": WALLETS,
        "movements": kinds,
        "a second": statistics.median(rates[False]),
        "a second with one global lock": statistics.median(rates[True]),
        "ratio": statistics.median(ratios),
        "lowest ratio": min(ratios),
        "wallets over their ceiling": over,
        "cents that do not balance": uneven,
        "deadlocks": deadlocks,
        "errors": wrong,
    }
    table = Table("what", "figure", title="50 processes on 20 wallets")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.2f}" if isinstance(figure, float) else str(figure))
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2))
    Console().print(f"Kept in {RESULTS.relative_to(RESULTS.parents[2])}")
    if over or uneven or deadlocks or wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
