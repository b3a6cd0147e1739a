"""The budget of a scheme: `budget.yaml`, which a scheme need not have.

An envelope is one of a calendar year: each entry begins on a 1 January and holds until the next.
"""

from collections.abc import Collection
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from portefeuille import law as laws
from portefeuille.core.budget import WHEN_EXHAUSTED, BudgetLaw, Part
from portefeuille.core.periods import Dated
from portefeuille.law.dated import Shape, Sources, Timeline, dated_values, texts
from portefeuille.law.lists import theme_codes, theme_lists
from portefeuille.law.place import Place, read_yaml
from portefeuille.law.shapes import some_themes

FILE: Final = "budget.yaml"
LONGEST_CODE: Final = 12
"""Letters of the code of a part: it is stored with what waits for it."""


@cache
def load_budget(scheme: str = laws.DEFAULT_SCHEME) -> BudgetLaw:
    """The budget of a scheme that ships with the project."""
    return read_budget(laws.FOLDER / scheme)


def read_budget(folder: Path) -> BudgetLaw:
    """The budget of a scheme's folder; one without anything where it has no such file.

    LawError with file and line where the file is wrong.
    """
    if not (folder / FILE).exists():
        return BudgetLaw()
    fields = read_yaml(folder / FILE).fields(("envelope", "when-exhausted", "earmarked"))
    sources = _sources(folder)
    themes = some_themes(_theme_codes(folder, sources))
    return BudgetLaw(
        envelope=_by_year(fields["envelope"], sources),
        when_exhausted=dated_values(fields["when-exhausted"], _end, sources),
        parts={
            name: _part(name, at, place, themes, sources)
            for name, at, place in fields["earmarked"].items()
        },
    )


def _part(code: str, at: Place, place: Place, themes: Shape, sources: Sources) -> Part:
    if len(code) > LONGEST_CODE:
        raise at.wrong(f"{code!r} is too long", f"a name of at most {LONGEST_CODE} letters")
    fields = place.fields(("name", "themes", "envelope"))
    return Part(
        code=code,
        name=texts(fields["name"]),
        themes=dated_values(fields["themes"], partial(_some, themes), sources),
        envelope=_by_year(fields["envelope"], sources),
    )


def _by_year(place: Place, sources: Sources) -> Timeline:
    """Amounts by year; a year that is split in two has no one envelope."""
    found: tuple[Dated[Any], ...] = dated_values(place, _euro_or_unknown, sources)
    for row, dated in zip(place.rows(), found, strict=True):
        if (dated.first_day.month, dated.first_day.day) != (1, 1):
            why = f"{dated.first_day} is no first day of a year"
            raise row.wrong(why, f"a day such as {dated.first_day.year}-01-01")
    return found


def _euro_or_unknown(place: Place) -> str | None:
    return None if place.is_word("unknown") else place.euro()


def _end(place: Place) -> str | None:
    word = place.one_of(WHEN_EXHAUSTED)
    return None if word == "unknown" else word


def _some(themes: Shape, place: Place) -> Any:
    """A part that is for no theme at all would be a limit that nothing meets."""
    if not place.rows():
        raise place.wrong("no theme stands here", "at least one code of themes.yaml")
    return themes(place)


def _sources(folder: Path) -> Sources:
    scheme = {name: place for name, _, place in read_yaml(folder / "scheme.yaml").items()}
    return {name: texts(place) for name, _, place in scheme["sources"].items()}


def _theme_codes(folder: Path, sources: Sources) -> Collection[str]:
    path = folder / "themes.yaml"
    return theme_codes(theme_lists(read_yaml(path), sources)) if path.exists() else ()
