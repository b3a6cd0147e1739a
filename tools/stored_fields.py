"""Writes docs/stored-fields.md out of docs/stored-fields.yaml; a test compares them.

    python -m tools.stored_fields

The YAML is what a test holds against the tables; the page is for people to read.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from portefeuille.retention.periods import Kept, periods

DOCS: Final = Path(__file__).parent.parent / "docs"
LIST, PAGE = DOCS / "stored-fields.yaml", DOCS / "stored-fields.md"

HEAD: Final = """# What is stored, why, and how long

Made from `stored-fields.yaml` by `python -m tools.stored_fields`; do not edit it here. A test
holds the list to the tables of a migrated database and to the facts every source gives. What the
software erases by itself, and when, is made from the periods it reads
(`src/portefeuille/retention/periods.yaml`).

The periods are advice: a record may only be destroyed under a selection rule in the
Serieregister. A field with a star is, or may hold, personal data.
"""


def stored() -> dict[str, Any]:
    """The list: classes, tables and facts."""
    listed: dict[str, Any] = yaml.safe_load(LIST.read_text("utf-8"))
    return listed


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_classes(stored()), *_facts(stored())])


def _classes(listed: dict[str, Any]) -> Iterator[str]:
    for name, told in listed["classes"].items():
        yield f"## {name}\n"
        yield f"Holds {told['holds']}. Kept {told['kept']} ({told['source']})."
        yield f"Enforced: {told['enforced']}.\n"
        yield from _erased(name)
        yield "| field | what for |\n|---|---|"
        for table, its in listed["tables"].items():
            if its["class"] == name:
                yield from _fields(table, its)
        yield ""


def _erased(record_class: str) -> Iterator[str]:
    lines = [_line(one) for one in periods().values() if one.record_class == record_class]
    if lines:
        yield "\n".join(lines) + "\n"


def _line(kept: Kept) -> str:
    rule = "; only under a selection rule" if kept.needs_rule else ""
    return (
        f"- `{kept.kind}`: {kept.what}. {kept.after} from {kept.start}: {kept.does}"
        f" ({kept.source}{rule})."
    )


def _fields(table: str, its: dict[str, Any]) -> Iterator[str]:
    personal = its.get("personal", ())
    for field, purpose in its["fields"].items():
        star = " \\*" if field in personal else ""
        yield f"| `{table}.{field}`{star} | {purpose} |"


def _facts(listed: dict[str, Any]) -> Iterator[str]:
    yield "## The facts of a snapshot\n"
    yield "What `register_snapshot.facts` may hold.\n"
    yield "| fact | what for |\n|---|---|"
    for path, purpose in listed["facts"].items():
        yield f"| `{path}` | {purpose} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
