"""A published table as a document: canonical JSON, the same bytes for the same rows.

A cell is a text, a whole number or null; `{"day": "2019-01-01"}` is a date, `{"hidden": true}`
what is not told. Keys are in order, nothing is padded, texts are UTF-8.
"""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from portefeuille.figures.disclosure.values import Told
from portefeuille.figures.values import HIDDEN, Facts, Hidden, Scope

ABOUT: Final = "about"
"""The key of the document that says what holds for a whole release."""

_HIDDEN: Final = {"hidden": True}


def key_of(figure: str, scope: Scope) -> str:
    """The address of a table in its release: the figure, its days and its filters."""
    days = {"first_day": scope.first_day.isoformat(), "last_day": scope.last_day.isoformat()}
    return f"{figure}?{urlencode([*days.items(), *scope.filters])}"


def scope_of(key: str) -> tuple[str, Scope]:
    """The figure and the scope of an address."""
    figure, _, query = key.partition("?")
    filters = dict(parse_qsl(query))
    first, last = (date.fromisoformat(filters.pop(name)) for name in ("first_day", "last_day"))
    service, theme = filters.pop("service", None), filters.pop("theme", None)
    return figure, Scope(first, last, service, theme, tuple(filters.items()))


def written(table: Told) -> str:
    """The document of a table."""
    rows = [{name: _written(cell) for name, cell in facts.items()} for facts in table.rows]
    return canonical({"keys": list(table.keys), "rows": rows})


def read(document: str) -> tuple[tuple[str, ...], tuple[Facts, ...]]:
    """The keys of a table and its rows, as they were written."""
    found = json.loads(document)
    rows = ({name: _read(cell) for name, cell in facts.items()} for facts in found["rows"])
    return tuple(found["keys"]), tuple(rows)


def canonical(document: Any) -> str:
    """JSON in one form."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(documents: Mapping[str, str]) -> str:
    """The sha256 (hex) of documents by their key, whatever their order."""
    return sha256(canonical(dict(documents)).encode()).hexdigest()


def _written(cell: Any) -> Any:
    if isinstance(cell, Hidden):
        return _HIDDEN
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _read(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    return HIDDEN if cell == _HIDDEN else date.fromisoformat(cell["day"])
