"""Reads `theme-concordance.yaml`: themes of earlier lists as themes of the present one.

Every code of every earlier list is treated once: it is carried over to one theme, it falls apart
over several (nobody knows how), or no source says what became of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from portefeuille import law as laws
from portefeuille.core.law import Provision
from portefeuille.core.periods import Dated
from portefeuille.law.dated import ABOUT, Sources, Timeline, in_order, provision, texts
from portefeuille.law.lists import theme_lists
from portefeuille.law.place import Place, read_yaml

FILE: Final = "theme-concordance.yaml"
_WAYS: Final = ("same", "within")


@dataclass(frozen=True, slots=True)
class Era:
    """An earlier list: its codes that are carried over, and those that are not.

    `several` has the codes of the present list that are named under it.
    """

    carried_over: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The eras before the present list, and the day that one began."""

    present: date
    eras: tuple[Dated[Provision], ...]


@cache
def load_concordance(scheme: str = laws.DEFAULT_SCHEME) -> Concordance:
    """The concordance of a scheme that ships with the project."""
    return read_concordance(laws.FOLDER / scheme)


def read_concordance(folder: Path) -> Concordance:
    """The concordance in the folder of a scheme; LawError with file and line where it is wrong."""
    scheme = {name: place for name, _, place in read_yaml(folder / "scheme.yaml").items()}
    sources = {name: texts(place) for name, _, place in scheme["sources"].items()}
    lists = _codes(theme_lists(read_yaml(folder / "themes.yaml"), sources))
    fields = read_yaml(folder / FILE).fields(("present", "eras"))
    present = fields["present"].day()
    if present not in lists:
        raise fields["present"].wrong(f"no list begins on {present}", "a day of themes.yaml")
    rows = fields["eras"].rows()
    eras = [_era(row, lists, present, sources) for row in rows]
    found = in_order(fields["eras"], eras)
    missing = {day for day in lists if day < present} - {era.first_day for era in found}
    if missing:
        raise fields["eras"].wrong(f"the list of {min(missing)} is missing", "every earlier list")
    return Concordance(present, found)


def _codes(lists: Timeline) -> dict[date, tuple[str, ...]]:
    return {
        dated.first_day: tuple(
            code
            for theme in dated.value.value["list"]
            for code in (theme["code"], *(topic["code"] for topic in theme["topics"]))
        )
        for dated in lists
    }


def _era(
    row: Place, lists: Mapping[date, tuple[str, ...]], present: date, sources: Sources
) -> Dated[Provision]:
    fields = row.fields((*ABOUT, *_WAYS, "several", "unknown"), ("note",))
    day = fields["from"].day()
    if day not in lists:
        raise fields["from"].wrong(f"no list begins on {day}", "a day of themes.yaml")
    carried: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for way in _WAYS:
        for code, at, place in fields[way].items():
            carried[code] = _present(place, lists[present])
            _once(code, at, places)
    for code, at, place in fields["several"].items():
        several[code] = tuple(_present(one, lists[present]) for one in place.rows())
        _once(code, at, places)
    unknown = tuple(place.text() for place in fields["unknown"].rows())
    for code, place in zip(unknown, fields["unknown"].rows(), strict=True):
        _once(code, place, places)
    for code, place in places.items():
        if code not in lists[day]:
            raise place.wrong(f"{code!r} is not in the list of {day}", "a code of themes.yaml")
    if left := [code for code in lists[day] if code not in places]:
        raise row.wrong(f"{left[0]!r} is not treated", "every code of the list, once")
    return provision(fields, Era(carried, several, unknown), sources)


def _present(place: Place, codes: tuple[str, ...]) -> str:
    if place.text() not in codes:
        raise place.wrong(f"{place.text()!r} is not in the present list", "a code of themes.yaml")
    return place.text()


def _once(code: str, at: Place, places: dict[str, Place]) -> None:
    if code in places:
        raise at.wrong(f"{code!r} is treated twice", "each code once")
    places[code] = at
