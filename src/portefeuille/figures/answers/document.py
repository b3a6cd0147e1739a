"""An answer as the document that is kept, and back: every cell, column and sentence of it.

The document is canonical JSON (keys sorted, no spaces, whole numbers only): one answer has
one text and one sha256. Whole numbers stay whole; a cell that is not told is `{"hidden": true}`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from portefeuille.core.law import Text
from portefeuille.figures.tables import Answer, NotAvailable, Part, Row, Table
from portefeuille.figures.values import HIDDEN, Cell, Column, Hidden


def canonical(document: Any) -> str:
    """The one text of a document."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str | bytes) -> str:
    """The sha256 of a text or of bytes, in hex."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def to_document(answer: Answer) -> dict[str, Any]:
    """The answer as plain values."""
    return {
        "name": answer.name,
        "title": answer.title,
        "document": answer.document,
        "question": answer.question,
        "as_of": answer.as_of.isoformat(),
        "source": answer.source,
        "tables": [_table(table) for table in answer.tables],
        "not_available": [asdict(each) for each in answer.not_available],
        "assumptions": list(answer.assumptions),
        "parts": [asdict(part) for part in answer.parts],
        "language": answer.language,
    }


def from_document(document: Mapping[str, Any]) -> Answer:
    """The answer of plain values that `to_document` made."""
    return Answer(
        name=document["name"],
        title=document["title"],
        document=document["document"],
        question=document["question"],
        as_of=date.fromisoformat(document["as_of"]),
        source=document["source"],
        tables=tuple(_read_table(table) for table in document["tables"]),
        not_available=tuple(NotAvailable(**each) for each in document["not_available"]),
        assumptions=tuple(document["assumptions"]),
        parts=tuple(_read_part(part) for part in document["parts"]),
        language=document["language"],
    )


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "question": table.question,
        "columns": [asdict(column) for column in table.columns],
        "rows": [{"level": row.level, "cells": _cells(row.cells)} for row in table.rows],
        "total": _cells(table.total),
        "definition": dict(table.definition),
        "notes": list(table.notes),
        "rests_on": list(table.rests_on),
        "source": table.source,
        "assumptions": list(table.assumptions),
    }


def _read_table(table: Mapping[str, Any]) -> Table:
    return Table(
        title=table["title"],
        columns=tuple(_read_column(column) for column in table["columns"]),
        rows=tuple(Row(_read_cells(row["cells"]), row["level"]) for row in table["rows"]),
        definition=_read_text(table["definition"]),
        total=_read_cells(table["total"]),
        question=table["question"],
        notes=tuple(table["notes"]),
        rests_on=tuple(table["rests_on"]),
        source=table["source"],
        assumptions=tuple(table["assumptions"]),
    )


def _read_column(column: Mapping[str, Any]) -> Column:
    return Column(**{**column, "label": _read_text(column["label"])})


def _read_text(text: Mapping[str, str]) -> Text:
    """In the order in which texts are written: a form that prints both keeps its bytes."""
    return {"nl": text["nl"], "en": text["en"]}


def _read_part(part: Mapping[str, Any]) -> Part:
    tables, not_available = tuple(part["tables"]), tuple(part["not_available"])
    return Part(part["number"], part["words"], tables, not_available)


def _cells(cells: Sequence[Cell]) -> list[Any]:
    return [{"hidden": True} if isinstance(cell, Hidden) else cell for cell in cells]


def _read_cells(cells: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(HIDDEN if isinstance(cell, dict) else cell for cell in cells)
