"""What is assumed: sentences for people, values for the code, and the answers that rest on them.

One file says both, so that a sentence beside a figure can never differ from the number that was
used for it.

Source: ours; `assumed/assumptions.yaml` and `assumed/failing-2017.yaml`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_FOLDER = files("portefeuille.scenarios").joinpath("assumed")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing nobody published: a code, the sentence in Dutch and English, and the answers
    (names such as `sv-835-2020`) that would change with it; none where it only fills the rows."""

    code: str
    nl: str
    en: str
    figures: tuple[str, ...]


def assumptions(year: int) -> tuple[Assumption, ...]:
    """The assumptions made for a year, in the order of the file."""
    made = [row for row in _rows("assumptions.yaml") if year in row["years"]]
    result = [Assumption(row["code"], row["nl"], row["en"], tuple(row["figures"])) for row in made]
    if year == 2017:
        result += [
            Assumption(f"diversity-failure-{row['code']}", row["nl"], row["en"], ("sv-749-2017",))
            for row in failing_2017()
        ]
    return tuple(result)


def assumed(code: str) -> Any:
    """The value of an assumption, as it stands in the file; KeyError where it has none."""
    return {row["code"]: row["value"] for row in _rows("assumptions.yaml") if "value" in row}[code]


def failing_2017() -> list[dict[str, Any]]:
    """The nine diversity applications of 2017 that fail, as they stand in their file."""
    rows: list[dict[str, Any]] = _rows("failing-2017.yaml")
    return rows


@cache
def _rows(name: str) -> Any:
    return yaml.safe_load(_FOLDER.joinpath(name).read_text("utf-8"))
