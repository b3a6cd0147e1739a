"""Nothing that differs between two laws is left untold: between periods, and leaf by leaf."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from portefeuille.core.law import WRONG_DEPOSITS, Language, LawInForce
from portefeuille.core.lawbook.news import Change, Teller, days_of_change
from portefeuille.core.lawbook.words import Wording, all_labels
from portefeuille.law import load, schemes
from portefeuille.law.names import load_names

LAW, NAMES = load(), load_names()
LAST = LAW.periods[-1].document
LANGUAGES: tuple[Language, ...] = ("nl", "en")
PAIRS = [*pairwise(LAW.periods)]
DAY = date(2027, 1, 1)

Path_ = tuple[str, ...]


def leaves(part: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every leaf with its path; a list is followed by place."""
    if isinstance(part, Mapping) and part:
        for name, below in part.items():
            yield from leaves(below, (*path, str(name)))
    elif isinstance(part, list) and part:
        for at, below in enumerate(part):
            yield from leaves(below, (*path, str(at)))
    else:
        yield path, part


FILLED = {
    "topics": [{"code": "een/nieuw", "label": {"nl": "Nieuw", "en": "New"}}],
    "moved-last-days": [
        {
            "limit": "days-to-file",
            "first": "2027-01-02",
            "last": "2027-01-03",
            "until": "2027-01-05",
        }
    ],
    "state-aid": {"regime": "gber"},
    **dict.fromkeys(WRONG_DEPOSITS, "queue"),
}
"""What may stand where an empty list stands, nothing that is known, or one of some words."""


def other(path: Path_, value: Any) -> Any:
    """Something else that could stand where a leaf stands."""
    choices = {"kind": ("formal", "content"), "unknown": ("pass", "block")}
    if path[0] == "rules" and path[-1] in choices:
        return next(word for word in choices[path[-1]] if word != value)
    if value == "all":
        return ["innovatie"]
    if path[-1] in FILLED:
        return FILLED[path[-1]]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return 7
    if isinstance(value, str) and value.replace(".", "").isdigit() and "." in value:
        return "0.11" if len(value) == 4 else "123.45"
    return f"{value} of nog iets" if isinstance(value, str) else ["iets"] if value == [] else value


def with_leaf(document: Mapping[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(document))
    part: Any = copy
    for step in path[:-1]:
        part = part[int(step)] if isinstance(part, list) else part[step]
    part[int(path[-1]) if isinstance(part, list) else path[-1]] = value
    return copy


def told(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> list[Change]:
    labels = all_labels([before, after])
    was, now = (Wording(one, NAMES, language, labels) for one in (before, after))
    return Teller(LAW, NAMES, language).changes(was, now, DAY)


def covered(path: Path_, changes: list[Change]) -> bool:
    return any(path[: len(one.path)] == one.path for one in changes)


def sound(changes: list[Change]) -> bool:
    said = [text for one in changes for text in (one.sentence, one.headline)]
    return all(text.strip() and "{" not in text and "  " not in text for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[1].first_day))
def test_whatever_differs_between_two_periods_is_told(
    pair: tuple[LawInForce, LawInForce], language: Language
) -> None:
    before, after = (dict(leaves(period.document)) for period in pair)
    differing = {path for path in before | after if before.get(path) != after.get(path)}
    changes = told(pair[0].document, pair[1].document, language)
    assert differing > {("first_day",)}
    assert [p for p in differing if p != ("first_day",) and not covered(p, changes)] == []
    assert sound(changes)


@pytest.mark.parametrize("document", [LAST, LAW.on(date(2020, 7, 1)).document], ids=["now", "2020"])
def test_no_leaf_of_the_law_can_change_in_silence(document: Mapping[str, Any]) -> None:
    tried = 0
    for path, value in leaves(document):
        if path[0] in ("scheme", "first_day") or other(path, value) == value:
            continue
        changes = told(document, with_leaf(document, path, other(path, value)), "nl")
        assert covered(path, changes), path
        assert sound(changes), path
        tried += 1
    assert tried > 400


def test_what_nobody_named_is_told_plainly() -> None:
    before = with_leaf(LAST, ("values", "days-to-rest"), 3)
    (change,) = told(before, with_leaf(LAST, ("values", "days-to-rest"), 5), "en")
    assert change.sentence.replace("\u00a0", " ") == (
        "From 1 January 2027 “days-to-rest” is 5, instead of 3."
    )
    (change,) = told(LAST, before, "en")
    assert (change.name, change.kind) == ("days-to-rest", "changed")
    assert "instead of nothing" in change.sentence


def test_a_value_that_goes_and_one_that_comes_are_told() -> None:
    for path in (("values", "ceiling", "small"), ("rules", "room-left"), ("stops", "partly-paid")):
        gone = json.loads(json.dumps(LAST))
        del _inside(gone, path)[path[-1]]
        assert [one.path for one in told(LAST, gone, "nl")] == [path]
        assert [one.path for one in told(gone, LAST, "nl")] == [path]


def _inside(document: Any, path: Path_) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_of_every_scheme_that_ships_can_be_told(
    scheme: str, language: Language
) -> None:
    for day in days_of_change(load(scheme), NAMES, language):
        assert day.headline
        assert sound(list(day.changes))
