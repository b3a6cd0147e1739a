"""The budget in a real browser: what is left, when it runs out, and setting it; accessible."""

from datetime import UTC, datetime, timedelta

from tests.applications.filing import add_enterprises, request, submitted
from tests.budget.books import DIVERSITY, envelope
from tests.web.looking import follow
from tests.web.ui.test_ui_office_pages import assert_right, read


def grants_of_a_year() -> None:
    """A grant of 300,00 in each week from March on, every eighth for diversity."""
    first = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    for at, number in enumerate(add_enterprises(36)):
        theme = {"theme": DIVERSITY} if at % 8 == 0 else {}
        submitted(request(number, theme), first + timedelta(weeks=at))


def test_ui_01_the_budget_from_nothing_set_to_when_it_runs_out(counter):
    grants_of_a_year()
    page = counter.page("financien")
    page.goto(f"{counter.address}/kantoor/budget")
    follow(page.locator("main form button"))
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert_right(page)
    page.check("[name=part][value=geheel]")
    page.fill("[name=amount]", "11.700,00")
    page.fill("[name=holds_on]", "01/01/2026")
    page.fill("[name=reason]", "Begroting 2026")
    follow(page.locator("main form button"))
    envelope(2_000_00, part="diversity")
    page.reload()
    assert_right(page)
    told = read(page)
    assert "€ 900,00" in told
    assert "Het is op rond" in told
    assert "Waarvan diversiteit" in told
    page.goto(f"{counter.address}/en/kantoor/budget")
    assert_right(page)
    assert "It runs out around" in read(page)
    page.goto(f"{counter.address}/en/kantoor/budget?jaar=2018")
    assert "disagree" in read(page)
