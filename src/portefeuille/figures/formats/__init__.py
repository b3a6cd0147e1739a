"""An answer in the form its reader wants: for people, for machines, for a spreadsheet.

Every form holds the same numbers; none of them computes.
"""

from collections.abc import Callable
from typing import Final

from portefeuille.figures.formats.as_csv import as_csv
from portefeuille.figures.formats.as_csv_be import as_csv_be
from portefeuille.figures.formats.as_html import as_html
from portefeuille.figures.formats.as_json import as_json
from portefeuille.figures.formats.as_markdown import as_markdown
from portefeuille.figures.formats.as_parquet import as_parquet
from portefeuille.figures.formats.as_pdf import as_pdf
from portefeuille.figures.formats.as_text import as_text
from portefeuille.figures.formats.as_xlsx import as_xlsx
from portefeuille.figures.tables import Answer

__all__ = ["FORMATS", "render"]


def _as_odt(answer: Answer) -> bytes:
    """Its library takes half a second to import: only whoever wants the form waits for it."""
    from portefeuille.figures.formats.as_odt import as_odt

    return as_odt(answer)


_FORMS: Final[dict[str, Callable[[Answer], str | bytes]]] = {
    "table": as_text,
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_xlsx,
    "html": as_html,
    "markdown": as_markdown,
    "odt": _as_odt,
    "pdf": as_pdf,
    "csv-be": as_csv_be,
    "parquet": as_parquet,
}

FORMATS: Final = tuple(_FORMS)
"""The names of the forms; `xlsx`, `odt`, `pdf` and `parquet` give bytes, the others text."""


def render(answer: Answer, form: str) -> str | bytes:
    """The answer in one of `FORMATS`; KeyError for another."""
    return _FORMS[form](answer)
