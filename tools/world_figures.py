"""Pages of figures: the ten views for the office, and one of a year that was published.

A page of the public is that of the office with less on it, so one stands for all. What is
published is that one table, with a cell hidden as a release hides it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from portefeuille.core.periods import legal_day
from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure import Told
from portefeuille.figures.queries import Position
from portefeuille.figures.release.preparing import Prepared
from portefeuille.figures.release.services import publish
from portefeuille.figures.values import HIDDEN, calendar_year
from portefeuille.figures.views import ALL

THEMES: Final = "approved-by-theme-and-topic"


def figures_to_look_at(now: datetime) -> Iterator[tuple[str, str | None, str]]:
    """The name, the persona and the address of each; a release is made first."""
    publish_themes(legal_day(now), now)
    yield "figures", None, reverse("figures")
    yield "figure-themes", None, reverse("figure", args=["thema"])
    yield "office-figures", "dossierbehandelaar", reverse("office-figures")
    for one in ALL:
        there = reverse("office-figure", args=[one.slug["nl"]])
        yield f"office-figure-{one.name}", "dossierbehandelaar", there
    wrong = f"{reverse('office-figure', args=['thema'])}?jaar=1812&van=31/02/2019"
    yield "office-figure-wrong", "dossierbehandelaar", wrong


def publish_themes(today: date, now: datetime) -> None:
    """A release of one table, of which the first row is hidden."""
    scope, about = calendar_year(today.year), figure(THEMES)
    first, *rest = Position(today).ask(THEMES, scope)
    hidden = {name: cell if name == "theme" else HIDDEN for name, cell in first.items()}
    told = Told(THEMES, scope, about.columns, ("theme",), (hidden, *rest))
    publish(Prepared(today.year, today, "submitted", (), (told,), (), ()), "demonstration", now)
