"""Where a year is played: a PostgreSQL of its own, and who takes part.

The server is wiped at the end. It lies in memory where there is room for it: a year writes as
much as it can, and what is to be seen is whether it is right.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import psycopg

from portefeuille.adapters.postgres import Server

if TYPE_CHECKING:
    from sim.world import World

Session = psycopg.Connection[Any]

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM: Final = 4 * 2**30
FIRST: Final = datetime(2025, 9, 1, 6, tzinfo=UTC)
LAST: Final = datetime(2026, 8, 31, 18, tzinfo=UTC)
OPENING_CENTS: Final = 50_000_000_00

FACTS: Final = {
    "legal_form": "610",
    "natural_person": False,
    "status": "AC",
    "juridical_situation": "000",
    "region": "flanders",
    "nace": {"version": 2008, "code": "62010"},
    "establishments": [],
    "seat_postcode": "9000",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A migrated, empty database, as its owner and as the application reach it."""

    owner_url: str
    app_url: str


@contextmanager
def prepared() -> Iterator[Place]:
    """A database of this year alone; from here on Django works in it."""
    folder = Path(tempfile.mkdtemp(prefix="portefeuille-year-", dir=_in_memory()))
    server = Server(folder / "data")
    try:
        endpoint = server.ensure_running()
        os.environ |= {
            "DATABASE_URL": endpoint.app_url,
            "DATABASE_OWNER_URL": endpoint.owner_url,
            "DJANGO_SETTINGS_MODULE": "portefeuille.config.settings",
            "PORTEFEUILLE_SECRET_KEY": secrets.token_urlsafe(50),
        }
        import django

        django.setup()
        from portefeuille.config.owner import migrate

        migrate(endpoint.owner_url)
        yield Place(endpoint.owner_url, endpoint.app_url)
    finally:
        server.wipe()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(place: Place, seed: int, events: int, *, faults: bool) -> Iterator["World"]:
    """The world of a year in a migrated, empty database in which Django works."""
    from django.conf import settings

    from portefeuille import law
    from sim.bank import YearsBank
    from sim.world import World

    ours, before = settings.FINANCIAL_MANAGER_IBAN, FIRST.date() - timedelta(days=1)
    with _at(place) as (owner, login, folder):
        world = World(
            seed=seed,
            events=events,
            faults=faults,
            owner=owner,
            login=login,
            chance=Random(seed),
            now=FIRST,
            last=LAST,
            law=law.load(),
            bank=YearsBank(ours, OPENING_CENTS, before),
            folder=folder,
        )
        _fill(world)
        yield world


@contextmanager
def carried_on(world: "World", place: Place) -> Iterator["World"]:
    """The same year in a copy of its database, in which Django works; the first stays as it was."""
    with _at(place) as (owner, login, folder):
        yield replace(
            world,
            owner=owner,
            login=login,
            folder=folder,
            chance=Random(world.seed),
            bank=deepcopy(world.bank),
        )


@contextmanager
def _at(place: Place) -> Iterator[tuple[Session, Session, Path]]:
    """Sessions of the owner and of the login of the application, and the folder of the bank."""
    from django.conf import settings

    with (
        tempfile.TemporaryDirectory(prefix="pf-year-") as folder,
        psycopg.connect(place.owner_url, autocommit=True) as owner,
        psycopg.connect(place.app_url, autocommit=True) as login,
    ):
        login.execute("SET ROLE NONE")  # as itself: only so it may end sessions of its own login
        before, settings.BANK_FOLDER = settings.BANK_FOLDER, folder
        try:
            yield owner, login, Path(folder)
        finally:
            settings.BANK_FOLDER = before


def _fill(world: "World") -> None:
    from portefeuille import samples
    from portefeuille.payments.services import give_account
    from portefeuille.providers.services import load_providers
    from portefeuille.register.services import add_synthetic, load_kbo
    from sim.steps.office import set_envelope
    from sim.world import Member

    load_kbo(samples.KBO)  # so that a number that is not in it is unknown
    load_providers(samples.PROVIDERS)
    for key, name in world.rows("SELECT id, name FROM providers_provider ORDER BY id"):
        if world.happens(700):
            give_account("provider", key, world.iban(), name, world.by("provider"))
    count = max(12, world.events // 45)
    for at in range(count):
        size = world.chance.choice(["small"] * 7 + ["medium"] * 2 + ["large"])
        world.members.append(Member(number_of(at), size, world.iban(), f"Verzonnen {at}"))
    rows = [(one.number, {**FACTS, "name": one.name, **_odd(world)}) for one in world.members]
    add_synthetic(rows, holds_on=FIRST.date(), known_at=FIRST)
    for year, cents in ((2025, 45_00), (2026, 85_00)):
        amount = 10_000_00 + cents * world.events
        set_envelope(world, year, "", amount, "queue")
        set_envelope(world, year, "diversity", amount // 8, "stop")


def _odd(world: "World") -> dict[str, Any]:
    """Now and then an enterprise that cannot be granted anything."""
    return world.chance.choice(
        [{}] * 17 + [{"region": "wallonia"}, {"legal_form": "017"}, {"status": "ST"}]
    )


def number_of(place: int) -> str:
    """The number of an enterprise, by its place in the list from 0."""
    base = 19_400_000 + place
    return f"{base}{97 - base % 97:02d}"


def _in_memory() -> str | None:
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    return str(MEMORY) if shutil.disk_usage(MEMORY).free >= ROOM else None
