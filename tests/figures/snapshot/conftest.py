"""A book with something of everything, and a snapshot of it: made once, never written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portefeuille.config.owner import refresh_statistics
from portefeuille.figures.engines import Snapshot
from portefeuille.figures.snapshot import Taken, taking
from tests.databases import Cluster, Database, django_in
from tests.figures.snapshot.varied import stock


@dataclass(frozen=True, slots=True)
class Exported:
    """A database, the folder of its snapshot, and what taking it said."""

    database: Database
    folder: Path
    taken: Taken


def take(folder: Path) -> Taken:
    """A snapshot of the database that Django works in."""
    with taking(folder) as work:
        return work.finish()


@pytest.fixture(scope="package")
def exported(
    cluster: Cluster, migrated: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Exported]:
    """The varied book and its snapshot."""
    folder = tmp_path_factory.mktemp("snapshot")
    database = cluster.create(migrated.name)
    with django_in(database):
        stock()
        refresh_statistics(database.owner_url)
        taken = take(folder)
    yield Exported(database, folder, taken)
    cluster.drop(database)


@pytest.fixture
def both(exported: Exported) -> Iterator[Snapshot]:
    """Django works in the varied book; the value is the snapshot of it."""
    with django_in(exported.database):
        yield Snapshot(exported.folder)
