"""Built years, made once for all tests that look at them."""

from collections.abc import Callable
from functools import cache

import pytest

from portefeuille import law
from portefeuille.core.law import Law
from portefeuille.scenarios.population import Year, build

Build = Callable[..., Year]


@pytest.fixture(scope="session")
def the_law() -> Law:
    return law.load("kmo-portefeuille")


@pytest.fixture(scope="session")
def built(the_law: Law) -> Build:
    """`built(year, seed, scale)`: the same call gives the same year without building it again."""

    @cache
    def once(year: int, seed: int = 1, scale: str = "1") -> Year:
        return build(year, seed, scale, the_law)

    return once
