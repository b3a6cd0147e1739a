"""Spoiled bank statements: each must add up or be a clear error, and none may hang.

    python -m bench.fuzz_bank --inputs 100000 [--seed 1]

Statements of our own, in both versions, are spoiled as `bench.fuzz_answers` spoils answers of
MAGDA. What breaks the reader is kept in `bench/results/crashes`, to be run again.
"""

import faulthandler
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bench.fuzz_answers import spoil
from portefeuille.adapters.bank import BankFileError, Statement, read_statements
from portefeuille.adapters.bank.simulator import Batch, Booking, Detail
from tests.adapters.bank.making import BAKERY, MONDAY, OGM, SCHOOL, credit, told, written

RESULTS: Final = Path(__file__).parent / "results"
CRASHES: Final = RESULTS / "crashes"
HANGS_AFTER: Final = 60
"""Seconds for a hundred inputs, after which one of them hangs: broken off, with a trace."""


def seeds() -> list[bytes]:
    """Statements with a little of everything."""
    details = (
        Detail(amount=300, end_to_end_id="P-1", name="School", iban=SCHOOL),
        Detail(amount=4),
    )
    bookings = (
        credit(100, "R", name="Bakery", iban=BAKERY, structured=OGM),
        credit(100, text="eigen aandeel +++010/8068/17183+++"),
        Booking(304, False, MONDAY, "R", details, Batch("RUN-1", 2, 304)),
        Booking(900, False, MONDAY, batch=Batch("RUN-2", 3, 900)),
        Booking(300, True, MONDAY, details=(Detail(amount=300, return_reason="AC04"),)),
        Booking(100, True, MONDAY, reversal=True),
        Booking(100, True, MONDAY, status="PDNG"),
    )
    statements = (told(*bookings, opening=-50), told(opening=-654, number=62))
    return [written(*statements, version=version) for version in ("02", "08")]


def outcome_of(content: bytes) -> str:
    """ "statements" or "errors"; anything that is raised, or does not add up, is a crash."""
    try:
        read = read_statements(content)
    except BankFileError:
        return "errors"
    for one in read:
        _hold(one)
    return "statements"


def _hold(one: Statement) -> None:
    moved = sum(line.amount if line.credit else -line.amount for line in one.lines)
    assert one.opening + moved == one.closing
    assert len({line.key for line in one.lines}) == len(one.lines)


@click.command()
@click.option("--inputs", default=100_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(inputs: int, seed: int) -> None:
    """Spoil so many statements and count what the reader makes of them."""
    random, known, counted = Random(seed), seeds(), Counter[str]()
    slowest, began = 0, time.monotonic()
    for number in range(inputs):
        if number % 100 == 0:
            faulthandler.dump_traceback_later(HANGS_AFTER, exit=True)
        content = spoil(random.choice(known), random)
        started = time.thread_time_ns()
        try:
            counted[outcome_of(content)] += 1
        except Exception as error:  # whatever it is, it is what we look for
            counted["crashes"] += 1
            CRASHES.mkdir(parents=True, exist_ok=True)
            (CRASHES / f"bank-{type(error).__name__}-{seed}-{number}").write_bytes(content)
            print(f"{number}: {error!r}", file=sys.stderr)
        slowest = max(slowest, (time.thread_time_ns() - started) // 1000)
    faulthandler.cancel_dump_traceback_later()
    figures = {
        "inputs": inputs,
        **{name: counted[name] for name in ("statements", "errors", "crashes")},
        "slowest CPU µs": slowest,
        "seconds": int(time.monotonic() - began),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    table = Table(title=f"Bank statements fuzzed, seed {seed}", title_justify="left")
    for name in figures:
        table.add_column(name, justify="right")
    table.add_row(*[f"{number:,}" for number in figures.values()])
    Console(width=100).print(table)
    print(json.dumps(figures, ensure_ascii=False))
    if counted["crashes"]:
        sys.exit("the reader broke")


if __name__ == "__main__":
    main()
