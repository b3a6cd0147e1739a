"""Every stored field is listed with its purpose, and none says of anybody what we may not know."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from portefeuille import law, samples
from portefeuille.adapters.magda import Magda
from portefeuille.adapters.magda.simulator import Register, simulating
from portefeuille.applications.drafts import QUESTIONS
from portefeuille.core.lookup import Found, Unavailable
from portefeuille.register.magda import facts_of_magda
from portefeuille.register.open_data import snapshot_of_extract
from portefeuille.register.services import load_kbo
from tests.databases import Database
from tests.register.magda_here import ME, NOW, settings_for
from tools.stored_fields import PAGE, page, stored

FORBIDDEN = re.compile(
    r"gender|geslacht|(?<![a-z])sexe?(?![a-z])|birth|geboorte|naissance|(?<![a-z])born(?![a-z])"
    r"|insz|rijksregister|national_?(?:number|id)|(?<![a-z])(?:nrn|niss|ssn|bsn|rrn)(?![a-z])"
    r"|disab|handicap|beperking|nationalit|(?<![a-z])age(?![a-z])|leeftijd|ethnic|religio|health",
    re.IGNORECASE,
)

COLUMNS = """
SELECT table_schema, table_name, column_name FROM information_schema.columns
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def columns(database: Database) -> set[tuple[str, str]]:
    """Every column of every table, as its owner sees them."""
    with psycopg.connect(database.owner_url) as session:
        rows = session.execute(COLUMNS).fetchall()
    return {
        (table if schema == "public" else f"{schema}.{table}", column)
        for schema, table, column in rows
    }


def test_every_column_of_the_database_is_listed_and_no_other(migrated: Database) -> None:
    listed = {(t, field) for t, its in stored()["tables"].items() for field in its["fields"]}
    there = columns(migrated)
    assert len(there) > 200
    assert there - listed == set(), "say in docs/stored-fields.yaml what these are for"
    assert listed - there == set(), "these are stored no more"


def test_every_field_has_a_purpose_and_every_table_a_class_with_a_period() -> None:
    listed = stored()
    for name, told in listed["classes"].items():
        assert all(told[part] for part in ("holds", "kept", "source", "enforced")), name
    assert {its["class"] for its in listed["tables"].values()} == set(listed["classes"])
    for table, its in listed["tables"].items():
        assert all(its["fields"].values()), table
        assert set(its.get("personal", ())) <= set(its["fields"]), table
    assert all(listed["facts"].values())


def test_every_fact_a_source_gives_is_listed_and_no_other(database: Database) -> None:
    load_kbo(samples.KBO)
    given = {path for facts in all_facts() for path in paths(facts)}
    listed = set(stored()["facts"])
    assert given - listed == set(), "say in docs/stored-fields.yaml what these are for"
    assert listed - given == set(), "no source gives these"


def all_facts() -> Iterator[dict[str, Any]]:
    """The facts of every invented enterprise, as MAGDA and as Open Data tell them."""
    register, in_force = Register.read(samples.KBO, samples.MAGDA), law.load().on(NOW.date())
    silent = Unavailable("MAGDA", "does not answer")
    with simulating(register, throttle=None) as simulator:
        client = Magda(settings_for(simulator), lambda _: None)
        for number in [one.number for one in register]:
            enterprise = client.enterprise(number, ME)
            assert isinstance(enterprise, Found)
            employment, accounts = client.employment(number, ME), client.accounts(number, ME)
            yield facts_of_magda(enterprise.value, employment, accounts, NOW, in_force)
            extract = snapshot_of_extract(number, NOW)
            if isinstance(extract, Found):
                yield extract.value.facts
        yield facts_of_magda(enterprise.value, silent, silent, NOW, in_force)
        client.close()


def paths(value: Any, before: str = "") -> Iterator[str]:
    """The path of every leaf; of what is null or empty, nothing lies below."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from paths(below, f"{before}.{name}" if before else name)
    elif isinstance(value, list):
        for below in value:
            yield from paths(below, f"{before}[]")
    elif value is not None or "." in before or before in SCALARS:
        yield before


SCALARS = frozenset(
    path for path in stored()["facts"] if "." not in path and not path.endswith("[]")
)


def test_nothing_is_stored_that_we_may_not_know_of_anybody(migrated: Database) -> None:
    names = [*(f"{table}.{column}" for table, column in columns(migrated)), *QUESTIONS]
    names += stored()["facts"]
    assert [name for name in names if FORBIDDEN.search(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        *("gender", "geslacht", "sex", "birth_date", "date_of_birth", "geboortedatum", "born_on"),
        *("insz", "rijksregisternummer", "national_number", "nationality", "nrn", "ssn"),
        *("disability", "handicap", "arbeidsbeperking", "age", "age_class", "leeftijd"),
    ],
)
def test_a_name_that_suggests_it_would_be_found(name: str) -> None:
    assert FORBIDDEN.search(f"people_person.{name}")


@pytest.mark.parametrize("name", ["language", "message", "stage", "essex", "page", "storage"])
def test_a_name_that_suggests_nothing_is_left_alone(name: str) -> None:
    assert not FORBIDDEN.search(f"people_person.{name}")


def test_the_page_for_people_says_what_the_list_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make reference`"
