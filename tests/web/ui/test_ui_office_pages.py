"""Provider and office in a real browser: accessible in every state, and what people do there."""

import re

import pytest

from portefeuille.applications.services import By
from portefeuille.payments.references import communication_of
from portefeuille.scenarios.banking import answer
from tests.applications.nine import assert_year_is_right, grants, nine_applications
from tests.applications.test_revision import AS_MEDIUM
from tests.conftest import soak
from tests.payments.life import the
from tests.web.looking import follow, overflow, touch, violations

WIDTHS = (1280, 360)
LANGUAGES = ("", pytest.param("/en", marks=soak))


@pytest.fixture
def year(counter):
    return nine_applications()


def reference(year, name):
    return the(year[name]).reference


def assert_right(page):
    """What axe finds and whether it fits, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == [], page.url
        assert overflow(page) <= 0, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def read(page):
    """The text of a page with plain spaces."""
    return page.locator("main").inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_ui_01_the_pages_of_a_provider(counter, year, prefix):
    page = counter.page("dienstverlener")
    here = f"{counter.address}{prefix}/dv/1999905022"
    for there in ("/", "/?status=lapsed", "/?status=on_record", "/betalingen"):
        page.goto(here + there)
        assert_right(page)
    for name in ("awaiting", "ordered", "paid", "turned down"):
        page.goto(f"{here}/aanvragen/{reference(year, name)}")
        assert_right(page)
    page.goto(f"{here}/aanvragen/{reference(year, 'deposited')}")
    follow(page.locator("button[value=weigeren]"))
    assert page.title().startswith("Error: " if prefix else "Fout: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert_right(page)
    follow(page.locator("button[value=in-orde]"))
    assert_right(page)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_ui_01_the_pages_of_a_case_handler(counter, year, prefix):
    page = counter.page("dossierbehandelaar")
    office = f"{counter.address}{prefix}/kantoor"
    for there in ("wachtrij", "wachtrij?regel=main-activity", "zoeken", "zoeken?vraag=1999900171"):
        page.goto(f"{office}/{there}")
        assert_right(page)
    page.goto(f"{office}/zoeken?vraag=")
    assert_right(page)
    for name in ("partly paid", "no room"):
        page.goto(f"{office}/dossiers/{reference(year, name)}")
        assert_right(page)
    page.goto(f"{office}/dossiers/{reference(year, 'partly paid')}")
    touch(page.locator("details:has(button) summary").first)
    follow(page.locator("details form button").first)
    assert_right(page)
    page.goto(f"{office}/dossiers/{reference(year, 'paid')}/herzien")
    assert_right(page)
    page.check("[name=size][value=figures]")
    follow(page.locator("button[value=vooraf]"))
    assert_right(page)
    fill_figures(page)
    page.fill("[name=motive]", "De groep was vergeten")
    follow(page.locator("button[value=vooraf]"))
    assert_right(page)
    follow(page.locator("button[value=wijzig]"))
    page.check("[name=size][value=medium]")
    follow(page.locator("button[value=vooraf]"))
    assert_right(page)
    follow(page.locator("button[value=bewaar]"))
    assert_right(page)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_ui_01_the_pages_of_a_finance_officer(counter, year, prefix):
    page = counter.page("financien")
    office = f"{counter.address}{prefix}/kantoor"
    page.goto(f"{office}/stortingen")
    assert_right(page)
    follow(page.locator("main form button"))
    assert_right(page)
    fill_deposit(page, "onbekend", "12,00")
    assert_right(page)
    page.goto(f"{office}/betalingen")
    assert_right(page)
    page.fill("[name=execution_on]", "gisteren")
    follow(page.locator("main form[action$='/betalingen'] button"))
    assert page.title().startswith("Error: " if prefix else "Fout: ")
    assert_right(page)
    page.fill("[name=execution_on]", "23/11/2026")
    follow(page.locator("main form[action$='/betalingen'] button"))
    assert_right(page)
    follow(page.locator("form[action$='/weggooien'] button"))
    assert_right(page)


def fill_figures(page):
    """Two years of the enterprise, the first of half a year, and a partner."""
    for prefix in ("y2024", "y2025", "r1"):
        page.fill(f"[name={prefix}_headcount]", "12,5")
        page.fill(f"[name={prefix}_turnover]", "1.234.567,89")
        page.fill(f"[name={prefix}_balance]", "1.234.567,89")
    page.fill("[name=y2024_months]", "6")
    page.select_option("[name=r1_kind]", "partner")
    page.fill("[name=r1_share]", "33,33")


def fill_deposit(page, communication, amount):
    page.fill("[name=reference]", communication)
    page.fill("[name=amount]", amount)
    page.fill("[name=received_on]", "22/11/2026")
    follow(page.locator("main form button"))


def test_ui_23_deposit_order_and_payment_at_the_desk_of_the_finance_officer(counter, year):
    page = counter.page("financien", java_script_enabled=False)
    fill_deposit(page, communication_of(year["awaiting"]), "700,00")
    assert f"€ 700,00 is geboekt op {reference(year, 'awaiting')}." in read(page)
    page.reload()
    assert the(year["awaiting"]).status == "deposited"
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{counter.address}/kantoor/betalingen")
        assert "C-1" in read(tab)
    for tab in (page, other):
        follow(tab.locator("main form[action$='/betalingen'] button"))
    assert "Wacht op vrijgave" in read(page)
    assert "Ondertussen kwam iets in een betaalrun" in read(other)
    second = counter.page("financien-twee", java_script_enabled=False)
    second.goto(page.url)
    follow(second.locator("form[action$='/vrijgeven'] button"))
    follow(second.locator("form[action$='/bezorgd'] button"))
    answer(int(re.findall(r"\d+", second.url)[-1]), By("the bank", counter.now))
    assert the(year["ordered"]).status == "paid"
    page.go_back()
    page.reload()
    assert "C-1" not in read(page)
    assert_year_is_right(counter.database)


def test_a_revision_of_nine_applications_on_screen_is_what_is_in_the_ledger(counter, year):
    page = counter.page("dossierbehandelaar", java_script_enabled=False)
    page.goto(f"{counter.address}/kantoor/dossiers/{reference(year, 'paid')}")
    follow(page.get_by_role("button", name="Herzie de beslissing"))
    page.get_by_label("Middelgroot").first.check()
    page.fill("[name=motive]", "De groep was vergeten")
    follow(page.get_by_role("button", name="Kijk wat verandert"))
    rows = [row.inner_text().replace("\u00a0", " ") for row in page.locator("tbody tr").all()]
    assert len(rows) == 10
    assert "€ 6.150,00\t€ 4.100,00\t€ -2.050,00" in rows[3]
    assert "€ 8.250,00\t€ 5.700,00\t€ -2.550,00" in rows[9]
    assert "Wachten op storting" in rows[8]
    follow(page.get_by_role("button", name="Herzie de beslissingen"))
    assert "9 beslissingen zijn opnieuw genomen" in read(page)
    assert grants(year) == AS_MEDIUM
    assert_year_is_right(counter.database)
    page.goto(f"{counter.address}/kantoor/dossiers/{reference(year, 'paid')}")
    text = read(page)
    assert re.search(r"Verschuldigd door de onderneming\s+€ 2.050,00", text)
    assert re.search(r"Samen\s+€ 0,00", text)
