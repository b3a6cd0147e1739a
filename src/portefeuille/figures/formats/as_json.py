"""JSON: counts are integers, amounts strings in euro with two decimals and a dot.

Source: contracts, "Figures and answers". Keys beyond those of the contract explain the table.
"""

import json
from collections.abc import Sequence
from typing import Any

from portefeuille.core.law import Language
from portefeuille.figures.formats.cells import plain
from portefeuille.figures.tables import Answer, NotAvailable, Table
from portefeuille.figures.values import Cell, Column


def as_json(answer: Answer) -> str:
    """The answer as one JSON object, without a newline at its end."""
    document = {
        "name": answer.name,
        "title": answer.title,
        "document": answer.document,
        "question": answer.question,
        "as_of": answer.as_of.isoformat(),
        "source": answer.source,
        "tables": [_table(table, answer.language) for table in answer.tables],
        "not_available": [_not_available(each) for each in answer.not_available],
        "assumptions": list(answer.assumptions),
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _table(table: Table, language: Language) -> dict[str, Any]:
    return {
        "title": table.title,
        "question": table.question,
        "columns": [column.label[language] for column in table.columns],
        "names": [column.published_name for column in table.columns],
        "kinds": [column.kind for column in table.columns],
        "rows": [_cells(row.cells, table.columns) for row in table.rows],
        "levels": [row.level for row in table.rows],
        "total": _cells(table.total, table.columns) if table.total else [],
        "source": table.source,
        "definition": dict(table.definition),
        "notes": list(table.notes),
        "assumptions": list(table.assumptions),
    }


def _cells(cells: Sequence[Cell], columns: Sequence[Column]) -> list[Any]:
    return [plain(cell, column.kind) for cell, column in zip(cells, columns, strict=True)]


def _not_available(each: NotAvailable) -> dict[str, str]:
    return {"question": each.question, "why": each.why, "nearest": each.nearest}
