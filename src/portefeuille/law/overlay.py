"""A reform as a small file that is laid over the law of a scheme from a day on.

    scheme: kmo-portefeuille
    name: {nl: "Besparing 2027", en: "Savings of 2027"}
    from: 2027-01-01
    values:
      rate: {small: "0.35"}
      ceiling: {small: "6000.00", medium: "6000.00"}
    themes:
      without: [innovatie]

A value is named and written as in `scheme.yaml`. It holds from that day on, whatever the law
would have said later; what the overlay does not name stays as it is. The same `decide` judges.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from portefeuille.core.law import Provision, Text
from portefeuille.core.periods import Dated, value_on
from portefeuille.law.dated import Timeline, texts
from portefeuille.law.lists import theme_codes
from portefeuille.law.place import LawError, Place, read_yaml
from portefeuille.law.shapes import Free, some_themes, value_shapes, words_of
from portefeuille.law.tree import Neutral

SOURCE: Final = "REFORM"
"""The source under which everything that an overlay says is quoted."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay as read: over which scheme, its name, and from when."""

    scheme: str
    name: Text
    first_day: date
    fields: Mapping[str, Place]

    def begins_from(self, day: date) -> None:
        """LawError where it begins before the law it is laid over."""
        if self.first_day < day:
            why = f"the law of {self.scheme} begins on {day}, after {self.first_day}"
            raise self.wrong("from", why, f"a day from {day} on")

    def wrong(self, field: str, why: str, expected: str) -> LawError:
        """The error that points at one of its fields."""
        return self.fields[field].wrong(why, expected)


def read_overlay(path: Path) -> Overlay:
    """The overlay of a file; LawError with file and line where it cannot be read."""
    fields = read_yaml(path).fields(("scheme", "name", "from"), ("values", "themes"))
    if not {"values", "themes"} & set(fields):
        raise fields["scheme"].wrong("the overlay changes nothing", "values, themes, or both")
    return Overlay(
        scheme=fields["scheme"].text(),
        name=texts(fields["name"]),
        first_day=fields["from"].day(),
        fields=fields,
    )


def laid_over(tree: Mapping[str, Any], overlay: Overlay, values: Place) -> dict[str, Any]:
    """The tree of a scheme with the overlay over it; `values` is that part of `scheme.yaml`."""
    themes = tree["themes"]
    changed = dict(tree)
    if "themes" in overlay.fields:
        changed["themes"] = _without(themes, overlay)
    if "values" in overlay.fields:
        named = some_themes(() if isinstance(themes, Neutral) else theme_codes(themes))
        shapes = value_shapes(named, words_of(values, "services"))
        changed["values"] = _over(tree["values"], overlay.fields["values"], shapes, overlay)
    return changed


def _over(
    branch: Mapping[str, Any], place: Place, shapes: Mapping[str, Any], overlay: Overlay
) -> dict[str, Any]:
    changed = dict(branch)
    for name, at, value in place.items():
        shape = shapes.get(name)
        if shape is None:
            raise at.wrong(f"{name!r} is not a value here", f"one of {', '.join(sorted(shapes))}")
        standing = branch[name]
        if isinstance(standing, Mapping):
            parts = dict.fromkeys(standing, shape.shape) if isinstance(shape, Free) else shape
            changed[name] = _over(standing, value, parts, overlay)
        elif isinstance(standing, Neutral):
            raise at.wrong(f"{name!r} is not a value of this scheme", "a value of its scheme.yaml")
        else:
            changed[name] = _from_then_on(standing, shape(value), overlay)
    return changed


def _without(themes: Timeline | Neutral, overlay: Overlay) -> Timeline:
    """The lists of themes, from that day on without those that the overlay takes out."""
    place = overlay.fields["themes"].fields(("without",))["without"]
    if isinstance(themes, Neutral):
        raise place.wrong("this scheme has no themes", "an overlay without themes")
    out = {row.text() for row in place.rows()}
    standing = value_on(themes, overlay.first_day)
    later = [dated for dated in themes if dated.first_day > overlay.first_day]
    lists = [*([standing] if standing else []), *(dated.value for dated in later)]
    known = {code for one in lists for code in _codes(one.value)}
    for row in place.rows():
        if row.text() not in known:
            raise row.wrong(
                f"{row.text()!r} is not in the list of {overlay.first_day}",
                f"a theme or topic of that day: {', '.join(sorted(known))}",
            )
    assert standing is not None
    changed = _from_then_on(themes, _less(standing.value, out), overlay)
    return (
        *changed,
        *(Dated(dated.first_day, _said(_less(dated.value.value, out), overlay)) for dated in later),
    )


def _codes(themes: Mapping[str, Any]) -> set[str]:
    topics = {topic["code"] for theme in themes["list"] for topic in theme["topics"]}
    return topics | {theme["code"] for theme in themes["list"]}


def _less(themes: Mapping[str, Any], out: set[str]) -> dict[str, Any]:
    """The list without some themes and topics; a theme whose last topic goes, goes too."""
    left = []
    for theme in themes["list"]:
        topics = [topic for topic in theme["topics"] if topic["code"] not in out]
        emptied = theme["topics"] and not topics
        if theme["code"] not in out and not emptied:
            left.append({**theme, "topics": topics})
    return {**themes, "list": left}


def _from_then_on(timeline: Timeline, value: Any, overlay: Overlay) -> Timeline:
    before = [dated for dated in timeline if dated.first_day < overlay.first_day]
    return (*before, Dated(overlay.first_day, _said(value, overlay)))


def _said(value: Any, overlay: Overlay) -> Provision:
    return Provision(
        value=value,
        sources=(SOURCE,),
        confidence="proposal",
        verified=overlay.first_day,
        note=None,
    )
