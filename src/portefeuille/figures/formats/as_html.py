"""A page that stands on its own: no style and no script, readable by ear and in print.

Every table has a caption, its headers a scope, and a region of its own that can be scrolled with
the keyboard where the screen is narrow.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from django.template import Context, Engine, Template

from portefeuille.core.law import Language
from portefeuille.core.show import show_day
from portefeuille.figures.formats.cells import shown
from portefeuille.figures.formats.words import words_in
from portefeuille.figures.tables import Answer, Row, Table


def as_html(answer: Answer) -> str:
    """The answer as an HTML document."""
    values = {
        "answer": answer,
        "as_of": answer.as_of.isoformat(),
        "as_of_shown": show_day(answer.as_of, answer.language),
        "words": words_in(answer.language),
        "tables": [_table(table, answer.language) for table in answer.tables],
    }
    return str(_template().render(Context(values)))


@cache
def _template() -> Template:
    text = files("portefeuille.figures.formats").joinpath("answer.html").read_text("utf-8")
    return Engine().from_string(text)


def _table(table: Table, language: Language) -> dict[str, Any]:
    return {
        "about": table,
        "definition": table.definition[language],
        "heads": [column.label[language] for column in table.columns],
        "rows": [_row(table, row, language) for row in table.rows],
        "total": _row(table, Row(table.total), language) if table.total else None,
    }


def _row(table: Table, row: Row, language: Language) -> dict[str, Any]:
    cells = zip(row.cells, table.columns, strict=True)
    first, *rest = [shown(cell, column.kind, language) for cell, column in cells]
    return {"level": row.level, "first": first, "rest": rest}
