"""Every dated value of a scheme's folder, as one tree in the shape of the document.

A leaf is a timeline: what held since when, with its source. What a scheme does not need because
it does not ask the rule is left out of its files; in the document a neutral value stands there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from portefeuille.core.periods import value_on
from portefeuille.law.dated import Sources, Timeline, dated_values
from portefeuille.law.lists import code_lists, codes_by_version, theme_codes, theme_lists
from portefeuille.law.place import Place, read_yaml
from portefeuille.law.shapes import Free, some_themes, value_shapes, words_of

Tree = Mapping[str, Any]

NEUTRAL: Final[Mapping[str, tuple[str, Any]]] = {
    "minimum-cost": ("minimum-cost", {}),
    "higher-rate": ("higher-rate", {}),
    "registration-prefix": ("provider-for-service", {}),
    "end-by-following-year": ("ends-in-time", []),
    "public-share-below": ("private-sector", "1.00"),
    "regions": ("flemish-establishment", []),
    "statuses": ("active-in-register", []),
    "state-aid": ("de-minimis", None),
}
"""Values that only one rule needs: its name, and what the document says where it is not asked."""

_NO_CODES: Final[Mapping[str, Any]] = {"complete": False, "codes": {}}


@dataclass(frozen=True, slots=True)
class Neutral:
    """A leaf that no file gives, since nothing the scheme asks needs it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Scheme:
    """What reading the tree needs to know: the folder, the rules that are asked, the sources."""

    folder: Path
    asked: Collection[str]
    sources: Sources

    def file(self, name: str, *rules: str) -> Place | None:
        """A file of the scheme; None where it is not there and none of its rules is asked."""
        path = self.folder / name
        if not path.exists() and not set(rules) & set(self.asked):
            return None
        return read_yaml(path)


def read_tree(scheme: Scheme, values: Place) -> dict[str, Any]:
    """The tree of a scheme's folder; `values` is that part of `scheme.yaml`."""
    themes = _themes(scheme)
    named = some_themes(() if isinstance(themes, Neutral) else theme_codes(themes))
    services = words_of(values, "services")
    shapes = value_shapes(named, services)
    return {
        "values": _values(scheme, values, shapes),
        "themes": themes,
        "legal-forms": _in_and_out(scheme, "legal-forms.yaml", "legal-form"),
        "situations": _in_and_out(scheme, "juridical-situations.yaml", "juridical-situation"),
        "sectors": _sectors(scheme),
        **_content(scheme, named),
    }


def flat(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Timeline]]:
    """Every timeline of the tree with its name, such as "rate.small"."""
    for name, branch in tree.items():
        if isinstance(branch, Mapping):
            yield from flat(branch, (*path, name))
        elif not isinstance(branch, Neutral):
            yield ".".join(part for part in (*path, name) if part != "values"), branch


def resolved(tree: Tree, day: date) -> dict[str, Any]:
    """The tree with each timeline replaced by what holds on the day."""
    found: dict[str, Any] = {}
    for name, branch in tree.items():
        if isinstance(branch, Mapping):
            found[name] = resolved(branch, day)
        elif isinstance(branch, Neutral):
            found[name] = branch.value
        else:
            provision = value_on(branch, day)
            found[name] = None if provision is None else provision.value
    return found


def _values(scheme: Scheme, place: Place, shapes: Mapping[str, Any]) -> dict[str, Any]:
    needed = [name for name in shapes if _is_needed(name, scheme.asked)]
    fields = place.fields(tuple(needed), tuple(name for name in shapes if name not in needed))
    return {
        name: _value(fields[name], shape, scheme.sources)
        if name in fields
        else Neutral(NEUTRAL[name][1])
        for name, shape in shapes.items()
    }


def _is_needed(name: str, asked: Collection[str]) -> bool:
    return name not in NEUTRAL or NEUTRAL[name][0] in asked


def _value(place: Place, shape: Any, sources: Sources) -> Any:
    """A timeline, or a mapping of them where the shape is one."""
    if isinstance(shape, Free):
        return {name: dated_values(row, shape.shape, sources) for name, _, row in place.items()}
    if isinstance(shape, Mapping):
        fields = place.fields(tuple(shape))
        return {name: _value(fields[name], part, sources) for name, part in shape.items()}
    return dated_values(place, shape, sources)


def _themes(scheme: Scheme) -> Timeline | Neutral:
    place = scheme.file("themes.yaml", "theme-in-list")
    if place is None:
        return Neutral({"complete": False, "list": []})
    return theme_lists(place, scheme.sources)


def _in_and_out(scheme: Scheme, file: str, rule: str) -> dict[str, Any]:
    place = scheme.file(file, rule)
    if place is None:
        return {"in": Neutral(_NO_CODES), "out": Neutral(_NO_CODES), "names": Neutral({})}
    fields = place.fields(("in", "out"), ("names",))
    names = fields["names"].items() if "names" in fields else ()
    return {
        "in": code_lists(fields["in"], scheme.sources, {}),
        "out": code_lists(fields["out"], scheme.sources, {}),
        "names": Neutral({code: label.text() for code, _, label in names}),
    }


def _sectors(scheme: Scheme) -> Timeline | Neutral:
    place = scheme.file("sectors.yaml", "main-activity")
    if place is None:
        return Neutral({"complete": False, "versions": {}})
    return codes_by_version(place.fields(("in",))["in"], scheme.sources)


def _content(scheme: Scheme, themes: Any) -> dict[str, Any]:
    rules = ("content-not-excluded", "profession-specific-listed")
    place = scheme.file("exclusions.yaml", *rules)
    if place is None:
        return {"excluded": Neutral(None), "listed-only": Neutral({**_NO_CODES, "themes": []})}
    fields = place.fields(("excluded", "profession-specific"))
    listed = code_lists(fields["profession-specific"], scheme.sources, {"themes": themes})
    return {
        "excluded": code_lists(fields["excluded"], scheme.sources, {}),
        "listed-only": listed,
    }
