"""The views of 2019 on the full synthetic year say what the minister said of it.

Source: Vlaams Parlement, schriftelijke vragen nr. 835 and nr. 370 (2020), with their answers.
"""

from datetime import date

import pytest

from portefeuille.figures.queries import Position
from portefeuille.figures.values import calendar_year
from portefeuille.figures.views import view

AT = Position(date(2020, 9, 24))


@pytest.mark.usefixtures("synthetic")
def test_the_views_of_2019_are_the_published_figures() -> None:
    (themes,) = view("thema").build(AT, calendar_year(2019, service="training"), "nl").tables
    assert len(themes.rows) == 58
    assert themes.total[1:3] == (173_053, 5_681_302_308)
    use, _tenths = view("grootte").build(AT, calendar_year(2019), "nl").tables
    assert [row.cells[-1] for row in use.rows] == [990, 1_440]
    months = view("per-maand").build(AT, calendar_year(2019), "nl").tables[0]
    assert months.total[3:5] == (173_053, 5_681_302_308)
