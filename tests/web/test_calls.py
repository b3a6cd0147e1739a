"""The purpose log as the data protection officer reads it: found by number, person and period."""

import csv
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from portefeuille import samples
from portefeuille.adapters.magda import Call
from portefeuille.people.models import Person
from portefeuille.people.services import load_people
from portefeuille.register.services import keep_call
from tests.web.acting import signed_in, text_of, words_of

HERE, FILE = "/kantoor/opzoekingen", "/kantoor/opzoekingen/bestand"
REMOVE = "DELETE FROM register_registercall"
BAKERY, STEEL = "1999900171", "1999900270"


@pytest.fixture
def people(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load_people(samples.PEOPLE, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)


@pytest.fixture
def officer(people: None) -> Any:
    return signed_in("gegevensbescherming")


def looked_up(number: str, who: str, at: datetime, **more: Any) -> None:
    told = {
        "reference": "5d1f0c7e-0000-4000-8000-000000000001",
        "service": "GeefOnderneming",
        "version": "02.00",
        "why": "application",
        "answer": "found",
        "codes": (),
        "attempts": 1,
        "milliseconds": 40,
    }
    keep_call(Call(**{**told, "number": number, "who": who, "at": at, **more}))


def person(persona: str) -> str:
    return f"person:{Person.objects.get(subject=f'demo:{persona}').pk}"


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


@pytest.fixture
def three(people: None) -> None:
    looked_up(BAKERY, person("ondernemer"), noon(20))
    looked_up(STEEL, person("boekhouder"), noon(21), why="portfolio")
    looked_up(
        BAKERY, "worker", noon(22), why="mutation", service="GeefTewerkstelling",
        answer="unknown", codes=("30001",),
    )  # fmt: skip


def rows(client: Any, **asked: str) -> list[tuple[str, str]]:
    """Number and person of each line of the whole file, as a program reads it."""
    answer = client.get(FILE, {**asked, "volledig": "1"})
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    return [(row["number"], row["name"]) for row in csv.DictReader(text.splitlines())]


def test_every_look_up_stands_there_the_newest_first(officer: Any, three: None) -> None:
    page = words_of(officer.get(HERE))
    shown = [
        page.index(words)
        for words in (
            "het systeem worker een wijziging die de bron meldde 1999.900.171 GeefTewerkstelling",
            "Karim Verzonnen de gegevens van de onderneming 1999.900.270 GeefOnderneming",
            "Lotte Voorbeeld een aanvraag 1999.900.171 GeefOnderneming",
        )
    ]
    assert shown == sorted(shown)
    assert "Niet bekend 30001" in page


FOUND: list[tuple[dict[str, str], int]] = [
    ({"nummer": "1999.900.171"}, 2),
    ({"nummer": "1999.900.270"}, 1),
    ({"wie": "lotte"}, 1),
    ({"wie": "worker"}, 1),
    ({"wie": "niemand"}, 0),
    ({"dienst": "GeefTewerkstelling"}, 1),
    ({"van": "21/11/2026"}, 2),
    ({"tot": "20/11/2026"}, 1),
    ({"van": "21/11/2026", "tot": "21/11/2026"}, 1),
    ({"nummer": "1999900171", "van": "21/11/2026"}, 1),
]


def test_look_ups_are_found_by_number_person_service_and_period(officer: Any, three: None) -> None:
    for asked, found in FOUND:
        file = b"".join(officer.get(FILE, asked).streaming_content).decode()
        assert len(file.splitlines()) == 1 + found, asked
        page = officer.get(HERE, asked).content.decode()
        assert page.count('<th scope="row"') == found, asked


UNREADABLE: list[tuple[dict[str, str], str]] = [
    ({"nummer": "12"}, "Schrijf het ondernemingsnummer met tien cijfers"),
    ({"van": "morgen"}, "Schrijf de eerste dag als een dag die bestaat"),
    ({"van": "21/11/2026", "tot": "20/11/2026"}, "Vul een laatste dag in die niet voor"),
]


def test_what_cannot_be_read_is_said_and_gives_no_file(officer: Any) -> None:
    for asked, said in UNREADABLE:
        answer = officer.get(HERE, asked)
        assert answer.status_code == 422
        assert said in words_of(answer)
        assert officer.get(FILE, asked).status_code == 303


def test_a_day_is_that_of_brussels(officer: Any) -> None:
    looked_up(BAKERY, "worker", datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    assert rows(officer, van="21/11/2026", tot="21/11/2026") == [(BAKERY, "het systeem")]
    assert rows(officer, tot="20/11/2026") == []


def test_a_page_leads_to_the_older_ones_and_none_is_lost(officer: Any) -> None:
    for n in range(60):
        at = datetime(2026, 11, 20, 9, n % 50, tzinfo=UTC)
        looked_up(BAKERY, "worker", at, reference=f"call-{n:02d}-")
    first = text_of(officer.get(HERE, {"wie": "worker"}))
    (older,) = re.findall(r'href="([^"]*)" rel="next"', first)
    second = text_of(officer.get(older))
    seen = [re.findall(r"call-\d\d-", page) for page in (first, second)]
    assert [len(page) for page in seen] == [50, 10]
    assert len({*seen[0], *seen[1]}) == 60
    assert 'rel="next"' not in second
    assert len(rows(officer)) == 60


def test_a_page_takes_the_same_few_queries_however_many_lines(officer: Any) -> None:
    counts = []
    for _ in range(2):
        for minute in range(20):
            looked_up(BAKERY, person("ondernemer"), datetime(2026, 11, 20, 9, minute, tzinfo=UTC))
        with CaptureQueriesContext(connection) as queries:
            officer.get(HERE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_file_holds_no_formula(officer: Any) -> None:
    looked_up(BAKERY, "=cmd", noon(20), why="+1", codes=("-1",))
    for asked, at in (({"volledig": "1"}, "2026-11-20T13:00:00+01:00"), ({}, "2026-11-20")):
        answer = officer.get(FILE, {"dienst": "GeefOnderneming", **asked})
        (row,) = csv.DictReader(b"".join(answer.streaming_content).decode().splitlines())
        assert (row["who"], row["why"], row["codes"]) == ("'=cmd", "'+1", "'-1")
        assert row["at"] == at


def test_the_officer_begins_at_the_log(people: None) -> None:
    client = signed_in("gegevensbescherming")
    assert f'href="{HERE}"' in client.get("/").content.decode()


def test_a_line_cannot_be_changed_or_removed(three: None) -> None:
    for statement in ("UPDATE register_registercall SET why = 'x'", REMOVE):
        with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission den"):
            cursor.execute(statement)
