"""The courses that are asked most: titles that are the same but for how they were typed.

A title is compared in lower case, without accents, punctuation and double spaces. It is shown only
where five or more enterprises used it; a title that fewer used may name somebody. Titles can be
erased, so that they are in the book of record only.
"""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import StringValue, Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.values import Column, Facts, Figure, Scope

LEAST: Final = 5
"""Enterprises that must have used a title before it is shown."""
MOST: Final = 50
"""Titles that are shown; the others are counted together."""

_ACCENTS: Final = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
_PLAIN: Final = "aaaaaaceeeeiiiinooooouuuuyy"


def _titles() -> Table:
    """Titles of applications: a table of the book of record that no snapshot has."""
    columns = {"id": "int64", "title": "string"}
    return ibis.table(columns, name="applications_application")


def normal(title: StringValue) -> StringValue:
    """A title as it is compared; null where nothing is left of it."""
    plain = title.lower().translate(_ACCENTS, _PLAIN)
    return plain.re_replace("[^a-z0-9]+", " ").strip().nullif("")


def _counts(asked: Asked) -> Table:
    approved, titles = asked.approved, _titles()
    titles = titles.select(of="id", course=normal(titles.title))
    titled = approved.left_join(titles, approved.application_id == titles.of)
    named = titled.filter(titled.course.notnull())
    groups = named.group_by("course").agg(
        enterprises=named.enterprise_id.nunique(), asked=named.count()
    )
    enough = groups.filter(groups.enterprises >= LEAST)
    order = ibis.window(order_by=[enough.asked.desc(), enough.course])
    ranked = enough.mutate(place=ibis.row_number().over(order))
    first = ranked.filter(ranked.place < MOST).select(shown="course")
    whole = titled.left_join(first, titled.course == first.shown)
    return whole.group_by("shown").agg(
        approved=whole.count(),
        enterprises=whole.enterprise_id.nunique(),
        grant_cents=c.granted(whole),
    )


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    told = [{"course": row["shown"] or "(andere)", **_numbers(row)} for row in rows]
    return sorted(told, key=_place)


def _numbers(row: Facts) -> Facts:
    return {name: row[name] for name in ("approved", "enterprises", "grant_cents")}


def _place(row: Facts) -> tuple[bool, int, str]:
    return row["course"] == "(andere)", -row["approved"], row["course"]


FIGURE: Final = Figure(
    "most-asked-courses",
    {"nl": "Meest aangevraagde opleidingen", "en": "Courses that are asked most"},
    {
        "nl": f"{c.APPROVED_NL}, per titel. Titels die alleen in hoofdletters, accenten,"
        f" leestekens of spaties verschillen, zijn samen genomen. De {MOST} meest gevraagde titels"
        f" die minstens {LEAST} ondernemingen gebruikten, worden getoond; de andere, ook die zonder"
        " titel, staan samen op de laatste regel.",
        "en": f"{c.APPROVED_EN}, by title. Titles that differ in capitals, accents, punctuation or"
        f" spaces only are taken together. The {MOST} titles asked most that at least {LEAST}"
        " enterprises used are shown; the others, and those without a title, stand together on the"
        " last line.",
    },
    (
        Column("course", {"nl": "Titel", "en": "Title"}),
        c.APPROVED,
        c.ENTERPRISES_ONCE,
        c.GRANT,
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Een titel is vrije tekst van de aanvrager. Dezelfde opleiding kan onder meer"
            " titels voorkomen, en één titel kan verschillende opleidingen dekken.",
            "en": "A title is free text of the applicant. One course may occur under several"
            " titles, and one title may cover several courses.",
        },
        {
            "nl": "Een titel kan zijn gewist; wat gewist is, staat bij de andere.",
            "en": "A title may have been erased; what was erased is with the others.",
        },
    ),
)
