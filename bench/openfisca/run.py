"""Measure OpenFisca on a folder of columns; run by its own Python: `run.py FOLDER ROUNDS`.

Writes what it answers (`openfisca-*.npy`) and what it took (`openfisca.json`): from arrays in
memory to arrays of answers, so a new simulation, its inputs, and every output.
"""

import gc
import json
import sys
import time
from pathlib import Path

import numpy as np
from law import INPUTS, OUTPUTS, system
from openfisca_core.simulations import Simulation

ONCE = "2026"
"""A formula needs a period; every application is in this one, whatever its own day is."""


def main(folder: Path, rounds: int) -> None:
    """The rounds, of which the last one's answers are kept."""
    inputs = {name: np.load(folder / f"{name}.npy") for name in INPUTS}
    tables = dict(np.load(folder / "tables.npz"))
    rules = [str(rule) for rule in tables.pop("rules")]
    scheme = system(tables, rules)
    start = memory_kib("VmRSS")
    seconds, inside = [], []
    for _ in range(rounds):
        simulation = found = None
        gc.collect()  # a simulation holds itself: the one before must not be in the way
        began = time.perf_counter()
        populations = scheme.instantiate_entities()
        populations["application"].count = len(inputs["cost"])
        simulation = Simulation(scheme, populations)
        for name, array in inputs.items():
            simulation.set_input(name, ONCE, array)
        calculating = time.perf_counter()
        found = {name: simulation.calculate(of, ONCE) for name, of in OUTPUTS.items()}
        seconds.append(time.perf_counter() - began)
        inside.append(time.perf_counter() - calculating)
    for name, array in found.items():
        np.save(folder / f"openfisca-{name}.npy", array)
    peak = memory_kib("VmHWM")
    said = {"seconds": seconds, "inside": inside, "start_kib": start, "peak_kib": peak}
    (folder / "openfisca.json").write_text(json.dumps(said))


def memory_kib(name: str) -> int:
    """What the process takes now (VmRSS), or took at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
