"""Every row is one that the law of its day decides as planned."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from portefeuille.core.law import Law
from portefeuille.core.money import format_euro
from portefeuille.core.numbers import parse_enterprise_number
from portefeuille.scenarios.population import YEARS, Year

every_year = pytest.mark.parametrize("year", YEARS)


def judged(year: Year) -> pl.DataFrame:
    """The rows our law decides, each with what its enterprise was granted before it."""
    grant = pl.col("planned_grant_cents")
    rows = year.applications.filter(regime="law")
    before = grant.cum_sum().over("enterprise") - grant
    return rows.with_columns(before=before)


def with_law(rows: pl.DataFrame, law: Law) -> pl.DataFrame:
    """The rows with the rate, ceiling, minimum cost and days to file of their own day."""
    days = rows.select("submitted_on", "size", "service").unique()
    values = []
    for day, size, service in days.iter_rows():
        today = law.on(day)
        limits = (today.minimum_cost[service], today.days_to_file)
        values.append((day, size, service, today.rates[size], today.ceilings[size], *limits))
    columns = [*days.columns, "rate", "ceiling", "minimum", "days_to_file"]
    return rows.join(pl.DataFrame(values, columns, orient="row"), on=days.columns)


@every_year
@pytest.mark.parametrize("seed", [1, 20_190_101])
def test_every_approved_grant_is_the_share_of_its_cost_up_to_the_room(
    built, the_law: Law, year: int, seed: int
) -> None:
    approved = judged(built(year, seed)).filter(expected="approved")
    rows = with_law(approved, the_law)
    assert len(rows) == len(approved)
    share = (pl.col("cost_cents") * pl.col("rate") + 5_000) // 10_000
    room = pl.col("ceiling") - pl.col("before")
    answer = rows.select(pl.min_horizontal(share, room))
    assert answer.to_series().to_list() == rows["planned_grant_cents"].to_list()
    assert (rows["planned_grant_cents"] > 0).all()
    assert (rows["cost_cents"] >= rows["minimum"]).all()


@every_year
def test_every_approved_row_keeps_the_time_limits(built, the_law: Law, year: int) -> None:
    rows = with_law(judged(built(year)).filter(expected="approved"), the_law)
    waited = (rows["submitted_on"] - rows["starts_on"]).dt.total_days()
    assert (waited <= rows["days_to_file"]).all()
    assert (rows["ends_on"] >= rows["starts_on"]).all()
    assert (rows["ends_on"].dt.year() <= rows["submitted_on"].dt.year() + 1).all()


@every_year
def test_some_reach_their_ceiling_and_their_last_file_is_cut(
    built, the_law: Law, year: int
) -> None:
    rows = with_law(judged(built(year)).filter(expected="approved"), the_law)
    share = (pl.col("cost_cents") * pl.col("rate") + 5_000) // 10_000
    cut = rows.filter(share > pl.col("planned_grant_cents"))
    full = cut["before"] + cut["planned_grant_cents"] == cut["ceiling"]
    assert full.all()
    assert (len(cut) > 20) == (year != 2017)


@every_year
def test_rows_stand_in_order_of_submission_in_brussels(built, year: int) -> None:
    rows = built(year).applications
    assert rows["submitted_at"].is_sorted()
    brussels = rows["submitted_at"].dt.convert_time_zone("Europe/Brussels")
    assert brussels.dt.date().to_list() == rows["submitted_on"].to_list()
    assert brussels.dt.hour().is_between(7, 20).all()


@every_year
def test_one_enterprise_declares_one_size(built, year: int) -> None:
    sizes = built(year).applications.group_by("enterprise").agg(pl.col("size").n_unique())
    assert set(sizes["size"]) == {1}


def test_an_enterprise_is_the_same_in_every_year_and_for_every_seed(built) -> None:
    years = [built(2019), built(2019, 20_190_101), built(2016), built(2017)]
    sizes = pl.concat([y.applications.select("enterprise", "size").unique() for y in years])
    assert sizes.unique()["enterprise"].is_unique().all()
    facts = pl.concat([year.enterprises for year in years])
    assert len(facts.unique()) == facts["number"].n_unique() < len(facts)


@every_year
def test_the_registers_hold_exactly_what_the_rows_name(built, year: int) -> None:
    made = built(year)
    rows = made.applications
    assert made.enterprises["number"].to_list() == rows["enterprise"].unique().sort().to_list()
    assert made.providers["registration"].to_list() == (
        rows["registration"].unique().sort().to_list()
    )


@every_year
def test_numbers_are_valid_and_far_from_any_that_was_issued(built, year: int) -> None:
    numbers = [
        *built(year).enterprises["number"],
        *built(year).providers["enterprise_number"],
    ]
    for number in numbers:
        assert number.startswith("19")
        assert parse_enterprise_number(number) == number


@every_year
def test_natural_persons_have_no_legal_form_and_others_have_one(built, year: int) -> None:
    rows = built(year).enterprises
    assert (rows["legal_form"].is_null() == rows["natural_person"]).all()


@every_year
def test_the_law_decides_as_planned(built, the_law: Law, year: int) -> None:
    made = built(year)
    rows = judged(made)
    facts = {row["number"]: row for row in made.enterprises.iter_rows(named=True)}
    providers = {row["registration"]: row for row in made.providers.iter_rows(named=True)}
    chosen = np.random.default_rng(year).permutation(len(rows))[:2_000]
    for row in rows[np.sort(chosen)].iter_rows(named=True):
        case = dossier(row, facts[row["enterprise"]], providers[row["registration"]])
        decision = decide(read_case(case), the_law)
        answer = (decision.outcome, decision.grant)
        assert answer == (row["expected"], row["planned_grant_cents"]), case


def test_each_failing_row_fails_one_rule_and_no_two_the_same(built, the_law: Law) -> None:
    made = built(2017)
    facts = {row["number"]: row for row in made.enterprises.iter_rows(named=True)}
    providers = {row["registration"]: row for row in made.providers.iter_rows(named=True)}
    rows = judged(made).filter(pl.col("expected") != "approved")
    failed = []
    for row in rows.iter_rows(named=True):
        case = dossier(row, facts[row["enterprise"]], providers[row["registration"]])
        reasons = decide(read_case(case), the_law).reasons
        (rule,) = [reason.rule for reason in reasons if reason.holds is False]
        failed.append((rule, row["service"], row["registration"]))
    assert len(set(failed)) == 9


def dossier(row: dict, facts: dict, provider: dict) -> dict:
    """The case of a row as the contract's mapping."""
    application = {
        name: str(row[name]) if isinstance(row[name], date) else row[name]
        for name in ("submitted_on", "service", "theme", "title", "starts_on", "ends_on")
    }
    same = ("number", "legal_form", "natural_person", "status", "juridical_situation", "region")
    return {
        "application": application | {"cost": format_euro(row["cost_cents"])},
        "enterprise": {name: facts[name] for name in same}
        | {"nace": {"version": facts["nace_version"], "code": facts["nace_code"]}}
        | {"public_share": "0", "size": row["size"]},
        "provider": {
            "registration": row["registration"],
            "registered": {
                "from": str(provider["valid_from"]),
                "until": str(provider["valid_until"]),
            },
            "related_to_applicant": False,
        },
        "wallet": {"granted_this_year": format_euro(row["before"])},
    }


def test_providers_are_registered_for_the_service_they_give_while_they_give_it(built) -> None:
    for year in (2016, 2019):
        made = built(year)
        rows = made.applications.filter(regime="law").join(made.providers, on="registration")
        assert (rows["service"] == rows["service_right"]).all()
        assert (rows["valid_from"] <= rows["starts_on"]).all()
        assert (rows["valid_until"] >= rows["submitted_on"] + timedelta(days=14)).all()
