"""The purpose log as it leaves the house: who is a natural person is not in it, nor who looked."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portefeuille import samples
from portefeuille.register.models import RegisterCall
from portefeuille.register.queries import legal_persons
from portefeuille.register.services import add_synthetic, load_kbo
from tests.applications.filing import NOW, TODAY
from tests.web.acting import words_of
from tests.web.test_calls import BAKERY, FILE, HERE, STEEL, looked_up, noon, person
from tests.web.test_calls import officer as officer
from tests.web.test_calls import people as people

SOMEBODY, UNHEARD_OF = "1999900369", "1999902052"


def lines(client: Any, **asked: str) -> list[dict[str, str]]:
    """The file, as a program reads it."""
    answer = client.get(FILE, asked)
    assert answer.status_code == 200
    return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))


@pytest.fixture
def looked(officer: Any) -> Any:
    load_kbo(samples.KBO)
    for number in (SOMEBODY, SOMEBODY, BAKERY, UNHEARD_OF):
        looked_up(number, person("ondernemer"), noon(20))
    looked_up(SOMEBODY, "worker", noon(21), reference="known-to-magda", milliseconds=77)
    looked_up("", "worker", noon(21), service="RegistreerInschrijving")
    return officer


def test_the_file_names_no_natural_person(looked: Any) -> None:
    file = lines(looked)
    said = "\n".join(",".join(line.values()) for line in file)
    for words in (SOMEBODY, UNHEARD_OF, "Lotte", "person:", "known-to-magda", ":"):
        assert words not in said, words
    assert "77" not in {value for line in file for value in line.values()}, "milliseconds"
    assert BAKERY in said
    assert {line["at"] for line in file} == {"2026-11-20", "2026-11-21"}
    assert {line["name"] + line["reference"] for line in file} == {""}


def test_who_is_one_and_the_same_is_so_within_a_file_and_in_no_other(looked: Any) -> None:
    one, other = lines(looked), lines(looked)
    masked = Counter(line["number"] for line in one if line["number"].startswith("enterprise-"))
    assert sorted(masked.values()) == [1, 3]
    looking = {line["who"] for line in one} - {"worker"}
    assert len(looking) == 1
    assert next(iter(looking)).startswith("person-")
    assert not _names(one) & _names(other)


def _names(file: list[dict[str, str]]) -> set[str]:
    return {
        cell
        for line in file
        for cell in (line["number"], line["who"])
        if cell.startswith(("enterprise-", "person-"))
    }


def test_the_lines_of_a_day_stand_in_no_order(looked: Any) -> None:
    for n in range(40):
        looked_up(BAKERY, "worker", noon(22) + timedelta(seconds=n), codes=(str(n),))
    orders = [
        [line["codes"] for line in lines(looked) if line["at"] == "2026-11-22"] for _ in range(2)
    ]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(map(str, range(40)))
    assert orders[0] != orders[1]
    assert [line["at"] for line in lines(looked)] == sorted(
        (line["at"] for line in lines(looked)), reverse=True
    )


def test_whoever_takes_all_numbers_and_names_is_a_line_of_the_log(looked: Any) -> None:
    before = RegisterCall.objects.count()
    assert lines(looked)
    assert RegisterCall.objects.count() == before
    whole = lines(looked, volledig="1", nummer=SOMEBODY)
    assert [(line["number"], line["name"]) for line in whole[1:]] == [
        (SOMEBODY, "Lotte Voorbeeld")
    ] * 2
    last = RegisterCall.objects.latest("id")
    assert (last.who, last.why) == (person("gegevensbescherming"), "authority")
    assert (last.service, last.number) == ("purpose-log", SOMEBODY)
    assert "een bestand voor een overheid" in looked.get(HERE).content.decode()


def kinds() -> Iterator[tuple[str, bool]]:
    """An enterprise, and whether it is certainly no natural person."""
    yield from ((BAKERY, True), (STEEL, True), (SOMEBODY, False), (UNHEARD_OF, False))


def test_only_who_is_known_to_be_no_natural_person_is_named(people: None) -> None:
    load_kbo(samples.KBO)
    numbers = [number for number, _ in kinds()]
    assert legal_persons(numbers) == {number for number, legal in kinds() if legal}
    assert legal_persons([]) == frozenset()


def test_what_a_source_said_last_counts_before_the_extract(people: None) -> None:
    load_kbo(samples.KBO)
    facts = {"name": "Jan Verzonnen", "natural_person": True}
    add_synthetic([(BAKERY, facts)], holds_on=TODAY, known_at=NOW)
    assert legal_persons([BAKERY, STEEL]) == {STEEL}


def test_a_day_is_that_of_brussels(officer: Any) -> None:
    looked_up(BAKERY, "worker", datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    assert [line["at"] for line in lines(officer)] == ["2026-11-21"]


def test_a_line_that_was_emptied_says_so(officer: Any) -> None:
    looked_up("", "erased", noon(20), reference="")
    page = words_of(officer.get(HERE))
    assert "gewist een aanvraag GeefOnderneming" in page
    assert [line["who"] for line in lines(officer)] == ["erased"]
