"""The table of applications: its columns, and how arrays become its rows.

Rows come in the order of submission, which is the order in which the law decides them.
"""

import numpy as np
import polars as pl

from portefeuille.core.periods import BRUSSELS
from portefeuille.scenarios.population import enterprises, providers
from portefeuille.scenarios.population.amounts import Ints
from portefeuille.scenarios.population.calendar import service_days
from portefeuille.scenarios.population.files import Files
from portefeuille.scenarios.population.groups import Group, Part
from portefeuille.scenarios.population.holders import Holders

SCHEMA = pl.Schema(
    {
        "enterprise": pl.String(),
        "submitted_at": pl.Datetime("us", "UTC"),
        "submitted_on": pl.Date(),
        "service": pl.String(),
        "theme": pl.String(),
        "title": pl.String(),
        "starts_on": pl.Date(),
        "ends_on": pl.Date(),
        "cost_cents": pl.Int64(),
        "size": pl.String(),
        "registration": pl.String(),
        "regime": pl.String(),
        "planned_grant_cents": pl.Int64(),
        "expected": pl.String(),
    }
)
"""Columns of `applications.parquet`. `submitted_on` is the day in Brussels. Where `regime` is
"law", `planned_grant_cents` and `expected` are what the law must answer; where it is "earlier",
earlier law has approved the file, its cost is null, and the grant too where nobody published it."""

TITLES = {"training": "Synthetische opleiding", "advice": "Synthetisch advies"}


def table(
    part: Part,
    files: Files,
    holders: Holders,
    cost: Ints,
    grant: Ints,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The rows of a part, in the order of its files; what the other columns lack is drawn here."""
    service = pl.Series([group.service for group in part.groups], dtype=pl.String)
    theme = pl.Series([group.theme for group in part.groups], dtype=pl.String)
    title = pl.Series([_title(group) for group in part.groups], dtype=pl.String)
    advice = (service == "advice").to_numpy()[files.group]
    days = files.moment.astype("datetime64[D]")
    starts, ends = service_days(days, advice, rng)
    brussels = pl.Series(files.moment.astype("datetime64[us]")).dt.replace_time_zone(str(BRUSSELS))
    return pl.DataFrame(
        {
            "enterprise": enterprises.numbers(holders.enterprise),
            "submitted_at": brussels.dt.convert_time_zone("UTC"),
            "submitted_on": days,
            "service": service.gather(files.group),
            "theme": theme.gather(files.group),
            "title": title.gather(files.group),
            "starts_on": starts,
            "ends_on": ends,
            "cost_cents": cost,
            "size": np.where(holders.medium, "medium", "small"),
            "registration": providers.draw(advice, rng),
            "regime": [part.regime] * part.files,
            "planned_grant_cents": grant,
            "expected": ["approved"] * part.files,
        },
        schema=SCHEMA,
    )


def _title(group: Group) -> str:
    kind = TITLES[group.service]
    return kind if group.label is None else f"{kind}: {group.label}"
