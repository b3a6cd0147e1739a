"""What is left of an earmarked part of the budget, such as the million for diversity.

Of each year of the scope: what was published of the part, what a finance officer set, what
applications of its themes took, and what that leaves. The set amount counts where there is one.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import ibis
from ibis.expr.types import Table

from portefeuille.core.money import parse_euro
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions.commitments import COMMITTED, LEFT, SHARE, commitments
from portefeuille.figures.relations import relation
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope
from portefeuille.law.budget import load_budget


def _counts(asked: Asked) -> Table:
    """Two kinds of rows: what each theme took of a year (no part), and what was set of a part."""
    first, last = asked.scope.first_day.year, asked.scope.last_day.year
    taken, setting = commitments(asked, first, last), relation("budget")
    known = setting.filter(
        setting.known_at < asked.known_before, setting.year.between(first, last), setting.part != ""
    )
    by_theme = taken.group_by("year", "theme").agg(amount_cents=taken.amount_cents.sum())
    was_set = known.group_by("year", "part").agg(
        amount_cents=known.amount_cents.argmax(known.setting_id),
    )
    nothing = ibis.null("string")
    names = ("year", "theme", "part", "amount_cents")
    of_theme = by_theme.mutate(part=nothing, amount_cents=by_theme.amount_cents.cast("int64"))
    of_part = was_set.mutate(theme=nothing, amount_cents=was_set.amount_cents.cast("int64"))
    return ibis.union(of_theme.select(*names), of_part.select(*names))


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    taken = {
        (row["year"], row["theme"]): row["amount_cents"] for row in rows if row["part"] is None
    }
    was_set = {(row["year"], row["part"]): row["amount_cents"] for row in rows if row["part"]}
    years = range(scope.first_day.year, scope.last_day.year + 1)
    return [row for year in years for row in _of_year(year, taken, was_set)]


def _of_year(year: int, taken: dict[Any, int], was_set: dict[Any, int]) -> Iterator[Facts]:
    law = load_budget()
    for part in law.parts:
        said, themes = law.published(year, part), law.themes(year, part)
        if said is None and (year, part) not in was_set:
            continue
        published = None if said is None or said.value is None else parse_euro(str(said.value))
        amount = was_set.get((year, part), published)
        committed = sum(taken.get((year, theme), 0) for theme in themes)
        yield {
            "year": str(year),
            "part": part,
            "published_cents": published,
            "set_cents": was_set.get((year, part)),
            "committed_cents": committed,
            "left_cents": None if amount is None else amount - committed,
            "share_points": share(committed, amount),
        }


FIGURE: Final = Figure(
    "earmarked-budget",
    {
        "nl": "Geoormerkte delen van de begroting: wat over is",
        "en": "Earmarked parts of the budget: what is left",
    },
    {
        "nl": "Per jaar en geoormerkt deel: het gepubliceerde bedrag, wat op de peildag was"
        " ingesteld, en wat aanvragen van dat jaar in de thema's van het deel ervan vastlegden: hun"
        " goedgekeurde subsidie, min wat een stopzetting teruggaf. Over is het ingestelde bedrag"
        " min het vastgelegde, of het gepubliceerde waar niets is ingesteld. Altijd hele jaren;"
        " filters gelden hier niet.",
        "en": "For each year and earmarked part: the published amount, what was set on the as-of"
        " day, and what applications of that year in the themes of the part committed of it: their"
        " approved subsidy, less what a stop gave back. Left is the amount set less what is"
        " committed, or the published one where none is set. Always whole years; filters do not"
        " hold here.",
    },
    (
        Column("year", {"nl": "Jaar", "en": "Year"}),
        Column("part", {"nl": "Deel", "en": "Part"}, words="part"),
        Column("published_cents", {"nl": "Gepubliceerd (€)", "en": "Published (€)"}, "amount"),
        Column("set_cents", {"nl": "Ingesteld (€)", "en": "Set (€)"}, "amount"),
        COMMITTED,
        LEFT,
        SHARE,
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Het miljoen voor diversiteit staat in schriftelijke vraag 749 van 2017 en niet"
            " in het antwoord; van latere jaren vonden we geen bedrag. Welke thema's er na 2018"
            " onder vallen, is onze lezing: het thema dat in de lijst op diversiteit volgde.",
            "en": "The million for diversity stands in written question 749 of 2017 and not in its"
            " answer; of later years no amount was found. Which themes fall under it after 2018 is"
            " our reading: the theme that followed diversity in the list.",
        },
        {
            "nl": "Vóór 25 mei 2017 was diversiteit deel van HRM en niet te onderscheiden: dat deel"
            " van 2017 telt hier niet mee.",
            "en": "Before 25 May 2017 diversity was part of HRM and could not be told apart: that"
            " part of 2017 is not counted here.",
        },
    ),
)
