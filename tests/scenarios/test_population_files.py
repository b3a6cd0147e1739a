"""What a build takes and leaves: scales, seeds, files, assumptions."""

import json
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from portefeuille.core.law import Law
from portefeuille.scenarios.population import YEARS, build, write
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.table import SCHEMA

NAMES = ["applications.parquet", "assumptions.json", "enterprises.parquet", "providers.parquet"]


@pytest.mark.parametrize("year", YEARS)
def test_equal_years_are_written_as_equal_bytes(the_law: Law, tmp_path: Path, year: int) -> None:
    for folder in ("first", "second"):
        write(build(year, 7, "0.05", the_law), tmp_path / folder)
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == NAMES
    for name in NAMES:
        first, second = tmp_path / "first" / name, tmp_path / "second" / name
        assert first.read_bytes() == second.read_bytes()


def test_what_is_written_is_read_back_the_same(the_law: Law, tmp_path: Path) -> None:
    year = build(2017, 3, "1", the_law)
    write(year, tmp_path)
    for name in ("applications", "enterprises", "providers"):
        assert pl.read_parquet(tmp_path / f"{name}.parquet").equals(getattr(year, name))
    made = json.loads((tmp_path / "assumptions.json").read_text("utf-8"))
    assert (made["year"], made["seed"], made["scale"]) == (2017, 3, "1")
    assert len(made["assumptions"]) == len(year.assumptions)


def test_a_hundredth_has_a_hundredth_of_the_files_and_of_the_money(built) -> None:
    whole, part = built(2019).applications, built(2019, 1, "0.01").applications
    assert abs(len(part) - len(whole) / 100) < 58
    money = part["planned_grant_cents"].sum() / whole["planned_grant_cents"].sum()
    assert money == pytest.approx(0.01, rel=0.05)
    assert abs(part["enterprise"].n_unique() - 692) <= 1


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scale", ["0.1", "0.01", "0.001", "0.0001", "0.00001"])
def test_every_scale_builds_with_the_same_columns(built, year: int, scale: str) -> None:
    made = built(year, 1, scale)
    assert made.applications.schema == SCHEMA
    assert made.enterprises.schema == built(2017).enterprises.schema
    assert made.providers.schema == built(2017).providers.schema
    assert made.scale == Fraction(scale)


@pytest.mark.parametrize("scale", ["0", "-1", "1.01", "100"])
def test_a_scale_that_cannot_be_built_is_an_error(the_law: Law, scale: str) -> None:
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        build(2019, 1, scale, the_law)


def test_a_year_that_nobody_published_is_an_error(the_law: Law) -> None:
    with pytest.raises(ValueError, match="no synthetic 2015"):
        build(2015, 1, "1", the_law)


@pytest.mark.parametrize("year", YEARS)
def test_assumptions_are_said_in_both_languages_and_name_known_answers(built, year: int) -> None:
    made = built(year, 1, "0.01").assumptions
    assert len({assumption.code for assumption in made}) == len(made) > 5
    answers = {"sv-256-2017", "sv-370-2020", "sv-749-2017", "sv-835-2020"}
    for assumption in made:
        assert assumption.nl
        assert assumption.en
        assert assumption.nl != assumption.en
        assert set(assumption.figures) <= answers


def test_the_sentences_on_other_advice_say_what_is_built(built) -> None:
    said = {assumption.code: assumption.nl for assumption in built(2019).assumptions}
    known = pl.col("theme").is_in(["hr", "diversiteitsbeleid"])
    other = built(2019).applications.filter(~known, service="advice")
    assert other["planned_grant_cents"].sum() == 1_549_947_890
    assert "15.499.478,90 euro" in said["other-advice"]
    assert f"{len(other):,} dossiers".replace(",", ".") in said["other-advice-average"]


def test_the_sentence_on_medium_enterprises_says_the_number_that_is_used(built) -> None:
    (said,) = [a for a in built(2019).assumptions if a.code == "medium-enterprises"]
    medium = built(2019).applications.filter(size="medium")["enterprise"].n_unique()
    assert medium == assumed("medium-enterprises")
    assert f"{medium:,}".replace(",", ".") in said.nl
    assert f"{medium:,}" in said.en
