"""A million spoiled answers of MAGDA: each must be a value or a clear error, and none may hang.

    python -m bench.fuzz_magda --inputs 1000000 [--seed 1] [--engine atheris|seeded]

Answers of our own, the real ones under PORTEFEUILLE_SAMPLES where that is set, and lines of the
mutation file are spoiled: pieces cut, doubled and replaced, texts made hostile, elements dropped
or repeated. Where atheris is installed it drives, and its coverage of the parsers leads; else a
seeded random does. What breaks a parser is kept in `bench/results/crashes`, to be run again.
"""

import faulthandler
import io
import mmap
import resource
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bench.fuzz_answers import Seed, seeds, spoil
from portefeuille.adapters.magda.errors import Handling, MagdaError
from portefeuille.adapters.magda.judging import judge, weigh_content, weigh_subscription
from portefeuille.adapters.magda.mutations import read_triggers
from portefeuille.adapters.magda.reading_enterprise import read_enterprise, read_vkbo
from portefeuille.adapters.magda.reading_figures import read_accounts, read_employment
from portefeuille.adapters.magda.requests import SERVICES
from tests.adapters.magda.made import REFERENCE

CRASHES: Final = Path(__file__).parent / "results" / "crashes"
HANGS_AFTER: Final = 60
"""Seconds for a hundred inputs, after which one of them hangs: broken off, with a trace."""

COUNTED: Final = ("inputs", "values", "unknown", "errors", "crashes", "slowest CPU µs")
_LAYOUT: Final = struct.Struct(f"{len(COUNTED)}q")

READERS: Final = {
    "GeefOnderneming": read_enterprise,
    "GeefOndernemingVKBO": read_vkbo,
    "GeefTewerkstelling": read_employment,
    "GeefJaarrekeningen": read_accounts,
}


@dataclass
class Tally:
    """Counters in a file, since libFuzzer ends the process it runs in without a word."""

    memory: mmap.mmap

    def add(self, name: str, amount: int = 1) -> None:
        values = list(_LAYOUT.unpack(self.memory[: _LAYOUT.size]))
        place = COUNTED.index(name)
        values[place] = max(values[place], amount) if "µs" in name else values[place] + amount
        self.memory[: _LAYOUT.size] = _LAYOUT.pack(*values)

    def counted(self) -> dict[str, int]:
        return dict(zip(COUNTED, _LAYOUT.unpack(self.memory[: _LAYOUT.size]), strict=True))


def open_tally(path: Path) -> Tally:
    if not path.exists():
        path.write_bytes(bytes(_LAYOUT.size))
    with path.open("r+b") as file:
        return Tally(mmap.mmap(file.fileno(), _LAYOUT.size))


def outcome_of(target: int, content: bytes) -> str:
    """What a parser makes of an input: one of the counted names. Anything it raises is a crash."""
    if target == len(SERVICES):
        try:
            for _ in read_triggers(io.BytesIO(content), "mutations.csv"):
                pass
        except MagdaError:
            return "errors"
        return "values"
    service = SERVICES[target]
    reader = READERS.get(service.name)
    weigh: Callable[..., object] = (
        weigh_content(reader) if reader else weigh_subscription(Handling.ALREADY)
    )
    verdict = judge(REFERENCE, 200, content, service, weigh)
    return {"found": "values", "unknown": "unknown"}.get(verdict.outcome, "errors")


def run_one(tally: Tally, target: int, content: bytes) -> None:
    """One input counted; a crash kept."""
    began = time.thread_time_ns()
    if tally.counted()["inputs"] % 100 == 0:  # arming it starts a thread
        faulthandler.dump_traceback_later(HANGS_AFTER, exit=True)
    try:
        outcome = outcome_of(target, content)
    except Exception as error:  # whatever it is, it is what we look for
        outcome = "crashes"
        CRASHES.mkdir(parents=True, exist_ok=True)
        name = f"{target}-{type(error).__name__}-{time.time_ns()}"
        (CRASHES / name).write_bytes(content)
        print(f"{name}: {error}", file=sys.stderr)
    tally.add("inputs")
    tally.add(outcome)
    tally.add("slowest CPU µs", (time.thread_time_ns() - began) // 1000)


def seeded(tally: Tally, inputs: int, random: Random, known: list[Seed]) -> None:
    """So many inputs, each a seed spoiled a few times."""
    for _ in range(inputs):
        seed = random.choice(known)
        run_one(tally, seed.target, spoil(seed.content, random))


def driven_by_atheris(tally: Tally, inputs: int, seed: int, known: list[Seed]) -> None:
    """Never returns: libFuzzer ends the process. The first byte of an input is its target."""
    import atheris

    random = Random(seed)

    def one_input(data: bytes) -> None:
        run_one(tally, data[0] % (len(SERVICES) + 1) if data else 0, data[1:])

    def mutator(data: bytes, longest: int, _: int) -> bytes:
        if random.random() < 0.3 or len(data) < 2:
            return bytes(atheris.Mutate(data, longest))
        return (data[:1] + spoil(data[1:], random))[:longest]

    folder = CRASHES.parent / f"corpus-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(known):
        (folder / f"seed-{number}").write_bytes(bytes([one.target]) + one.content)
    _instrument(atheris)
    arguments = [sys.argv[0], f"-runs={inputs}", f"-seed={seed}", "-max_len=40000", str(folder)]
    atheris.Setup(arguments, one_input, custom_mutator=mutator)
    atheris.Fuzz()


def _instrument(atheris: object) -> None:
    """Follow the branches of our parsers, and of nothing else."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("portefeuille.adapters.magda."):
            continue
        for thing in vars(module).values():
            if getattr(thing, "__module__", None) == name and hasattr(thing, "__code__"):
                atheris.instrument_func(thing)  # type: ignore[attr-defined]


@click.command()
@click.option("--inputs", default=1_000_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--engine", type=click.Choice(["atheris", "seeded"]))
@click.option("--tally", "tally_file", type=click.Path(path_type=Path), hidden=True)
def main(inputs: int, seed: int, engine: str | None, tally_file: Path | None) -> None:
    """Spoil so many answers of MAGDA and count what the parsers make of them."""
    engine = engine or ("atheris" if find_spec("atheris") else "seeded")
    if tally_file is not None:
        driven_by_atheris(open_tally(tally_file), inputs, seed, seeds())
        return
    file = CRASHES.parent / f"fuzz-{seed}.tally"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    tally, began = open_tally(file), time.monotonic()
    if engine == "atheris":
        options = [f"--inputs={inputs}", f"--seed={seed}", f"--tally={file}"]
        done = subprocess.run([sys.executable, "-m", "bench.fuzz_magda", *options], check=False)
        broken, usage = done.returncode != 0, resource.RUSAGE_CHILDREN
    else:
        seeded(tally, inputs, Random(seed), seeds())
        broken, usage = False, resource.RUSAGE_SELF
    faulthandler.cancel_dump_traceback_later()
    counted = tally.counted()
    table = Table(title=f"MAGDA fuzzed by {engine}, seed {seed}", title_justify="left")
    for name in (*COUNTED, "seconds", "peak MB"):
        table.add_column(name, justify="right")
    peak = resource.getrusage(usage).ru_maxrss // 1024
    numbers = [*counted.values(), int(time.monotonic() - began), peak]
    table.add_row(*[f"{number:,}" for number in numbers])
    Console(width=110).print(table)
    file.unlink()
    if broken or counted["crashes"] or counted["inputs"] < inputs:
        sys.exit("a parser broke, or hung")


if __name__ == "__main__":
    main()
