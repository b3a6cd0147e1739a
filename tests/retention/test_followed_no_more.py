"""Of whom nothing is kept is followed no longer: the source is told first, then the row goes."""

from datetime import timedelta
from typing import Any

import pytest

from portefeuille.register.models import RegisterCall, Subscription
from portefeuille.retention.services import Forgotten, forget
from tests.databases import Database
from tests.register.magda_here import asked, magda_here
from tests.retention import old
from tests.retention.old import DAY, NOW, YEAR, owner

BAKERY, STEEL = "1999900171", "1999900270"
END = "RegistreerUitschrijving"


@pytest.fixture
def magda(database: Database) -> Any:
    """A MAGDA that answers, in a database in which nothing is."""
    with magda_here() as simulator:
        yield simulator


def followed(
    database: Database, number: str, tried: timedelta, said: timedelta, *, yes: bool = True
) -> None:
    """An enterprise that is followed, of which a source said something so long ago."""
    its = old.enterprise(database)
    owner(
        database,
        "INSERT INTO register_enterprisenumber (number, enterprise_id) VALUES (%s, %s)",
        *(number, its),
    )
    old.snapshot(database, its, said)
    Subscription.objects.create(
        number=number, since=NOW - tried if yes else None, tried_at=NOW - tried
    )


def night() -> Forgotten:
    """What became of those that are followed."""
    (one,) = (one for one in forget(NOW) if one.kind == "subscriptions")
    return one


def test_the_source_is_told_and_then_the_row_goes(magda: Any, database: Database) -> None:
    followed(database, BAKERY, 2 * YEAR, 2 * YEAR)
    followed(database, STEEL, 2 * YEAR, 300 * DAY)
    assert (night().erased, night().left) == (1, 0)
    assert asked(magda, END) == 1
    assert list(Subscription.objects.values_list("number", flat=True)) == [STEEL]
    said = RegisterCall.objects.get(service=END)
    assert (said.number, said.who, said.why) == (BAKERY, "worker", "retention")


def test_one_the_source_cannot_be_told_of_stays_until_it_can(
    magda: Any, database: Database
) -> None:
    followed(database, BAKERY, 2 * YEAR, 2 * YEAR)
    magda.play("source-down", service=END)
    assert (night().erased, night().left) == (0, 1)
    assert Subscription.objects.get().since is not None
    magda.quiet()
    assert (night().erased, night().left) == (1, 0)


def test_one_that_was_never_followed_goes_without_asking(magda: Any, database: Database) -> None:
    followed(database, BAKERY, 2 * YEAR, 2 * YEAR, yes=False)
    assert night().erased == 1
    assert asked(magda) == 0


def test_without_the_source_it_stays(database: Database) -> None:
    followed(database, BAKERY, 2 * YEAR, 2 * YEAR)
    assert (night().erased, night().left) == (0, 1)
