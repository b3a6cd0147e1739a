"""Reads the files of a scheme and resolves them into the periods of its law.

Every file holds dated entries. The days on which anything begins cut time into periods; for
each period one document says everything that then holds. A document is what `core.law` types,
what is stored beside decisions, and what the digest names.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from portefeuille.core.law import Law
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.periods import Dated, first_days, value_on
from portefeuille.law.afterwards import read_stops
from portefeuille.law.dated import Sources, Timeline, dated_values, texts
from portefeuille.law.lists import code_lists, theme_codes, theme_lists
from portefeuille.law.place import Place, read_yaml
from portefeuille.law.rules import read_rules
from portefeuille.law.shapes import some_themes, value_shapes

MAY_BEGIN_LATER = (
    "excluded",
    "rules.content-not-excluded",
    "rules.profession-specific-listed",
    "rules.higher-rate",
)
"""What the law had not heard of on its first day; the rules stay silent until it does."""


def read_law(folder: Path) -> Law:
    """The law of a scheme's folder; LawError with file and line where a file is wrong."""
    scheme = read_yaml(folder / "scheme.yaml").fields(
        ("scheme", "name", "first_day", "sources", "values")
    )
    sources = {name: texts(place) for name, _, place in scheme["sources"].items()}
    tree = _tree(folder, scheme["values"], sources)
    provisions = dict(_flat(tree, ()))
    rules, words = read_rules(read_yaml(folder / "rules.yaml"), sources)
    stops = read_stops(read_yaml(folder / "afterwards.yaml"), sources)
    spoken_of = {f"rules.{name}": timeline for name, timeline in rules.items()}
    spoken_of |= {f"stops.{name}": timeline for name, timeline in stops.items()}
    _check_beginning(scheme["first_day"], {**provisions, **spoken_of})
    days = set().union(
        *(first_days(timeline) for timeline in provisions.values()),
        *(first_days(timeline) for timeline in spoken_of.values()),
    )
    name = scheme["scheme"].text()
    periods = []
    for day in sorted(days):
        spoken = _spoken_on(rules, day)
        document = {"scheme": name, "first_day": str(day), **_on(tree, day)}
        document |= {"rules": spoken, "words": words, "stops": _spoken_on(stops, day)}
        periods.append(law_in_force(document, digest_of(document)))
    return Law(
        scheme=name,
        name=texts(scheme["name"]),
        sources=sources,
        periods=tuple(periods),
        provisions=provisions,
    )


def digest_of(document: Mapping[str, Any]) -> str:
    """The name of a document: the first 12 hex digits of the SHA-256 of its canonical JSON."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _tree(folder: Path, values: Place, sources: Sources) -> dict[str, Any]:
    """Every timeline of the scheme, in the shape of the document."""
    forms = read_yaml(folder / "legal-forms.yaml").fields(("in", "out"))
    sectors = read_yaml(folder / "sectors.yaml").fields(("in",))
    content = read_yaml(folder / "exclusions.yaml").fields(("excluded", "profession-specific"))
    themes = theme_lists(read_yaml(folder / "themes.yaml"), sources)
    named = some_themes(theme_codes(themes))
    return {
        "values": _values(values, value_shapes(named), sources),
        "themes": themes,
        "legal-forms": {name: code_lists(place, sources, {}) for name, place in forms.items()},
        "sectors": code_lists(sectors["in"], sources, {}),
        "excluded": code_lists(content["excluded"], sources, {}),
        "listed-only": code_lists(content["profession-specific"], sources, {"themes": named}),
    }


def _values(place: Place, shapes: Mapping[str, Any], sources: Sources) -> dict[str, Any]:
    fields = place.fields(tuple(shapes))
    return {
        name: _values(fields[name], shape, sources)
        if isinstance(shape, Mapping)
        else dated_values(fields[name], shape, sources)
        for name, shape in shapes.items()
    }


def _flat(tree: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Timeline]]:
    for name, branch in tree.items():
        if isinstance(branch, Mapping):
            yield from _flat(branch, (*path, name))
        else:
            yield ".".join(part for part in (*path, name) if part != "values"), branch


def _on(tree: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The tree with each timeline replaced by what holds on the day."""
    resolved: dict[str, Any] = {}
    for name, branch in tree.items():
        if isinstance(branch, Mapping):
            resolved[name] = _on(branch, day)
        else:
            provision = value_on(branch, day)
            resolved[name] = None if provision is None else provision.value
    return resolved


def _spoken_on(timelines: Mapping[str, Sequence[Dated[Any]]], day: date) -> dict[str, Any]:
    """The sentences in force on a day, by name; what the law has not heard of yet is left out."""
    return {name: text for name, line in timelines.items() if (text := value_on(line, day))}


def _check_beginning(place: Place, timelines: Mapping[str, Sequence[Dated[Any]]]) -> None:
    """Nothing may be missing on the first day, except what the law itself began later."""
    first_day = place.day()
    for name, timeline in timelines.items():
        begins = timeline[0].first_day
        if begins != first_day and not (name in MAY_BEGIN_LATER and begins > first_day):
            raise place.wrong(f"{name} begins on {begins}", f"every value from {first_day} on")
