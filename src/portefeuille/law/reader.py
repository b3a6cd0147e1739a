"""Reads the files of a scheme and resolves them into the periods of its law.

Every file holds dated entries. The days on which anything begins cut time into periods; for
each period one document says everything that then holds. A document is what `core.law` types,
what is stored beside decisions, and what the digest names.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from portefeuille.core.law import Law
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.periods import Dated, first_days, value_on
from portefeuille.law.afterwards import read_stops
from portefeuille.law.dated import texts
from portefeuille.law.exceptions import (
    days_of_moves,
    moved_on,
    read_exceptions,
    with_other_limits,
)
from portefeuille.law.overlay import SOURCE, Overlay, laid_over
from portefeuille.law.place import Place, read_yaml
from portefeuille.law.rules import read_rules
from portefeuille.law.tree import Scheme, flat, read_tree, resolved

MAY_BEGIN_LATER = (
    "excluded",
    "rules.content-not-excluded",
    "rules.profession-specific-listed",
    "rules.higher-rate",
)
"""What the law had not heard of on its first day; the rules stay silent until it does."""


def read_law(folder: Path, overlay: Overlay | None = None) -> Law:
    """The law of a scheme's folder, with an overlay over it or none.

    LawError with file and line where a file is wrong.
    """
    scheme = read_yaml(folder / "scheme.yaml").fields(
        ("scheme", "name", "first_day", "sources", "values")
    )
    sources = {name: texts(place) for name, _, place in scheme["sources"].items()}
    rules, words = read_rules(read_yaml(folder / "rules.yaml"), sources)
    stops = read_stops(folder / "afterwards.yaml", sources)
    exceptions = read_exceptions(folder, sources)
    tree = read_tree(Scheme(folder, tuple(rules), sources), scheme["values"])
    spoken_of = {f"rules.{name}": timeline for name, timeline in rules.items()}
    spoken_of |= {f"stops.{name}": timeline for name, timeline in stops.items()}
    _check_beginning(scheme["first_day"], {**dict(flat(tree)), **spoken_of})
    code, name = scheme["scheme"].text(), texts(scheme["name"])
    first_day = scheme["first_day"].day()
    tree["values"] = with_other_limits(tree["values"], exceptions, first_day)
    if overlay is not None:
        overlay.begins_from(first_day)
        tree, name = laid_over(tree, overlay, scheme["values"]), dict(overlay.name)
        sources[SOURCE] = name
    provisions = dict(flat(tree))
    days = days_of_moves(exceptions, first_day).union(
        *(first_days(timeline) for timeline in provisions.values()),
        *(first_days(timeline) for timeline in spoken_of.values()),
    )
    periods = []
    for day in sorted(days):
        document = {"scheme": code, "first_day": str(day), **resolved(tree, day)}
        document |= {"rules": _spoken_on(rules, day), "words": words}
        document |= {"stops": _spoken_on(stops, day), "moved-last-days": moved_on(exceptions, day)}
        periods.append(law_in_force(document, digest_of(document)))
    return Law(
        scheme=code,
        name=name,
        sources=sources,
        periods=tuple(periods),
        provisions=provisions,
        exceptions=exceptions,
    )


def digest_of(document: Mapping[str, Any]) -> str:
    """The name of a document: the first 12 hex digits of the SHA-256 of its canonical JSON."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


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
