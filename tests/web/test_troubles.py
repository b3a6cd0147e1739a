"""Every trouble of the source, one by one: what the applicant sees, what is retried and kept."""

from collections.abc import Iterator
from datetime import date

import pytest

from portefeuille.adapters.magda.simulator import MAGIC
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from portefeuille.register.models import RegisterCall, Snapshot
from portefeuille.register.queries import outage_of
from tests.databases import Database
from tests.register.magda_here import ACCOUNTS, EMPLOYMENT, ENTERPRISE, magda_here
from tests.web.acting import open_counter, signed_in, words_of

TOLD = "via MAGDA, opgevraagd op"
DOWN = "Het register antwoordt niet sinds 22 november 2026 om 10:00."
UNKNOWN = "Het register kent"
STAFF = "Personeel, volgens de RSZ"
SILENT, NOTHING = "De bron antwoordt nu niet", "De bron weet er niets over"

ONCE, AGAIN, MORE = "once", "twice", "until the deadline"

EXPECTED = {
    "slow": (TOLD, "found", ONCE),
    "reset": (DOWN, "unavailable", AGAIN),
    "throttled": (DOWN, "unavailable", MORE),
    "unknown-number": (UNKNOWN, "unknown", ONCE),
    "no-data": (UNKNOWN, "unknown", ONCE),
    "source-down": (DOWN, "unavailable", AGAIN),
    "source-unreadable": (DOWN, "unavailable", AGAIN),
    "source-failed": (DOWN, "unavailable", AGAIN),
    "source-away": (DOWN, "unavailable", AGAIN),
    "access-denied": (DOWN, "refused", ONCE),
    "not-authorised": (DOWN, "refused", ONCE),
    "filtered": (TOLD, "found", ONCE),
    "no-description": (TOLD, "found", ONCE),
    "malformed": (DOWN, "unavailable", ONCE),
    "empty": (DOWN, "unavailable", ONCE),
    "gateway": (DOWN, "unavailable", AGAIN),
    "wrong-referte": (DOWN, "unavailable", ONCE),
    "years-9999": (TOLD, "found", ONCE),
    "whitespace": (TOLD, "found", ONCE),
    "mixed-nace": (TOLD, "found", ONCE),
    "two-accounts": (TOLD, "found", ONCE),
}
"""By trouble: what the page of the enterprise says, how the call is logged, how often it asked."""

AT_ONE = {
    ("no-data", EMPLOYMENT): ("unknown", ONCE, f"{STAFF}{NOTHING}"),
    ("no-data", ACCOUNTS): ("unknown", ONCE, f"Jaarrekening{NOTHING}"),
    ("source-down", EMPLOYMENT): ("unavailable", AGAIN, f"{STAFF}{SILENT}"),
    ("source-down", ACCOUNTS): ("unavailable", AGAIN, f"Jaarrekening{SILENT}"),
}
"""The same where one service is in trouble: the enterprise is known all the same."""


@pytest.fixture(scope="module", autouse=True)
def every_trouble_is_here() -> None:
    everywhere = {one.trouble.name for one in MAGIC.values() if one.service is None}
    assert everywhere == set(EXPECTED)
    alone = {(one.trouble.name, one.service) for one in MAGIC.values() if one.service}
    assert alone == set(AT_ONE)


@pytest.fixture
def counter(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    open_counter(monkeypatch)
    with magda_here():
        yield


def page_of(number: str) -> str:
    person = Person.objects.get(subject="demo:ondernemer")
    give_mandate(person, "entrepreneur", number, date(2015, 1, 1))
    return words_of(signed_in("ondernemer").get(f"/o/{number}/gegevens"))


def asked_as_expected(call: RegisterCall, how_often: str) -> bool:
    if how_often == MORE:
        return call.attempts > 2
    return call.attempts == (1 if how_often == ONCE else 2)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_comes_of_a_trouble_at_every_service(counter: None, name: str) -> None:
    (number,) = [
        one.number for one in MAGIC.values() if (one.trouble.name, one.service) == (name, None)
    ]
    says, logged, how_often = EXPECTED[name]
    assert says in page_of(number)
    call = RegisterCall.objects.filter(number=number, service=ENTERPRISE).get()
    assert (call.answer, call.why) == (logged, "portfolio")
    assert asked_as_expected(call, how_often), call.attempts
    kept = Snapshot.objects.filter(enterprise__numbers__number=number).count()
    assert kept == (says == TOLD), "what was found is kept, and nothing else"
    assert (outage_of("magda") is not None) == (says == DOWN)


@pytest.mark.parametrize(("name", "service"), AT_ONE)
def test_what_comes_of_a_trouble_at_one_service(counter: None, name: str, service: str) -> None:
    (number,) = [
        one.number for one in MAGIC.values() if (one.trouble.name, one.service) == (name, service)
    ]
    logged, how_often, says = AT_ONE[name, service]
    page = page_of(number)
    assert TOLD in page
    assert says in page
    call = RegisterCall.objects.filter(number=number, service=service).get()
    assert call.answer == logged
    assert asked_as_expected(call, how_often), call.attempts
