"""A synthetic year as a frame, through the batch: what the law answers is what it was built for."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from portefeuille import law as laws
from portefeuille.core.batch import OUTCOMES, ColumnsError, decide_columns
from portefeuille.scenarios.columns import columns_from
from portefeuille.scenarios.population import Year
from tests.scenarios.conftest import Build

LAW = laws.load()


def frame_of(year: Year) -> pl.DataFrame:
    """Every application with the facts of its enterprise and its provider."""
    providers = year.providers.select(
        "registration", registered_from="valid_from", registered_until="valid_until"
    )
    return (
        year.applications.filter(pl.col("regime") == "law")
        .join(year.enterprises, left_on="enterprise", right_on="number", maintain_order="left")
        .join(providers, on="registration", maintain_order="left")
        .with_columns(public_share_points=pl.lit(0), related_to_applicant=pl.lit(value=False))
    )


def facts_of(frame: pl.DataFrame) -> pl.DataFrame:
    others = ("title", "name", "postcode", "regime", "planned_grant_cents", "expected")
    return frame.drop(*others, "submitted_at")


@pytest.mark.parametrize(("year", "scale", "least"), [(2017, "1", 40), (2019, "0.02", 500)])
def test_a_synthetic_year_gets_the_grants_it_was_built_for(
    built: Build, year: int, scale: str, least: int
) -> None:
    frame = frame_of(built(year, scale=scale))
    assert frame.height > least
    decided = decide_columns(columns_from(facts_of(frame)), LAW)
    assert decided.grant.tolist() == frame["planned_grant_cents"].to_list()
    said = [OUTCOMES[code] for code in decided.outcome]
    assert said == frame["expected"].to_list()


def small(**columns: Any) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "enterprise": ["a", "b", "a"],
            "service": ["training"] * 3,
            "cost_cents": [50_000, 60_000, None],
            "size": ["small", "medium", "small"],
        }
    )
    day = pl.date(2024, 3, 15)
    return frame.with_columns(submitted_on=day, starts_on=day).with_columns(**columns)


def test_what_is_left_out_is_not_judged() -> None:
    columns = columns_from(small(cost_cents=pl.lit(50_000)))
    decided = decide_columns(columns, LAW)
    assert decided.grant.tolist() == [15_000, 10_000, 15_000]
    assert (decided.fails == 0).all()
    assert np.unique(columns.enterprise).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"themes": pl.lit("x")}, "themes: is not a column"),
        ({"size": pl.lit("tiny")}, "size: 'tiny' is not known; expected one of small"),
        ({"size": pl.lit(None, pl.String)}, "size, row 0: 0 is not in 1 to 0"),
        ({"service": pl.lit(1.5)}, "service: words are needed, these are Float64"),
        ({"cost_cents": pl.lit(1.5)}, "cost_cents: whole numbers needed, these are Float64"),
        ({"starts_on": pl.lit("2024-01-01")}, "starts_on: Date needed, these are String"),
        ({"region": pl.lit("vlaanderen")}, "region: 'vlaanderen' is not known"),
        ({"enterprise": pl.lit(None, pl.String)}, "enterprise: a row does not say whose it is"),
        ({"nace_code": pl.lit("62010")}, "nace_code, row 0: a code means little"),
        ({}, "cost, row 2: give either cost or lines"),
    ],
)
def test_what_cannot_be_read_is_refused(change: dict[str, Any], message: str) -> None:
    frame = small(**change)
    if "cost_cents" not in change and change:
        frame = frame.with_columns(cost_cents=pl.col("cost_cents").fill_null(1))
    with pytest.raises(ColumnsError) as error:
        decide_columns(columns_from(frame), LAW)
    assert str(error.value).startswith(message)


def test_a_frame_without_what_is_needed_is_refused() -> None:
    with pytest.raises(ColumnsError, match="starts_on: the frame has no such column"):
        columns_from(small().drop("starts_on"))
