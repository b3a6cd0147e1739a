"""The filter bar takes whatever an address says: a scope, or what is wrong with it in words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portefeuille.figures.values import Scope
from portefeuille.web.ui.figures_form import OfficeFilter, PublicFilter
from tests.web.conftest import TODAY

WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2019", "2026", "1", "4", "small", "training", "innovatie", "antwerp"]),
    st.dates(date(1999, 1, 1), date(2100, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
)
FIELDS = tuple(OfficeFilter({}, TODAY, "nl").fields)


@given(st.dictionaries(st.sampled_from(FIELDS), WORDS))
def test_whatever_is_asked_is_a_scope_or_is_said_to_be_wrong(sent):
    form = OfficeFilter(sent, TODAY, "nl")
    if form.is_valid():
        scope = form.scope(2026)
        assert scope.first_day <= scope.last_day
        assert all(value for _, value in scope.filters)
    else:
        assert all(errors for errors in form.errors.values())
    public = PublicFilter(sent, (2026, 2019), "nl")
    if public.is_valid():
        year = public.scope(2026).first_day.year
        assert public.scope(2026).last_day == date(year, 12, 31)
        assert year in (2026, 2019)


def test_a_quarter_is_three_whole_months_and_days_go_before_it():
    def scope(**sent):
        form = OfficeFilter(sent, TODAY, "nl")
        assert form.is_valid(), form.errors
        return form.scope(2026)

    assert scope(jaar="2020", kwartaal="1") == Scope(date(2020, 1, 1), date(2020, 3, 31))
    assert scope(kwartaal="4") == Scope(date(2026, 10, 1), date(2026, 12, 31))
    days = {"van": "29/02/2020", "tot": "2020-03-01"}
    assert scope(jaar="2019", kwartaal="4", **days) == Scope(date(2020, 2, 29), date(2020, 3, 1))
    assert scope(dienst="advice", grootte="large", vorm="distance") == Scope(
        date(2026, 1, 1),
        date(2026, 12, 31),
        "advice",
        None,
        (("size", "large"), ("delivery", "distance")),
    )
