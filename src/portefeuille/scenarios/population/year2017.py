"""2017: only the 50 diversity applications of SV 749, 25 May to 31 August.

41 were approved, by month and service to the cent; the nine others fail for reasons of ours
(`failing.py`). The rest of the year is not rebuilt: none of these documents gives it.
"""

from calendar import monthrange
from datetime import date

from portefeuille.scenarios.population import published, year2019
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.groups import Crowd, Group, Part

LABEL = "Diversiteit"


def plan() -> tuple[Part, ...]:
    """The approved files, a group for each month and service."""
    groups = tuple(_group(row) for row in published.diversity_2017())
    files = sum(group.files for group in groups)
    medium = assumed("diversity-enterprises")
    crowd = Crowd(files - medium, medium, year2019.crowd().medium_share)
    return (Part("law", groups, crowd),)


def _group(row: published.MonthFigure) -> Group:
    period = published.figures()["diversity-2017"]
    first = date(2017, row.month, 1)
    last = date(2017, row.month, monthrange(2017, row.month)[1])
    return Group(
        row.service,
        LABEL,
        row.files,
        row.cents,
        max(first, period["first_day"]),
        min(last, period["last_day"]),
    )
