"""A short year with faults keeps every invariant; broken on purpose, each is noticed by name."""

from collections.abc import Iterator

import pytest

from sim.breaking import BREAKS
from sim.checks import INVARIANTS
from sim.digest import digest_of
from sim.place import Place, carried_on, opened
from sim.steps import outages
from sim.year import Broken, Year
from tests.databases import Cluster, Database, django_in

SEED, EVENTS = 7, 180
SHORT = 30

NOTICED = {
    "stray-posting": "every entry sums to zero, and so does all of it",
    "stale-balance": "balances are what was posted",
    "empty-pot": "no pot is below zero, no debt above",
    "above-ceiling": "wallets are within their ceiling, and used is what was posted",
    "beyond-budget": "no budget is exceeded, and its slots add up",
    "half-there": "no application is half there",
    "status-ahead": "the status of a dossier agrees with its money",
    "not-listed": "what runs is in the list of what runs",
    "lost-line": "every cent of the bank is explained",
    "matched-twice": "a line of the bank is for one thing",
    "paid-twice": "nothing is paid twice at the bank",
    "booked-twice": "a payout is where its money is",
}


@pytest.fixture(scope="module")
def played(cluster: Cluster, migrated: Database) -> Iterator[tuple[Year, Database]]:
    """A short year with faults, up to its last step; Broken where an invariant did not hold."""
    database = cluster.create(migrated.name)
    with django_in(database), opened(_place(database), SEED, EVENTS, faults=True) as world:
        year = Year(world)
        while world.step < EVENTS or not world.running("application", "awaiting_deposit"):
            year.step()  # until there is something to break, too
        outages.end_outages(world, all_of_them=True)
        world.changed.close()
    yield year, database
    cluster.drop(database)


def test_a_year_with_faults_keeps_every_invariant(
    played: tuple[Year, Database], cluster: Cluster
) -> None:
    year, whole = played
    happened = year.played.outcomes
    assert sum(sum(one.values()) for one in happened.values()) == year.world.step
    assert year.world.mishaps["process killed"] > 0
    assert year.world.mishaps["connection cut"] > 0
    for kind in ("apply", "deposit", "order", "release run", "bank tells", "law changes"):
        assert happened[kind], f"{kind} never happened"
    copy = cluster.create(whole.name)
    with django_in(copy), carried_on(year.world, _place(copy)) as world:
        Year(world).close()
        assert not world.running("application", "awaiting_deposit"), "every last day is over"
    cluster.drop(copy)


@pytest.mark.parametrize("name", list(BREAKS))
def test_what_is_broken_on_purpose_is_noticed_in_that_step(
    name: str, played: tuple[Year, Database], cluster: Cluster
) -> None:
    year, whole = played
    copy = cluster.create(whole.name)
    with django_in(copy), carried_on(year.world, _place(copy)) as world:
        again = Year(world)
        again.look(all_of_it=True)
        world.step += 1
        with pytest.raises(Broken) as broken:
            assert not again.do(BREAKS[name]), "it was not noticed"
    said = str(broken.value)
    assert NOTICED[name] in said
    assert f"seed {SEED}, step {year.world.step + 1} (break: {name})" in said
    assert f"make sim SEED={SEED} EVENTS={EVENTS}" in said
    cluster.drop(copy)


def test_every_invariant_has_a_break() -> None:
    assert {name for name, _ in INVARIANTS} == set(NOTICED.values())
    assert set(NOTICED) == set(BREAKS)


def test_the_same_seed_gives_the_same_year(cluster: Cluster, migrated: Database) -> None:
    """To the cent and the moment; and the digest that says so is another once more happened."""
    first, second = (_digests(cluster, migrated) for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)


def _digests(cluster: Cluster, migrated: Database) -> list[str]:
    """After half of some steps with faults, and after all of them."""
    database, found = cluster.create(migrated.name), []
    with django_in(database), opened(_place(database), 3, EVENTS, faults=True) as world:
        year = Year(world)
        for _ in range(2):
            for _ in range(SHORT // 2):
                year.step()
            found.append(digest_of(world))
    cluster.drop(database)
    return found


def _place(database: Database) -> Place:
    return Place(database.owner_url, database.app_url)
