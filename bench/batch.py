"""Decisions a second for columns of applications, beside OpenFisca and a plain loop.

`make bench-batch`. All rules, every era, 400,004 enterprise-years. Each engine has a process of
its own and starts from the same arrays in memory; what it answers is compared field by field,
grants to the cent, before any time is shown. OpenFisca (AGPL) is a tool of this measurement in an
environment of its own (`bench/openfisca`): nothing of the project imports it.

Left out on both sides of the comparison is what OpenFisca has no way to say without a loop: stops
that give room back, and years that are decided again. What those take here is measured beside it.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
import polars as pl

from bench import batch_data
from bench.batch_law import tables_for
from bench.batch_ours import ANSWERS
from bench.batch_report import Size, show, write
from bench.batch_single import Single, single
from portefeuille import law as laws
from portefeuille.core.batch import Columns, decide_columns
from portefeuille.scenarios.columns import coded

OPENFISCA: Final = Path(__file__).parent / "openfisca"
ITS_PYTHON: Final = Path(".venv-openfisca/bin/python")
LOOPED: Final = 50_000
"""Rows that go through the plain loop."""


@click.command()
@click.option("--rows", default="100000,1000000,10000000", show_default=True)
@click.option("--rounds", default=7, show_default=True, help="Of each engine; the best counts.")
def main(rows: str, rounds: int) -> None:
    """Measure, hold the answers to each other, show, and keep the figures in bench/results/."""
    if not ITS_PYTHON.exists():
        sys.exit("OpenFisca has no environment yet: run `make bench-batch`")
    sizes = [measure(int(count), rounds) for count in rows.split(",")]
    one = looped(min(LOOPED, sizes[-1].rows))
    show(sizes, one)
    print(f"Kept in {write(sizes, one)}")


def measure(rows: int, rounds: int) -> Size:
    """Both engines on so many rows, their answers equal."""
    law = laws.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        columns = batch_data.columns(rows, law)
        batch_data.write(columns, folder)
        np.savez(folder / "tables.npz", **tables_for(columns, law))
        encoding = _encoding(columns)
        del columns
        ours = _run(
            [sys.executable, "-m", "bench.batch_ours", name, str(rounds)], folder / "ours.json"
        )
        run = str(OPENFISCA / "run.py")
        beside = _run([str(ITS_PYTHON), run, name, str(rounds)], folder / "openfisca.json")
        assert_equal(folder)
    print(f"{rows} rows: every field of every decision is the same.", flush=True)
    return Size(rows, encoding, ours, beside)


def assert_equal(folder: Path) -> None:
    """Every answer of the two is the same; RuntimeError names the first that is not."""
    for name in ANSWERS:
        ours, theirs = (
            np.load(folder / f"{engine}-{name}.npy") for engine in ("ours", "openfisca")
        )
        for at in np.flatnonzero(ours != theirs)[:1]:
            raise RuntimeError(f"{name} of row {at}: {ours[at]} here, {theirs[at]} in OpenFisca")


def looped(rows: int) -> Single:
    """The plain loop, whose grants are those of the batch."""
    law = laws.load()
    columns = batch_data.columns(rows, law)
    one = single(columns, law, rows)
    grants = decide_columns(columns, law).grant.tolist()
    if one.grants != grants:
        raise RuntimeError("the loop and the batch grant otherwise")
    return one


def _run(command: list[str], said: Path) -> dict[str, Any]:
    subprocess.run(command, check=True)
    found: dict[str, Any] = json.loads(said.read_text())
    return found


def _encoding(columns: Columns) -> float:
    """Seconds to make codes of words that come as text, for all columns of words: both need it."""
    names = (*batch_data.WORDS, "service", "theme", "nace_code", "size", "registration")
    texts = {}
    for name in names:
        column = getattr(columns, name)
        words = pl.Series([None, *map(str, column.words[1:])], dtype=pl.String)
        texts[name] = words.gather(column.codes)
    frame = pl.DataFrame(texts)
    began = time.perf_counter()
    coded(frame)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
