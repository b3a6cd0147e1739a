"""The totals of each year, to the cent and for two seeds."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest

from portefeuille.scenarios.population import published

LAW, EARLIER = pl.col("regime") == "law", pl.col("regime") == "earlier"
GRANT = pl.col("planned_grant_cents")

both_seeds = pytest.mark.parametrize("seed", [1, 20_190_101])


def totals(rows: pl.DataFrame, *keys: str) -> dict[tuple[object, ...], tuple[int, int]]:
    """Files and cents for each value of the keys."""
    sums = rows.group_by(keys).agg(pl.len().alias("files"), GRANT.sum().alias("cents"))
    return {row[:-2]: row[-2:] for row in sums.iter_rows()}


@both_seeds
def test_training_of_2019_meets_every_theme(built, seed: int) -> None:
    rows = built(2019, seed).applications.filter(service="training")
    titles = totals(rows, "title")
    assert titles == {
        (f"Synthetische opleiding: {row.label}",): (row.files, row.cents)
        for row in published.training_2019()
    }
    assert rows["theme"].n_unique() == 58


@both_seeds
def test_advice_of_2019_meets_hr_and_diversity_and_the_rest(built, seed: int) -> None:
    advice = totals(built(2019, seed).applications.filter(service="advice"), "theme")
    assert advice.pop(("hr",)) == (452, 74_914_000)
    assert advice.pop(("diversiteitsbeleid",)) == (13, 2_740_900)
    assert sum(files for files, _ in advice.values()) == 6_679
    assert sum(cents for _, cents in advice.values()) == 1_549_947_890


@both_seeds
def test_enterprises_of_2019_meet_both_averages(built, seed: int) -> None:
    rows = built(2019, seed).applications
    assert rows["enterprise"].n_unique() == 69_215
    sizes = rows.group_by("size").agg(pl.col("enterprise").n_unique(), GRANT.sum())
    average = {
        size: (Decimal(cents) / 100 / count).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for size, count, cents in sizes.iter_rows()
    }
    assert average == {"small": Decimal("988.70"), "medium": Decimal("2157.42")}


@both_seeds
def test_2016_meets_the_files_of_april_to_december(built, seed: int) -> None:
    rows = built(2016, seed).applications.filter(LAW)
    by_service = totals(rows, "service")
    assert by_service[("advice",)] == (3_054, 3_054 * 232_050)
    assert by_service[("training",)] == (84_656, 84_656 * 30_886)
    assert rows["submitted_on"].is_between(date(2016, 4, 1), date(2016, 12, 31)).all()
    assert set(rows["theme"].unique()) == {"hrm", None}


@both_seeds
def test_hrm_of_2016_meets_the_calendar_year(built, seed: int) -> None:
    rows = built(2016, seed).applications.filter(theme="hrm")
    assert rows["submitted_on"].is_between(date(2016, 1, 1), date(2016, 12, 31)).all()
    assert totals(rows, "service") == {
        ("training",): (2_364, 132_151_136),
        ("advice",): (443, 70_731_548),
    }
    assert (rows["submitted_on"] < date(2016, 4, 1)).to_list() == (
        rows["regime"] == "earlier"
    ).to_list()


@both_seeds
def test_2015_is_counted_and_has_no_amounts(built, seed: int) -> None:
    rows = built(2016, seed).applications.filter(pl.col("submitted_on") < date(2016, 1, 1))
    assert rows["submitted_on"].is_between(date(2015, 4, 1), date(2015, 12, 31)).all()
    assert dict(rows.group_by("service").len().iter_rows()) == {"advice": 2_410, "training": 65_682}
    assert set(rows["regime"]) == {"earlier"}
    for column in ("theme", "cost_cents", "planned_grant_cents"):
        assert rows[column].null_count() == len(rows)


def test_files_of_earlier_law_have_no_cost(built) -> None:
    rows = built(2016).applications
    assert rows.filter(EARLIER)["cost_cents"].null_count() == 68_092 + 702
    assert rows.filter(LAW)["cost_cents"].null_count() == 0


@both_seeds
def test_2017_meets_every_month_and_service(built, seed: int) -> None:
    rows = built(2017, seed).applications
    assert len(rows) == 50
    assert rows["submitted_on"].is_between(date(2017, 5, 25), date(2017, 8, 31)).all()
    assert set(rows["theme"]) == {"diversiteit"}
    approved = rows.filter(expected="approved").with_columns(
        month=pl.col("submitted_on").dt.month()
    )
    assert totals(approved, "month", "service") == {
        (row.month, row.service): (row.files, row.cents) for row in published.diversity_2017()
    }


def test_nine_of_2017_fail_each_for_a_reason_of_its_own(built) -> None:
    year = built(2017)
    failing = year.applications.filter(pl.col("expected") != "approved")
    assert len(failing) == 9
    assert failing["planned_grant_cents"].to_list() == [0] * 9
    reasons = [a for a in year.assumptions if a.code.startswith("diversity-failure-")]
    assert len({reason.nl for reason in reasons}) == 9


@pytest.mark.parametrize("year", [2016, 2017, 2019])
def test_another_seed_gives_other_rows(built, year: int) -> None:
    first, second = built(year, 1).applications, built(year, 20_190_101).applications
    assert len(first) == len(second)
    same = (first["enterprise"] == second["enterprise"]).sum()
    assert same < len(first) // 2
