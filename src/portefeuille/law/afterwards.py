"""What comes after the decision: the sentences of `afterwards.yaml`, dated, in two languages."""

from pathlib import Path
from typing import Any, Final

from portefeuille.core.periods import Dated
from portefeuille.core.settlement import STOP_CASES
from portefeuille.law.dated import Sources, in_order, source_names
from portefeuille.law.place import Place, read_yaml

SENTENCES: Final = ("title", "own-share", "room-returns", "room-stays")


def read_stops(path: Path, sources: Sources) -> dict[str, tuple[Dated[dict[str, Any]], ...]]:
    """The versions of every case of stopping, by its name; none where there is no such file."""
    if not path.exists():
        return {}
    stops = read_yaml(path).fields(("stops",))["stops"].fields(STOP_CASES)
    return {name: _versions(case, sources) for name, case in stops.items()}


def _versions(place: Place, sources: Sources) -> tuple[Dated[dict[str, Any]], ...]:
    entries = []
    for row in place.rows():
        fields = row.fields(("from", "source", "nl", "en"))
        names = source_names(fields["source"], sources)
        said = {language: fields[language].fields(SENTENCES) for language in ("nl", "en")}
        version: dict[str, Any] = {
            "source": {
                language: "; ".join(sources[name][language] for name in names) for language in said
            }
        }
        for sentence in SENTENCES:
            version[sentence.replace("-", "_")] = {
                language: said[language][sentence].text() for language in said
            }
        entries.append(Dated(fields["from"].day(), version))
    return in_order(place, entries)
