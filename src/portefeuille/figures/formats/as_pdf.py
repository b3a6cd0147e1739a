"""PDF, set by Typst with the font it brings along, as PDF/A-2a and PDF/UA-1.

To be kept, and to be read aloud: a table has a head that is repeated on every page it reaches.
The day of the answer stands in it as that of its making, so that the same answer gives the same
bytes. What people wrote is data in it, never markup.
"""

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any, Final

from portefeuille.core.law import Language
from portefeuille.core.show import show_day
from portefeuille.figures.formats.blocks import Block, Grid, Heading, Prose, Quote, blocks
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.formats.words import word
from portefeuille.figures.tables import Answer, Row, Table

_LONGEST: Final = 40
"""Characters beyond which a text is broken over lines rather than given more room."""


def as_pdf(answer: Answer) -> bytes:
    """The answer as the bytes of a PDF file."""
    import typst

    language = answer.language
    as_of = f"{word('as-of', language)} {show_day(answer.as_of, language)}"
    said = {
        "language": language,
        "title": answer.title,
        "foot": f"{answer.name} – {as_of}",
        "blocks": [_said(block, language) for block in blocks(answer)],
    }
    pdf: bytes = typst.compile(
        files("portefeuille.figures.formats").joinpath("answer.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"answer": json.dumps(said, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(datetime.combine(answer.as_of, time(), UTC).timestamp()),
    )
    return pdf


def _said(block: Block, language: Language) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"is": "heading", "level": level, "text": text}
        case Prose(text, term):
            return {"is": "prose", "term": term, "text": text}
        case Quote(text):
            return {"is": "quote", "text": text}
        case Grid(table):
            return {"is": "table", **_grid(table, language)}


def _grid(table: Table, language: Language) -> dict[str, Any]:
    return {
        "heads": [column.label[language] for column in table.columns],
        "numeric": [column.kind in NUMERIC for column in table.columns],
        "widths": [_width(table, at, language) for at in range(len(table.columns))],
        "rows": [{"level": row.level, "cells": _texts(table, row, language)} for row in table.rows],
        "total": _texts(table, Row(table.total), language) if table.total else [],
    }


def _width(table: Table, at: int, language: Language) -> int:
    """Characters: of numbers what cannot be broken, of texts their share of what is left."""
    column = table.columns[at]
    lines = [row.cells for row in table.rows] + ([table.total] if table.total else [])
    longest = max((len(shown(cells[at], column.kind, language)) for cells in lines), default=0)
    words = [len(word) for word in column.label[language].split(" ")]
    if column.kind in NUMERIC:
        return max(longest, *words)
    return min(max(longest, *words), _LONGEST)


def _texts(table: Table, row: Row, language: Language) -> list[str]:
    cells = zip(row.cells, table.columns, strict=True)
    return [shown(cell, column.kind, language) for cell, column in cells]
