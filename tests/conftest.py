"""Fixtures for the whole suite: a PostgreSQL of its own, scratch databases, synthetic years."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings
from xdist.scheduler import LoadScopeScheduling

os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
# The browser tests keep an event loop open in this thread, which Django takes for one of ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]

from portefeuille import law  # noqa: E402
from portefeuille.adapters.postgres import Server  # noqa: E402
from portefeuille.config.owner import migrate  # noqa: E402
from portefeuille.scenarios.population import YEARS, build  # noqa: E402
from portefeuille.scenarios.services import load  # noqa: E402
from tests.databases import Cluster, Database, django_in  # noqa: E402

SEED = 1
SOAK = "PORTEFEUILLE_SOAK" in os.environ
soak = pytest.mark.skipif(not SOAK, reason="takes long: make soak")
"""Marks what is tried beside its like: all years again, states of a page in the other language."""
TOGETHER = {
    "test_synthetic_years.py": "synthetic years",
    "test_founding_answers.py": "synthetic years",
    "test_views_of_full_years.py": "synthetic years",
    "test_attacker.py": "a release",
    "test_year.py": "a random year",
}
"""Files whose tests share what takes long to make, by what that is: one process makes it once."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 6 * 2**30
"""Bytes: the synthetic years and what is scratched beside them, of two processes, twice."""

# Properties are about what holds, never about how fast: no deadline for an example.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("calm")
# Every mutant of core meets the same cases (`make mutation`), or the score would be a matter of
# luck. A few cases each: what only the hundredth one notices should stand in a test of its own.
hypothesis.settings.register_profile(
    "mutation",
    hypothesis.settings.get_profile("calm"),
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


class Together(LoadScopeScheduling):
    """Tests go to whichever process is free, but those that share something to one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0].rpartition("/")[2]
        return TOGETHER.get(file, nodeid)


@pytest.hookimpl(optionalhook=True)  # without xdist nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Groups of xdist itself are not read by this pytest."""
    return Together(config, log)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for this run: the one of DATABASE_OWNER_URL, or one of our own."""
    if "DATABASE_OWNER_URL" in os.environ:
        yield Cluster(os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"])
        return
    folder = Path(tempfile.mkdtemp(prefix="portefeuille-tests-", dir=_in_memory()))
    server = Server(folder / "data")
    endpoint = server.ensure_running()
    yield Cluster(endpoint.owner_url, endpoint.app_url)
    server.wipe()
    shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> str | None:
    """The folder that is kept in memory, where there is one with room; else the usual one.

    A scratch database is some hundreds of files: made on a disk, they take most of the suite's
    time. What a killed server had written is there as well as on a disk.
    """
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    return str(MEMORY) if shutil.disk_usage(MEMORY).free >= ROOM else None


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> Iterator[Database]:
    """A migrated, empty database that others are copied from; nobody works in it."""
    template = cluster.create("template0")
    with django_in(template):
        migrate(template.owner_url)
    yield template
    cluster.drop(template)


@pytest.fixture
def database(cluster: Cluster, migrated: Database) -> Iterator[Database]:
    """A migrated scratch database of this test alone, in which Django works and commits."""
    scratch = cluster.create(migrated.name)
    with django_in(scratch):
        yield scratch
    cluster.drop(scratch)


@pytest.fixture(scope="session")
def loaded(cluster: Cluster, migrated: Database) -> Iterator[Database]:
    """A database with every synthetic year at full scale; made once, never written to."""
    full = cluster.create(migrated.name)
    with django_in(full):
        load_years(SEED, "1")
    yield full
    cluster.drop(full)


@pytest.fixture
def synthetic(loaded: Database) -> Iterator[Database]:
    """Django works in the database with every synthetic year: read only."""
    with django_in(loaded):
        yield loaded


def load_years(seed: int, scale: str) -> None:
    """Load every synthetic year into the database Django works in."""
    for year in YEARS:
        load(build(year, seed, scale, law.load()), law.load())
