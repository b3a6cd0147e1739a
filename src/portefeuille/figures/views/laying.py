"""Lays a view out: asks its figures, makes tables of them, and keeps what is not published.

A `Page` is made anew for each page; the views tell it what to ask and which sentence to find.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dateutil.relativedelta import relativedelta

from portefeuille.core.law import Language, Text
from portefeuille.core.show import NBSP, show_count, show_euro, show_share
from portefeuille.figures.asking import in_cell, in_words, table_of
from portefeuille.figures.catalogue import figure
from portefeuille.figures.charts import MOST_BARS, Chart, Mark
from portefeuille.figures.formats.cells import shown
from portefeuille.figures.rounding import average
from portefeuille.figures.tables import SOURCES, NotAvailable, Table, sum_of
from portefeuille.figures.values import Cell, Column, Facts, NotPublishedError, Number, Scope
from portefeuille.figures.views.values import Asking, Shown

MILLION: Final = 100_000_000
NOT_PUBLISHED: Final[Text] = {
    "nl": "Dit is niet gepubliceerd: het zou te veel over enkele ondernemingen zeggen.",
    "en": "This is not published: it would say too much of a few enterprises.",
}


@dataclass
class Page:
    """What a view is built from: where it asks, of which scope, in which language."""

    at: Asking
    scope: Scope
    language: Language
    tables: list[Table] = field(default_factory=list)
    missing: list[NotAvailable] = field(default_factory=list)

    def ask(self, name: str) -> tuple[Facts, ...] | None:
        """The rows of a figure; None, and said on the page, where it is not published."""
        try:
            return self.at.ask(name, self.scope)
        except NotPublishedError:
            self.misses(figure(name).title, NOT_PUBLISHED)
            return None

    def ask_year_before(self, name: str) -> tuple[Facts, ...] | None:
        """The rows over the same days of a year before; None where they are not published."""
        year = relativedelta(years=1)
        first, last = self.scope.first_day - year, self.scope.last_day - year
        try:
            return self.at.ask(name, replace(self.scope, first_day=first, last_day=last))
        except NotPublishedError:
            return None

    def misses(self, what: Text, why: Text) -> None:
        """Says on the page what is not there, and why."""
        self.missing.append(NotAvailable(what[self.language], why[self.language]))

    def said(self, cell: Cell, column: Column) -> Cell:
        """A cell in words where its column has codes."""
        return in_cell(cell, column, self.scope, self.language)

    def table(
        self,
        name: str,
        rows: Sequence[Facts] | None,
        *,
        columns: tuple[Column, ...] = (),
        level: Callable[[Facts], int] = lambda _row: 0,
        total: bool = False,
        notes: tuple[Text, ...] = (),
    ) -> None:
        """A table of the rows of a figure, with its definition and caveats; of None, nothing."""
        if rows is None:
            return
        table = table_of(
            figure(name),
            rows,
            self.scope,
            self.language,
            columns=columns,
            level=level,
            total=total and bool(rows),
        )
        self.tables.append(replace(table, notes=(*table.notes, *(n[self.language] for n in notes))))

    @property
    def period(self) -> str:
        """The scope in words."""
        return in_words(self.scope, self.language)

    def shown(self, view: str, question: Text, title: str, chart: Chart | None) -> Shown:
        """The page, with where its applications come from."""
        origin = self.at.provenance([self.scope])
        return Shown(
            view=view,
            question=question[self.language],
            title=title,
            period=self.period,
            as_of=self.at.day,
            origin=origin,
            tables=tuple(replace(table, source=SOURCES[origin]) for table in self.tables),
            chart=chart,
            not_available=tuple(self.missing),
            language=self.language,
        )


def large(cents: int, language: Language) -> str:
    """An amount in a sentence: exact under a million, else in millions with one decimal."""
    if abs(cents) < MILLION:
        return show_euro(cents)
    tenths = average(abs(cents) * 10, MILLION)
    assert isinstance(tenths, int)
    whole = f"{show_count(tenths // 10)},{tenths % 10}"
    sign = "-" if cents < 0 else ""
    return f"€{NBSP}{sign}{whole}{NBSP}{'miljoen' if language == 'nl' else 'million'}"


def sentence(language: Language, text: Text, **numbers: Cell) -> str | None:
    """A sentence with its numbers in it; None where one of them is unknown or hidden.

    A name says how a number is written: that of cents ends in `_cents`, of basis points in
    `_points`; a text stands as it is.
    """
    told = {}
    for name, number in numbers.items():
        if isinstance(number, str):
            told[name] = number
        elif not isinstance(number, int):
            return None
        elif name.endswith("_cents"):
            told[name] = large(number, language)
        else:
            told[name] = show_share(number) if name.endswith("_points") else show_count(number)
    return text[language].format(**told)


def first_of(*found: str | None) -> str:
    """The first sentence that could be made; the last one always can."""
    return next(text for text in found if text is not None)


def mark(place: Cell, number: Number, column: Column, language: Language, series: str = "") -> Mark:
    """A mark of a chart, with its number as the table writes it."""
    return Mark(str(place), series, number, shown(number, column.kind, language))


def bars(
    page: Page, rows: Sequence[Facts], column: Column, measure: Column, title: str, what: Text
) -> Chart | None:
    """Bars of one measure by one column, at most `MOST_BARS`; None of nothing."""
    first = rows[:MOST_BARS]
    names = [str(page.said(row[column.name], column)) for row in first]
    marks = tuple(
        # Two codes can have one name, and two bars in one place would add up.
        mark(
            f"{name} ({row[column.name]})" if names.count(name) > 1 else name,
            row[measure.name],
            measure,
            page.language,
        )
        for name, row in zip(names, first, strict=True)
    )
    if not marks:
        return None
    more = len(rows) - len(marks)
    rest = {
        "nl": f" De eerste {len(marks)}; de tabel heeft de {more} andere ook.",
        "en": f" The first {len(marks)}; the table has the {more} others too.",
    }
    described = what[page.language] + (rest[page.language] if more else "")
    return Chart("bars", title, described, measure.label[page.language], measure.kind, marks)


def most_of(
    page: Page, rows: Sequence[Facts], name: str, most: Text, what: Text
) -> tuple[str, Chart | None]:
    """The finding and the chart of a figure `by_one`: which code has most projects."""
    by, approved, *_ = figure(name).columns
    plain = f"{figure(name).title[page.language]}: {page.period}"
    title = plain
    if rows and rows[0][by.name] is not None:
        first = rows[0]
        title = first_of(
            sentence(
                page.language,
                most,
                period=page.period,
                what=str(page.said(first[by.name], by)),
                most=first["approved"],
                share_points=first["share_points"],
            ),
            plain,
        )
    return title, bars(page, rows, by, approved, title, what)


def column(name: str, of: str) -> Column:
    """A column of a figure by its name; KeyError where it has none."""
    return {each.name: each for each in figure(of).columns}[name]


def total_of(rows: Sequence[Facts], name: str) -> Number:
    """The sum of a column; unknown or hidden where a part is."""
    return sum_of(row[name] for row in rows)
