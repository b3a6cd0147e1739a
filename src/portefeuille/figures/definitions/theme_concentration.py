"""Sector-specific or general: how far the projects of a theme come from one section of activity.

For each theme: the section with most of its projects, its share of them, and beside it the share
that section has of all projects. A theme that everybody asks has both alike; one that a sector
asks has the first far above the second. Where "sector-specific" begins, no law says: no line is
drawn here.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import section_of, theme_of
from portefeuille.figures.labels import place_of_theme
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    approved = asked.approved
    by_both = approved.group_by(theme=theme_of(approved), section=section_of(approved))
    return by_both.agg(approved=approved.count())


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    of_section: dict[str | None, int] = defaultdict(int)
    of_theme: dict[str | None, dict[str | None, int]] = defaultdict(dict)
    for row in rows:
        of_section[row["section"]] += row["approved"]
        of_theme[row["theme"]][row["section"]] = row["approved"]
    every = sum(of_section.values())
    told = []
    for theme, sections in of_theme.items():
        known = {section: number for section, number in sections.items() if section is not None}
        largest = min(known, key=lambda section: (-known[section], section), default=None)
        approved, within = sum(sections.values()), known.get(largest or "")
        told.append(
            {
                "theme": theme,
                "approved": approved,
                "section": largest,
                "in_section": within,
                "share_points": share(within, approved),
                "of_all_points": None if largest is None else share(of_section[largest], every),
            }
        )
    return sorted(told, key=lambda row: (-row["approved"], place_of_theme(row["theme"], scope)))


FIGURE: Final = Figure(
    "theme-concentration",
    {
        "nl": "Concentratie van thema's in sectoren",
        "en": "Concentration of themes in sectors",
    },
    {
        "nl": f"{c.APPROVED_NL}, per thema; daarbij de sectie van de NACE-BEL met de meeste"
        " projecten van dat thema, haar aandeel in de projecten van het thema, en haar aandeel in"
        " alle projecten. Liggen beide aandelen dicht bij elkaar, dan vraagt iedereen het thema;"
        " ligt het eerste er ver boven, dan vooral die sector.",
        "en": f"{c.APPROVED_EN}, by theme; with it the section of NACE-BEL with most projects of"
        " that theme, its share of the projects of the theme, and its share of all projects. Where"
        " the two shares are near each other, everybody asks the theme; where the first is far"
        " above, mostly that sector.",
    },
    (
        c.THEME,
        Column("approved", {"nl": "Aantal projecten", "en": "Projects"}, "count", None, True),
        Column("section", {"nl": "Grootste sector", "en": "Largest sector"}, words="section"),
        Column("in_section", {"nl": "Daarin", "en": "In it"}, "count"),
        Column("share_points", {"nl": "Aandeel in het thema", "en": "Of the theme"}, "share"),
        Column("of_all_points", {"nl": "Aandeel in alles", "en": "Of everything"}, "share"),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Vanaf welk aandeel een thema sectorspecifiek is, zegt geen enkele bron: hier is"
            " geen grens getrokken. Het gaat om thema's, niet om de inhoud van een opleiding.",
            "en": "From which share on a theme is sector-specific, no source says: no line is drawn"
            " here. It is about themes, not about the content of a training.",
        },
        {
            "nl": "Een project waarvan de activiteit niet bekend is, telt in zijn thema en in"
            " alles, en in geen sector.",
            "en": "A project of which the activity is not known counts in its theme and in"
            " everything, and in no sector.",
        },
        c.ACTIVITY,
        c.SELF_CHOSEN,
    ),
)
