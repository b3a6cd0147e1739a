"""The ten views: what parliament and the office ask of the scheme, each as one page.

A view is built on anything that answers figures, and comes out as a finding, a chart, tables
with the same numbers, and what is not available. It is rendered as a page or in any format.
"""

from collections.abc import Mapping
from typing import Final

from portefeuille.figures.views import (
    budget,
    key_figures,
    months,
    places,
    providers,
    sectors,
    services,
    sizes,
    stages,
    themes,
)
from portefeuille.figures.views.values import Asking, Shown, View

__all__ = ["ALL", "Asking", "Shown", "View", "view"]

ALL: Final = (
    key_figures.VIEW,
    months.VIEW,
    stages.VIEW,
    themes.VIEW,
    services.VIEW,
    sizes.VIEW,
    places.VIEW,
    sectors.VIEW,
    providers.VIEW,
    budget.VIEW,
)

_BY_WORD: Final[Mapping[str, View]] = {
    word: one for one in ALL for word in (one.name, *one.slug.values())
}


def view(word: str) -> View:
    """The view of a name, or of its word in an address; KeyError where there is none."""
    return _BY_WORD[word]
