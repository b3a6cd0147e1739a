"""What an Idempotency-Key costs a submission: `make bench-keys`.

Three kinds of calls take turns through the whole site in this process, one at a time, on one
database: without a key, with a new one, and the same sent again. The ratios within a round are
to be trusted, the absolute figures less.
"""

import io
import json
import random
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from bench.layers import _call, _posts
from bench.place import Place, prepared
from bench.report import RESULTS

WARM: Final = 50
WITHOUT, WITH, AGAIN = "without a key", "with a new key", "sent again"

Environ = dict[str, Any]


@click.command()
@click.option("--rounds", default=10, show_default=True)
@click.option("--calls", default=200, show_default=True, help="Of each kind in a round.")
@click.option("--wallets", default=5_000, show_default=True)
def main(rounds: int, calls: int, wallets: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    with prepared(wallets) as place:
        found = measure(place, rounds, calls)
        stored, kept, size = place.one(
            "SELECT (SELECT count(*) FROM applications_application), count(*),"
            " pg_total_relation_size('journal_answer') / greatest(count(*), 1) FROM journal_answer"
        )
    expected = 2 * calls * rounds + WARM
    if (stored, kept) != (expected, calls * rounds):
        raise RuntimeError(f"{stored} applications, {kept} answers: something was done twice")
    show(found, size)
    print(f"Kept in {write(found, size)}")


def measure(place: Place, rounds: int, calls: int) -> dict[str, list[float]]:
    """Microseconds a call, of each kind, round by round."""
    from portefeuille.config.wsgi import application

    posts = _posts(place)
    for _ in range(WARM):
        _call(application, next(posts))
    found: dict[str, list[float]] = {WITHOUT: [], WITH: [], AGAIN: []}
    for _ in range(rounds):
        plain = [next(posts) for _ in range(calls)]
        keyed = [next(posts) | {"HTTP_IDEMPOTENCY_KEY": f'"{uuid.uuid4()}"'} for _ in range(calls)]
        kinds = [(WITHOUT, plain), (WITH, keyed)]
        random.shuffle(kinds)
        for kind, environs in [*kinds, (AGAIN, [again(one) for one in keyed])]:
            began = time.perf_counter()
            for environ in environs:
                _call(application, environ)
            found[kind].append((time.perf_counter() - began) / calls * 1e6)
    return found


def again(environ: Environ) -> Environ:
    """The same call, that can be read once more."""
    body: bytes = environ["wsgi.input"].getvalue()
    return environ | {"wsgi.input": io.BytesIO(body)}


def ratios(found: dict[str, list[float]], kind: str) -> list[float]:
    """To a call without a key, in the same round."""
    return [of / plain for of, plain in zip(found[kind], found[WITHOUT], strict=True)]


def show(found: dict[str, list[float]], size: int) -> None:
    """A table."""
    table = Table("a call", "µs (median)", "to one without a key", "lowest and highest")
    for kind, rounds in found.items():
        of = ratios(found, kind)
        table.add_row(
            kind, f"{median(rounds):.0f}", f"{median(of):.2f}", f"{min(of):.2f} – {max(of):.2f}"
        )
    Console(width=100).print(table)
    print(f"A kept answer takes {size} bytes of the database, its indexes with it.")


def write(found: dict[str, list[float]], size: int) -> Path:
    """Keep the figures; answers where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    file = RESULTS / f"keys-{now:%Y%m%dT%H%M%SZ}.json"
    document = {
        "at": now.isoformat(timespec="seconds"),
        "microseconds": {kind: [round(one, 1) for one in each] for kind, each in found.items()},
        "ratios": {kind: [round(one, 3) for one in ratios(found, kind)] for kind in found},
        "bytes_of_an_answer": size,
    }
    file.write_text(json.dumps(document, indent=1) + "\n")
    return file


if __name__ == "__main__":
    main()
