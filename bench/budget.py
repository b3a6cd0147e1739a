"""What a budget costs a booking, and slots beside one global lock: `make bench-budget`.

First one connection, which books without the trigger, with no envelope set, with one, and with an
earmarked part too, in turns: what the database works on it. Then so many connections at
once, which book for enterprises of their own: with no envelope, with slots, and with one slot,
which is one lock for all. The ratios within a round are to be trusted, the absolute figures less.
Afterwards the slots must say what was committed, to the cent.
"""

import json
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final

import click
import psycopg
from rich.console import Console
from rich.table import Table

from bench.place import Place, prepared, request_for
from bench.report import RESULTS

BEFORE: Final = "as before there were budgets"
NONE, ENVELOPE, PART = "no envelope", "an envelope", "an envelope and a part"
SLOTS, ONE = "slots", "one lock for all"
AMOUNT: Final = 50_000_000_00

BOOK: Final = "SELECT {}(%s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb)"
ADDS_UP: Final = """
SELECT sum(s.left_cents - s.over_cents) = max(e.amount_cents)
       - applications_committed(e.year, CASE WHEN e.part <> '' THEN e.themes END)
FROM budget_envelope e JOIN budget_slot s ON s.envelope_id = e.id GROUP BY e.id
"""

LOOP: Final = """
CREATE PROCEDURE bench(wallets jsonb[], rest jsonb[], in_budget boolean)
LANGUAGE plpgsql AS $$
DECLARE
    wallet jsonb;
BEGIN
    FOREACH wallet IN ARRAY wallets LOOP
        IF in_budget THEN
            PERFORM applications_book_in_budget(wallet, rest[1], rest[2], rest[3]);
        ELSE
            PERFORM applications_book(wallet, rest[1], rest[2], rest[3]);
        END IF;
        COMMIT;
    END LOOP;
END $$
"""

Rows = tuple[str, str, str, str]


@click.command()
@click.option("--rounds", default=10, show_default=True)
@click.option("--calls", default=300, show_default=True, help="Of each kind in a round, alone.")
@click.option("--seconds", default=3, show_default=True, help="Of each kind in a round, together.")
@click.option("--connections", default=16, show_default=True)
@click.option("--wallets", default=20_000, show_default=True)
def main(rounds: int, calls: int, seconds: int, connections: int, wallets: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    with prepared(wallets) as place:
        rows = rows_of(place)
        alone = measure_alone(place, rows, rounds, calls)
        together = measure_together(place, rows, rounds, seconds, connections)
        with psycopg.connect(place.owner_url) as owner:
            if not all(right for (right,) in owner.execute(ADDS_UP).fetchall()):
                raise RuntimeError("the slots do not say what was committed")
    show(alone, "microseconds the database works on a booking", BEFORE)
    show(together, f"bookings a second, {connections} at once", NONE)
    file = RESULTS / f"budget-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps({"alone": alone, "together": together}, indent=1))
    print(f"Kept in {file}")


def rows_of(place: Place) -> Callable[[], Rows]:
    """The rows of a booking of 30,00, each time of another enterprise that has no wallet yet."""
    from django.db import connection

    from bench.place import number_of
    from portefeuille import law
    from portefeuille.applications.services import By, Submitted, submit

    taken: list[Any] = []
    real = connection.ensure_connection
    real()

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if "applications_book" in sql:
            taken.append(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        answer = submit(request_for(number_of(0)), law.load(), By("bench", datetime.now(UTC)))
    assert isinstance(answer, Submitted)
    wallet, *rest = (json.loads(part) for part in taken[-1])
    first = place.one("SELECT max(id) FROM register_enterprise")[0] + 1
    numbers = count(first)
    with psycopg.connect(place.owner_url) as owner:
        owner.execute(
            "INSERT INTO register_enterprise (id) SELECT generate_series(%s::bigint, %s)",
            [first, first + 1_000_000],
        )
    same = [json.dumps(part) for part in rest]

    def rows() -> Rows:
        new = {**wallet, "enterprise_id": next(numbers), "version": 0}
        return (json.dumps(new), same[0], same[1], same[2])

    return rows


def measure_alone(
    place: Place, rows: Callable[[], Rows], rounds: int, calls: int
) -> dict[str, list[float]]:
    """Microseconds the database works on a booking, of each kind, round by round."""
    found: dict[str, list[float]] = {BEFORE: [], NONE: [], ENVELOPE: [], PART: []}
    with psycopg.connect(place.owner_url, autocommit=True) as owner:
        owner.execute(LOOP)
        owner.execute("SET synchronous_commit = off")
        for at in range(rounds + 1):
            kinds = list(found)
            random.shuffle(kinds)
            for kind in kinds:
                set_envelopes(place, NONE if kind == BEFORE else kind)
                took = _alone(owner, rows, kind, calls)
                if at:
                    found[kind].append(took)
    return found


def _alone(
    owner: psycopg.Connection[Any], rows: Callable[[], Rows], kind: str, calls: int
) -> float:
    """The loop runs in the database: neither the wire nor this process is measured, nor what
    else the machine does meanwhile."""
    how = "DISABLE" if kind == BEFORE else "ENABLE"
    owner.execute(f"ALTER TABLE wallet_posting {how} TRIGGER postings_commit")
    given = [rows() for _ in range(calls)]
    wallets = [one[0] for one in given]
    began = worked(owner.info.backend_pid)
    in_budget = kind in (ENVELOPE, PART)
    owner.execute("CALL bench(%s, %s, %s)", [wallets, list(given[0][1:]), in_budget])
    return (worked(owner.info.backend_pid) - began) / calls / 1000


def worked(pid: int) -> int:
    """Nanoseconds that a process has worked, from Linux."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def measure_together(
    place: Place, rows: Callable[[], Rows], rounds: int, seconds: int, connections: int
) -> dict[str, list[float]]:
    """Bookings a second, of each kind, round by round; every commit is on the disk."""
    found: dict[str, list[float]] = {NONE: [], SLOTS: [], ONE: []}
    for _ in range(rounds):
        kinds = list(found)
        random.shuffle(kinds)
        for kind in kinds:
            set_envelopes(place, NONE if kind == NONE else ENVELOPE, one_slot=kind == ONE)
            found[kind].append(_together(place, rows, kind, seconds, connections))
    return found


def _together(
    place: Place, rows: Callable[[], Rows], kind: str, seconds: int, connections: int
) -> float:
    counts, lock = [0] * connections, threading.Lock()
    ready = threading.Barrier(connections)
    statement = statement_of(kind)

    def work(at: int) -> None:
        with psycopg.connect(place.app_url, autocommit=True) as session:
            ready.wait()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                with lock:
                    one = rows()
                session.execute(statement, one)
                counts[at] += 1

    threads = [threading.Thread(target=work, args=(at,)) for at in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def statement_of(kind: str) -> str:
    """Where nothing can refuse the booking is called as it is, else so that it answers -1."""
    return BOOK.format("applications_book" if kind == NONE else "applications_book_in_budget")


def set_envelopes(place: Place, kind: str, *, one_slot: bool = False) -> None:
    """Leave just the envelopes of this kind, as if they had been set now."""
    with psycopg.connect(place.owner_url) as owner:
        owner.execute("ANALYZE")
        owner.execute("DELETE FROM budget_slot")
        owner.execute("DELETE FROM budget_envelope")
        year = datetime.now(UTC).year
        for part in {NONE: [], ENVELOPE: [""], PART: ["", "bench"]}[kind]:
            owner.execute(
                "SELECT budget_set(%s, %s, %s, 'stop', %s, applications_committed(%s, %s))",
                [
                    year,
                    part,
                    ["innovatie"] if part else [],
                    AMOUNT,
                    year,
                    ["innovatie"] if part else None,
                ],
            )
        if one_slot:
            owner.execute(
                "UPDATE budget_slot s SET left_cents = CASE WHEN number > 1 THEN 0 ELSE"
                " (SELECT sum(left_cents) FROM budget_slot) END"
            )


def show(found: dict[str, list[float]], title: str, base: str) -> None:
    """A line a kind: the least and the median, and the ratios to the base in the same round."""
    table = Table("kind", "least", "median", "ratio: least", "median", "most", title=title)
    for kind, values in found.items():
        of = sorted(one / other for one, other in zip(values, found[base], strict=True))
        plain = (f"{value:.0f}" for value in (min(values), median(values)))
        ratios = (f"{ratio:.2f}" for ratio in (of[0], median(of), of[-1]))
        table.add_row(kind, *plain, *ratios)
    Console().print(table)


if __name__ == "__main__":
    main()
