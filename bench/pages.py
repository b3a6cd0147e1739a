"""What every page costs on the full synthetic years: time in the server, and queries.

`python -m bench.pages`: loads what `make data` loads, plays the dossiers of the demonstration,
and opens every page of `tools/world.py` as who may, in this process, one after the other. Time
is that of the whole request without the wire, median and 95th percentile of 20; queries are
counted in a run apart. No page may ask more as the book grows: the lists read a page at a time.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median, quantiles
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from bench.place import DATA

RESULTS: Final = DATA.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: milliseconds, queries, kilobytes before compression."""

    page: str
    status: int
    queries: int
    median_ms: float
    p95_ms: float
    kilobytes: float


@click.command()
@click.option("--rounds", default=20, show_default=True)
@click.option("--scale", default="1", show_default=True, help="Of the synthetic years.")
def main(rounds: int, scale: str) -> None:
    """Measure every page, show, and keep the figures in bench/results/."""
    os.environ |= {"PORTEFEUILLE_DATA": str(DATA.with_name("pages")), "PORTEFEUILLE_DEMO": "1"}
    from portefeuille.commands.data import SEED, prepare

    prepare(SEED, scale)
    costs = measure(rounds)
    show(costs)
    now = datetime.now(UTC)
    file = RESULTS / f"pages-{now:%Y%m%dT%H%M%SZ}.json"
    document = {"at": now.isoformat(timespec="seconds"), "pages": [asdict(cost) for cost in costs]}
    file.write_text(json.dumps(document, indent=1) + "\n")
    print(f"Kept in {file}")


def measure(rounds: int) -> list[Cost]:
    """The cost of each page, the dearest first."""
    from django.test import Client

    from tools.world import make_world

    clients: dict[str | None, Client] = {}
    costs = []
    for place in make_world(datetime.now(UTC)):
        if place.persona not in clients:
            clients[place.persona] = _signed_in(place.persona)
        client = clients[place.persona]
        costs.append(_cost(place.name, partial(client.get, place.address), rounds))
    return sorted(costs, key=lambda cost: -cost.median_ms)


def _signed_in(persona: str | None) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if persona is not None:
        client.post("/aanmelden", {"persona": f"demo:{persona}"})
    return client


def _cost(name: str, ask: Callable[[], Any], rounds: int) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    queries = len(asked)  # now: the next request forgets them
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    p95 = quantiles(took, n=20)[-1]
    size = len(b"".join(answer)) / 1024
    return Cost(name, answer.status_code, queries, median(took), p95, size)


def show(costs: list[Cost]) -> None:
    """A table, the dearest page first."""
    table = Table(title=f"{len(costs)} pages on the full synthetic years")
    table.add_column("page")
    for name in ("status", "queries", "median", "95th", "kB"):
        table.add_column(name, justify="right")
    for cost in costs:
        table.add_row(
            cost.page,
            str(cost.status),
            str(cost.queries),
            f"{cost.median_ms:.1f} ms",
            f"{cost.p95_ms:.1f} ms",
            f"{cost.kilobytes:.1f}",
        )
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
