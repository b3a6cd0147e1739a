"""The budget of a year and its earmarked parts: set, committed, paid and left."""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.commitments import COMMITTED, LEFT, SHARE, commitments
from portefeuille.figures.relations import relation
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _years(asked: Asked) -> tuple[int, int]:
    return asked.scope.first_day.year, asked.scope.last_day.year


def _envelopes(asked: Asked) -> Table:
    """Of each year and part the amount set last; the whole of a year also where none is set."""
    setting = relation("budget")
    known = setting.filter(
        setting.known_at < asked.known_before, setting.year.between(*_years(asked))
    )
    was_set = known.group_by("year", "part").agg(
        amount_cents=known.amount_cents.argmax(known.setting_id),
        themes=known.themes.argmax(known.setting_id),
    )
    years = commitments(asked, *_years(asked)).select("year").distinct()
    none = years.mutate(
        part=ibis.literal(""), amount_cents=ibis.null("int64"), themes=ibis.literal("")
    )
    both = ibis.union(was_set, none.select(*was_set.columns))
    return both.group_by("year", "part").agg(
        amount_cents=both.amount_cents.max(), themes=both.themes.max()
    )


def _taken(asked: Asked) -> Table:
    """Each envelope beside every commitment that falls under it."""
    envelope, taken = _envelopes(asked), commitments(asked, *_years(asked))
    taken = taken.rename(of_year="year")
    of_part = ("," + envelope.themes + ",").contains("," + taken.theme.fill_null("") + ",")
    under = (envelope.part == "") | of_part
    both = envelope.left_join(taken, [envelope.year == taken.of_year, under])
    return both.mutate(year=both.year.cast("string"))


def _counts(asked: Asked) -> Table:
    taken = _taken(asked)
    return taken.group_by("year", "part", "amount_cents").agg(
        committed_cents=taken.amount_cents_right.sum().cast("int64"),
        paid_cents=taken.amount_cents_right.sum(where=taken.paid).cast("int64"),
        untold=taken.count(where=taken.untold),
    )


def _contributors(asked: Asked) -> Table:
    taken = _taken(asked)
    return taken.group_by("year", "part").agg(contributors=taken.enterprise_id.nunique())


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    return [_told(row) for row in sorted(rows, key=lambda row: (row["year"], row["part"]))]


def _told(row: Facts) -> Facts:
    amount, committed = row["amount_cents"], row["committed_cents"] or 0
    return {
        "year": row["year"],
        "part": row["part"],
        "amount_cents": amount,
        "committed_cents": committed,
        "paid_cents": None if row["untold"] else row["paid_cents"] or 0,
        "left_cents": None if amount is None else amount - committed,
        "share_points": share(committed, amount),
    }


FIGURE: Final = Figure(
    "budget-of-year",
    {"nl": "Begroting: vastgelegd en over", "en": "Budget: committed and left"},
    {
        "nl": "Per jaar van indiening het bedrag dat op de peildag voor de begroting en haar"
        " geoormerkte delen was ingesteld, en wat daarvan is vastgelegd: de subsidie van"
        " goedgekeurde aanvragen, min wat een stopzetting teruggaf. Uitbetaald is wat naar"
        " dienstverleners ging. De begroting kent geen dienst of grootte: zulke filters gelden"
        " hier niet.",
        "en": "For each year of submission the amount that was set on the as-of day for the budget"
        " and its earmarked parts, and what is committed of it: the subsidy of approved"
        " applications, less what a stop gave back. Paid is what went to providers. The budget"
        " knows no service or size: such filters do not hold here.",
    },
    (
        Column("year", {"nl": "Jaar", "en": "Year"}),
        Column("part", {"nl": "Begroting", "en": "Budget"}, words="part"),
        Column("amount_cents", {"nl": "Ingesteld (€)", "en": "Set (€)"}, "amount"),
        COMMITTED,
        Column("paid_cents", {"nl": "Uitbetaald (€)", "en": "Paid out (€)"}, "amount"),
        LEFT,
        SHARE,
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Waar geen bedrag is ingesteld, is onbekend wat over is.",
            "en": "Where no amount is set, what is left is unknown.",
        },
        c.NOT_FOLLOWED,
    ),
    _contributors,
)
