"""A view of figures as a page and as files: the same numbers, laid out once.

The ending of an address says which file is wanted; without one it is the page. A chart stands in
the page as a picture whose characters are in the page itself, so that no policy of the page has
to allow style in it, and no second request computes it again.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode

from portefeuille.core.periods import BRUSSELS
from portefeuille.figures.charts import drawing
from portefeuille.figures.formats import render
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.tables import Row, Table
from portefeuille.figures.values import Scope
from portefeuille.figures.views import ALL, Asking, Shown, View
from portefeuille.figures.views import view as view_of
from portefeuille.scenarios.queries import assumptions_between
from portefeuille.web.ui.language import language_of_page

CSV: Final = "text/csv; charset=utf-8"
FILES: Final[Mapping[str, tuple[str, str]]] = {
    "csv": ("csv", CSV),
    "excel.csv": ("csv-be", CSV),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("json", "application/json"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
}
"""The endings of tables, each with the format and its media type."""

PICTURES: Final[Mapping[str, str]] = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table in characters: heads and cells, each with whether it is a number."""

    about: Table
    definition: str
    heads: list[tuple[str, bool]]
    rows: list[tuple[int, str, list[tuple[str, bool]]]]
    total: tuple[int, str, list[tuple[str, bool]]] | None


def asked(page: str) -> tuple[View, str]:
    """The view and the ending of the last part of an address; 404 where there is none such."""
    word, dot, ending = page.partition(".")
    if dot and ending not in FILES and ending not in PICTURES:
        raise Http404
    try:
        return view_of(word), ending
    except KeyError:
        raise Http404 from None


def query_of(request: HttpRequest, form: Form) -> dict[str, str]:
    """The filters that stand in the address, each by its name."""
    sent = ((name, str(request.GET.get(name, ""))) for name in form.fields)
    return {name: value for name, value in sent if value}


def build(view: View, at: Asking, scope: Scope) -> Shown:
    """The view in the language of the page, with what its synthetic applications rest on."""
    language = language_of_page()
    found = view.build(at, scope, language)
    if found.origin == "submitted":
        return found
    made = assumptions_between(scope.first_day, scope.last_day)
    return replace(found, assumptions=tuple(getattr(each, language) for each in made))


def file_of(found: Shown, ending: str, view: View, scope: Scope, made_at: datetime) -> HttpResponse:
    """Exactly what the page shows, as a file; 404 for a picture where there is no chart."""
    if ending in FILES:
        form, kind = FILES[ending]
        content = render(found.answer(), form)
    elif found.chart is None:
        raise Http404
    else:
        kind = PICTURES[ending]
        content = drawing.svg(found.chart) if ending == "svg" else drawing.png(found.chart)
    name = file_name(view, ending, scope, made_at)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def file_name(view: View, ending: str, scope: Scope, made_at: datetime) -> str:
    """As `kmop_thema_2019-01-01_2019-12-31_v20261125T0930.csv`; filters stand in the file."""
    made = made_at.astimezone(BRUSSELS).strftime("%Y%m%dT%H%M")
    return f"kmop_{view.slug['nl']}_{scope.first_day}_{scope.last_day}_v{made}.{ending}"


def context_of(found: Shown, view: View, query: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows of a view; `query` is what stands in the address."""
    return {
        "shown": found,
        "view": view,
        "views": [(one, one.question[found.language]) for one in ALL],
        "tables": [_laid(table, found) for table in found.tables],
        "picture": _picture(found),
        "files": [*FILES, *(PICTURES if found.chart else ())],
        "query": urlencode(query),
    }


def _picture(found: Shown) -> str:
    if found.chart is None:
        return ""
    drawn = base64.b64encode(drawing.svg(found.chart).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


def _laid(table: Table, found: Shown) -> LaidTable:
    language = found.language
    return LaidTable(
        about=table,
        definition=table.definition[language],
        heads=[(one.label[language], one.kind in NUMERIC) for one in table.columns],
        rows=[_line(table, row, found) for row in table.rows],
        total=_line(table, Row(table.total), found) if table.total else None,
    )


def _line(table: Table, row: Row, found: Shown) -> tuple[int, str, list[tuple[str, bool]]]:
    pairs = zip(row.cells, table.columns, strict=True)
    cells = [(shown(cell, one.kind, found.language), one.kind in NUMERIC) for cell, one in pairs]
    return row.level, cells[0][0], cells[1:]
