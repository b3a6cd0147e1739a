"""Applications a second, decided and booked, beside the limit of the database: `make bench`.

Four paths take turns on one database, in one run, so that whatever else the machine does weighs
on all of them: pgbench writing the rows of a submission, `submit` in process, the interface over
HTTP, and the counter over HTTP, where people who are signed in send their drafts. The ratios
within a round are to be trusted, the absolute figures less. Afterwards the books must be right:
what was answered was stored, and the ledger sums to zero.
"""

import sys
from collections.abc import Callable
from functools import partial

import click

from bench.counter import declaration, drafts, run_counter, write_people
from bench.inside import run_inside
from bench.layers import WARM, shares, shares_at_counter
from bench.limit import Run, run_limit
from bench.place import Place, prepared
from bench.report import COUNTER, INSIDE, LIMIT, WEB, Measured, show, write
from bench.web import missing, run_web, serving

CONNECTIONS = 8
WARM_SECONDS = 3
LAYERED = 1_000
"""Submissions of which the layers are timed."""

IN_FLIGHT = 100
"""At most so many are stored and not counted: while warming up, or answered after the end."""

BALANCE = """
SELECT (SELECT count(*) FROM applications_application),
       (SELECT count(*) FROM applications_decision WHERE outcome = 'approved'),
       (SELECT count(*) FROM journal_event),
       (SELECT count(*) FROM wallet_entry),
       (SELECT count(*) / 2 FROM wallet_posting),
       (SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting),
       (SELECT sum(used_cents) FROM wallet_wallet)
           + (SELECT sum(amount_cents) FROM wallet_posting WHERE account = 'room')
"""


@click.command()
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=5, show_default=True, help="Of each path in a round.")
@click.option("--wallets", default=70_000, show_default=True)
def main(rounds: int, seconds: int, wallets: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    if why := missing():
        sys.exit(why)
    with prepared(wallets) as place, serving(place):
        measured = measure(place, rounds, seconds)
        check_books(place)
    show(measured)
    print(f"Kept in {write(measured)}")


def measure(place: Place, rounds: int, seconds: int) -> Measured:
    """All rounds, after a warming up that is thrown away, and then the layers."""
    sessions = write_people(place)
    paths: dict[str, Callable[[int], Run]] = {
        INSIDE: partial(run_inside, place),
        LIMIT: partial(run_limit, place),
        WEB: partial(run_web, place, CONNECTIONS),
        COUNTER: partial(run_counter, sessions, CONNECTIONS),
    }
    for path in paths.values():
        path(WARM_SECONDS)
    found: dict[str, list[Run]] = {LIMIT: [], INSIDE: [], WEB: [], COUNTER: []}
    for at in range(1, rounds + 1):
        for name, path in paths.items():
            run = counted(place, partial(path, seconds))
            found[name].append(run)
            print(f"round {at} of {rounds}: {name}: {run.rate:.0f} a second", flush=True)
    alone = run_web(place, 1, seconds)
    signed_in = run_counter(sessions, 1, seconds)
    written = drafts(sessions, WARM + LAYERED)
    return Measured(
        rounds=found,
        shares=shares(place, count=LAYERED, over_http=1e6 / alone.rate),
        shares_at_counter=shares_at_counter(written, declaration(), 1e6 / signed_in.rate),
        wallets=place.enterprises,
        postgres=place.one("SHOW server_version")[0],
    )


def counted(place: Place, run: Callable[[], Run]) -> Run:
    """The run, of which the database must have stored all that was counted."""
    stored = "SELECT count(*) FROM applications_application"
    (before,) = place.one(stored)
    result = run()
    (after,) = place.one(stored)
    if not 0 <= after - before - result.count <= IN_FLIGHT:
        raise RuntimeError(f"{result.count} were counted, {after - before} were stored")
    return result


def check_books(place: Place) -> None:
    """Each application has its decision, event, entry and postings, and all sums to zero."""
    *rows, ledger, wallets = place.one(BALANCE)
    if len(set(rows)) != 1 or ledger or wallets:
        raise RuntimeError(f"the books are not right: {rows}, ledger {ledger}, wallets {wallets}")
    print(f"{rows[0]} applications, each whole; the ledger sums to zero.")


if __name__ == "__main__":
    main()
