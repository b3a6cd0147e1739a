"""Commands that work on a database: what they print, what they store, how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from portefeuille import samples
from portefeuille.applications.models import Application, Arrival
from portefeuille.providers.services import load_providers
from portefeuille.register.services import load_kbo
from portefeuille.web import clock
from tests.databases import Database

PORTEFEUILLE = Path(sys.executable).parent / "portefeuille"


def run(database: Database, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PORTEFEUILLE, *arguments],
        input=given,
        env=database.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def counter(database: Database) -> Database:
    """A database with the sample register and providers."""
    load_kbo(samples.KBO)
    load_providers(samples.PROVIDERS)
    return database


def request(**enterprise: Any) -> str:
    asked = {
        "application": {
            "service": "training",
            "theme": "innovatie",
            "starts_on": clock.today().isoformat(),
            "cost": "1000.00",
        },
        "enterprise": {"number": "1999.900.171", "size": "small", **enterprise},
        "provider": {"registration": "DV.O999001", "related_to_applicant": False},
    }
    return yaml.safe_dump(asked)


def test_submit_decides_books_and_prints_the_reference(counter: Database) -> None:
    done = run(counter, "submit", given=request())
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert printed["outcome"] == "approved"
    assert printed["grant"] == "300.00"
    assert printed["reference"] == f"KP-{clock.today().year}-{Application.objects.get().pk:06d}"


def test_submit_can_tell_the_decision_and_how_the_size_was_worked_out(counter: Database) -> None:
    figures = {"headcount": "60", "turnover": "1000000.00", "balance_total": "500000.00"}
    size = {"years": [{"year": 2023, "months": 6, **figures}]}
    done = run(counter, "submit", "--explain", "--lang", "en", given=request(size=size))
    assert done.returncode == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:2] == [f"KP-{clock.today().year}-{Application.objects.get().pk:06d}", "Approved"]
    assert "The enterprise itself 100% 60 € 2.000.000,00 € 500.000,00" in lines
    assert "By the figures the size is: medium-sized." in lines


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1999.900.172", "its check digits do not fit"),
        ("12", "does not have ten digits"),
        ("1999.902.052", "kbo-open-data does not know 1999.902.052"),
    ],
)
def test_submit_says_what_is_wrong_with_a_number_and_stores_nothing(
    counter: Database, number: str, said: str
) -> None:
    done = run(counter, "submit", given=request(number=number))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert not Application.objects.exists()


def test_submit_where_there_is_no_register_to_ask_is_received(database: Database) -> None:
    load_providers(samples.PROVIDERS)
    done = run(database, "submit", given=request())
    assert done.returncode == 0
    assert "cannot be asked: no extract of KBO Open Data has been loaded yet" in done.stderr
    assert json.loads(done.stdout) == {
        "arrival": Arrival.objects.get().pk,
        "waits_for": "kbo-open-data",
    }


def test_submit_refuses_a_day_that_does_not_exist_by_its_field(counter: Database) -> None:
    done = run(counter, "submit", given=request().replace(clock.today().isoformat(), "2026-02-30"))
    assert done.returncode == 2
    assert "application.starts_on: 2026-02-30 is not in the calendar" in done.stderr


def test_an_answer_that_does_not_exist_names_those_that_do(database: Database) -> None:
    done = run(database, "answer", "sv-1-1999")
    assert done.returncode == 2
    assert "expected one of sv-749-2017, sv-835-2020, sv-370-2020, sv-256-2017" in done.stderr


def test_an_answer_is_printed_in_the_form_of_the_contract(database: Database) -> None:
    printed = json.loads(run(database, "answer", "sv-256-2017", "--format", "json").stdout)
    assert printed["name"] == "sv-256-2017"
    assert printed["as_of"] == "2017-01-20"
    assert {"title", "columns", "rows", "total"} <= printed["tables"][0].keys()
    assert {"question", "why"} <= printed["not_available"][0].keys()


def test_a_figure_needs_a_period_it_can_read(database: Database) -> None:
    done = run(database, "figures", "grants-by-theme", "--where", "year=twenty")
    assert done.returncode == 2
    assert "year=twenty: expected a year such as 2019" in done.stderr


def test_replay_of_nothing_has_no_differences(database: Database) -> None:
    done = run(database, "replay", "--quiet")
    assert (done.returncode, done.stdout) == (0, "0 decisions taken again, no differences\n")


def test_an_empty_database_is_said_to_be_empty(cluster: Any) -> None:
    empty = cluster.create("template0")
    done = run(empty, "replay")
    cluster.drop(empty)
    assert done.returncode == 1
    assert "The database is still empty: run `portefeuille data` first." in done.stderr


def test_load_kbo_names_the_file_the_line_and_what_was_expected(
    database: Database, tmp_path: Path
) -> None:
    for file in samples.KBO.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    wrong = (samples.KBO / "enterprise.csv").read_text("utf-8").replace("01-04-2011", "2011-04-01")
    (tmp_path / "enterprise.csv").write_text(wrong, "utf-8")
    done = run(database, "load-kbo", str(tmp_path))
    assert done.returncode == 2
    assert "enterprise.csv, line 2: expected StartDate to be a date dd-mm-yyyy" in done.stderr


def test_population_build_writes_parquet_and_refuses_a_scale_that_is_none(tmp_path: Path) -> None:
    def build(scale: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                *(PORTEFEUILLE, "population", "build", "--year", "2017"),
                *("--to", tmp_path / "2017", "--scale", scale),
            ],
            capture_output=True,
            text=True,
            env=os.environ,
            check=False,
        )

    assert build("1").stdout.startswith("50 applications in ")
    assert {path.name for path in (tmp_path / "2017").iterdir()} == {
        "applications.parquet",
        "assumptions.json",
        "enterprises.parquet",
        "providers.parquet",
    }
    assert build("1/0").returncode == 2
    assert build("2").returncode == 2
