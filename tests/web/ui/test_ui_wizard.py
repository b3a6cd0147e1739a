"""A whole application in a real Chromium: by keyboard alone, without scripts, in English, small."""

import pytest

from tests.applications.books import rows
from tests.web.counter import BAKERY, Counter
from tests.web.looking import follow
from tests.web.test_browser import overflow
from tests.web.ui.filling import PAGES, begin, declare, fill_until, go_on, slug, words
from tests.web.ui.keyboard import pick, press, tab_to, write

STORED = "SELECT title, cost_cents, registration FROM applications_application"


def test_ui_03_a_whole_application_by_keyboard_alone(counter: Counter) -> None:
    page = counter.page()
    page.goto(f"{counter.address}/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Naar de hoofdinhoud"
    press(page, "a[href='/aanmelden']")
    press(page, "[value='demo:ondernemer']")
    press(page, "form[action$='/aanvragen/nieuw'] button")
    send = "form[method=post] button.govuk-button"

    pick(page, "size", "small")
    pick(page, "public", "no")
    press(page, send)
    pick(page, "service", "training")
    press(page, send)
    write(page, "zoek", "dv 0 999 001")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dienstverlener?zoek=*")
    assert "Je typte een nul." in words(page)
    press(page, send)
    write(page, "title", "Beter bakken")
    pick(page, "delivery", "distance")
    press(page, send)
    pick(page, "theme", "digitalisering/cybersecurity")
    press(page, send)
    write(page, "starts_on", "27/11/2026")
    write(page, "ends_on", "28/11/2026")
    press(page, send)
    write(page, "cost", "1.000,00")
    press(page, send)
    pick(page, "related", "no")
    press(page, send)
    assert words(page, ".app-answer__amount") == "€ 450,00"
    press(page, "a[href*='verklaring']")
    for _ in range(3):
        tab_to(page, "[name=statements]")
        page.keyboard.press("Space")
    press(page, send)
    assert slug(page) == "ingediend"
    assert rows(counter.database, STORED) == [("Beter bakken", 100000, "DV.O999001")]


def test_ui_04_a_whole_application_without_scripts(counter: Counter) -> None:
    page = counter.page("ondernemer", java_script_enabled=False)
    begin(counter, page)
    fill_until(page, "dienstverlener")
    page.fill("[name=zoek]", "voorbeeld opleiding")
    follow(page.locator("form[method=get] button"))
    assert words(page, "h2") == "1 dienstverlener gevonden"
    go_on(page)
    fill_until(page, "controleren")
    declare(page)
    go_on(page)
    assert slug(page) == "ingediend"
    assert rows(counter.database, STORED) == [("Beter bakken", 100000, "DV.O999001")]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["nl", "en"])
def test_a_whole_application_fits_a_small_screen(counter: Counter, prefix: str) -> None:
    page = counter.page("ondernemer")
    page.set_viewport_size({"width": 360, "height": 740})
    begin(counter, page, prefix=prefix)
    for step in (*PAGES, "controleren"):
        fill_until(page, step)
        assert overflow(page) <= 0, step
        assert page.locator("html").get_attribute("lang") == (prefix[1:] or "nl")
    declare(page)
    assert overflow(page) <= 0
    heading = {"": "Verklaring op eer", "/en": "Declaration on honour"}
    assert words(page, "h1") == heading[prefix]
    go_on(page)
    assert page.url.startswith(f"{counter.address}{prefix}/o/{BAKERY}/dossiers/")
