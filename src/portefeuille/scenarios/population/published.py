"""The published figures, read from their data files into exact values.

The files hold what the documents print, with the labels and the spelling of the documents; this
module only turns euro into cents and gives each figure a name.

Source: `published/figures.yaml` and `published/sv-835-2020-themes.csv`, which name theirs.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from portefeuille.core.money import Cents, parse_euro

_FOLDER = files("portefeuille.scenarios").joinpath("published")


@dataclass(frozen=True, slots=True)
class ThemeFigure:
    """A row of a published table: the label as printed, approved files, and their grants."""

    label: str
    files: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """Approved files of one month of submission and one service, and their grants."""

    month: int
    service: str
    files: int
    cents: Cents


@cache
def figures() -> Any:
    """`figures.yaml` as it stands: names to mappings, amounts still text."""
    return yaml.safe_load(_FOLDER.joinpath("figures.yaml").read_text("utf-8"))


def training_2019() -> tuple[ThemeFigure, ...]:
    """The 58 training themes of 2019 (SV 835, answer 4)."""
    rows = csv.DictReader(
        _FOLDER.joinpath("sv-835-2020-themes.csv").read_text("utf-8").splitlines()
    )
    return tuple(
        ThemeFigure(row["label"], int(row["projects"]), parse_euro(row["grant"])) for row in rows
    )


def advice_2019() -> tuple[ThemeFigure, ...]:
    """HR and diversity advice of 2019 (SV 370, answer 2b), published in whole euro."""
    return tuple(
        ThemeFigure(row["label"], row["approved"], parse_euro(f"{row['grant']}.00"))
        for row in figures()["advice-2019"]["themes"]
    )


def enterprises_2019() -> tuple[int, dict[str, Cents]]:
    """Enterprises with a grant in 2019, and the average a year for each size (SV 835)."""
    row = figures()["enterprises-2019"]
    return row["enterprises"], _cents(row["average"])


def approved_2016() -> dict[str, int]:
    """Files approved from 1 April to 31 December 2016, by service (SV 256)."""
    return dict(figures()["april-december-2016"]["approved"])


def approved_2015() -> dict[str, int]:
    """Files approved from 1 April to 31 December 2015: what SV 256 says 2016 had more than it."""
    more = figures()["april-december-2016"]["more_than_2015"]
    return {service: count - more[service] for service, count in approved_2016().items()}


def average_2016() -> dict[str, Cents]:
    """Average grant of a file from April to September 2016, by service (secondary source)."""
    return _cents(figures()["april-september-2016"]["average"])


def hrm_2016() -> tuple[MonthFigure, ...]:
    """HRM of the calendar year 2016 by service (SV 749, answer 2); month 0 is the whole year."""
    row = figures()["hrm-2016"]
    grants = _cents(row["grant"])
    return tuple(
        MonthFigure(0, service, count, grants[service])
        for service, count in row["approved"].items()
    )


def diversity_2017() -> tuple[MonthFigure, ...]:
    """Approved diversity files of 25 May to 31 August 2017 (SV 749, answer 1)."""
    return tuple(
        MonthFigure(row["month"], row["service"], row["projects"], parse_euro(row["grant"]))
        for row in figures()["diversity-2017"]["approved"]
    )


def _cents(amounts: dict[str, str]) -> dict[str, Cents]:
    return {name: parse_euro(amount) for name, amount in amounts.items()}
