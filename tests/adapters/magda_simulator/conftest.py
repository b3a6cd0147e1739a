"""A simulator, and where the real schemas and answers are, if they are at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portefeuille.adapters.magda.simulator import Simulator, simulating
from tests.adapters.magda_simulator.asking import register


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    """Answers from the demo register, as often as asked."""
    with simulating(register(), throttle=None) as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """The same one for all tests of a file, with no trouble switched on."""
    running.quiet()
    return running


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of schemas and recorded answers; skips where there is none."""
    folder = os.environ.get("PORTEFEUILLE_SAMPLES")
    if not folder or not (Path(folder) / "magda" / "xsd").is_dir():
        pytest.skip("no schemas of MAGDA: PORTEFEUILLE_SAMPLES is not set or holds none")
    return Path(folder) / "magda"
