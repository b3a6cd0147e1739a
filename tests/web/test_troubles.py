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


@pytest.fixture
def counter(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    open_counter(monkeypatch)
    with magda_here():
        yield


def page_of(number: str) -> str:
    person = Person.objects.get(subject="demo:ondernemer")
    give_mandate(person, "entrepreneur", number, date(2015, 1, 1))
    return words_of(signed_in("ondernemer").get(f"/o/{number}/gegevens"))


def how_often(call: RegisterCall) -> str:
    return {1: ONCE, 2: AGAIN}.get(call.attempts, MORE)


def test_what_comes_of_a_trouble_at_every_service(counter: None) -> None:
    came = {}
    for one in (one for one in MAGIC.values() if one.service is None):
        page = page_of(one.number)
        call = RegisterCall.objects.filter(number=one.number, service=ENTERPRISE).get()
        (says,) = [words for words in (TOLD, DOWN, UNKNOWN) if words in page]
        came[one.trouble.name] = (says, call.answer, how_often(call))
        kept = Snapshot.objects.filter(enterprise__numbers__number=one.number).count()
        assert kept == (says == TOLD), f"{one.trouble.name}: what was found is kept, nothing else"
        assert (outage_of("magda") is not None) == (says == DOWN), one.trouble.name
        assert call.why == "portfolio"
    assert came == EXPECTED


def test_what_comes_of_a_trouble_at_one_service(counter: None) -> None:
    came = {}
    for one in (one for one in MAGIC.values() if one.service is not None):
        page = page_of(one.number)
        assert TOLD in page
        call = RegisterCall.objects.filter(number=one.number, service=one.service).get()
        said = [words for *_, words in AT_ONE.values() if words in page]
        assert len(said) == 1, said
        came[one.trouble.name, one.service] = (call.answer, how_often(call), *said)
    assert came == AT_ONE
