"""Recoveries in a real browser: asked, agreed and written off, without script, and accessible."""

import re

import pytest

from tests.applications.nine import nine_applications
from tests.payments.life import the
from tests.web.looking import follow, overflow, violations

WIDTHS = (1280, 360)


@pytest.fixture
def year(counter):
    return nine_applications()


def assert_right(page):
    """What axe finds and whether it fits, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == [], page.url
        assert overflow(page) <= 0, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_ui_01_asked_back_agreed_and_written_off(counter, year, prefix):
    it = the(year["paid"])
    page = counter.page("dossierbehandelaar")
    page.goto(f"{counter.address}{prefix}/kantoor/dossiers/{it.reference}/terugvorderen")
    page.fill("[name=own]", "20.500,00")
    follow(page.locator("main form button"))
    assert page.title().startswith("Error: " if prefix else "Fout: ")
    assert_right(page)
    page.fill("[name=own]", "14.350,00")
    page.fill("[name=due_on]", "22/12/2026")
    page.fill("[name=words]", "Nagekeken.")
    follow(page.locator("main form button"))
    assert re.search(r"\+\+\+900/0000/\d{5}\+\+\+", page.locator("main").inner_text())
    assert_right(page)
    page.fill("[name=parts]", "22/12/2026 20.500")
    follow(page.locator("button[value=afspreken]"))
    assert_right(page)
    page.fill("#id_plan_words", "Per telefoon.")
    follow(page.locator("button[value=afspreken]"))
    assert_right(page)
    finance = counter.page("financien")
    finance.goto(page.url.partition("?")[0])
    follow(finance.locator("button[value=afschrijven]"))
    assert_right(finance)
    finance.fill("#id_write_off_words", "Failliet.")
    follow(finance.locator("button[value=afschrijven]"))
    assert_right(finance)
    finance.goto(f"{counter.address}{prefix}/kantoor/terugvorderingen")
    assert_right(finance)
