"""Every page of the wizard, both languages, two widths, clean and wrong: axe finds nothing."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from portefeuille.core.lookup import Unknown
from tests.conftest import soak
from tests.web.counter import Counter
from tests.web.looking import follow
from tests.web.test_browser import WIDTHS, overflow, violations
from tests.web.ui.filling import PAGES, declare, drafted, go_on

LATE = {"starts_on": "2026-11-07", "ends_on": "2026-11-20"}


def wrong(page: Page, folder: str) -> None:
    """Two answers that cannot be read."""
    page.goto(f"{folder}/periode")
    page.fill("[name=starts_on]", "31/02/2026")
    page.fill("[name=ends_on]", "")
    go_on(page)


def wrong_radios(page: Page, folder: str) -> None:
    """Nothing typed and nothing chosen."""
    page.goto(f"{folder}/titel")
    page.fill("[name=title]", "")
    go_on(page)


def conflict(page: Page, folder: str) -> None:
    """Two versions of one answer."""
    page.goto(f"{folder}/titel")
    other = page.context.new_page()
    other.goto(f"{folder}/titel")
    other.fill("[name=title]", "Een andere titel")
    go_on(other)
    other.close()
    page.fill("[name=title]", "Nog een andere titel")
    go_on(page)


def declaration(page: Page, folder: str) -> None:
    """The statements."""
    page.goto(f"{folder}/controleren")
    follow(page.locator("a[href*='verklaring']"))


def not_declared(page: Page, folder: str) -> None:
    """A statement that was not ticked."""
    declaration(page, folder)
    go_on(page)


def signed_out_meanwhile(page: Page, folder: str) -> None:
    """What was typed when the session had gone is back."""
    page.goto(f"{folder}/titel")
    page.fill("[name=title]", "Een andere titel")
    page.context.clear_cookies(name="sessionid")
    go_on(page)
    follow(page.locator("button[value='demo:ondernemer']"))


def submitted_before(page: Page, folder: str) -> None:
    """Back after the confirmation."""
    page.goto(f"{folder}/controleren")
    declare(page)
    go_on(page)
    page.goto(f"{folder}/controleren")


def at(address: str) -> Callable[[Page, str], None]:
    """A page of the draft."""

    def open_page(page: Page, folder: str) -> None:
        page.goto(f"{folder}/{address}")

    return open_page


STATES = {
    **{step: at(step) for step in (*PAGES, "controleren")},
    "several providers": at("dienstverlener?zoek=e"),
    "a zero for the letter": at("dienstverlener?zoek=DV.0999001"),
    "a number for advice": at("dienstverlener?zoek=DV.A999002"),
    "no such provider": at("dienstverlener?zoek=DV.O123456"),
    "wrong days": wrong,
    "wrong radios": wrong_radios,
    "two versions": conflict,
    "checked before": at("controleren?gewijzigd=1"),
    "signed out meanwhile": signed_out_meanwhile,
    "declaration": declaration,
    "not declared": not_declared,
    "submitted before": submitted_before,
}


def assert_accessible(page: Page, state: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == [], (state, width)
        assert overflow(page) <= 0, (state, width)


@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=soak)], ids=["nl", "en"])
def test_ui_01_a_page_of_the_wizard_is_accessible(counter: Counter, prefix: str) -> None:
    page = counter.page("ondernemer")
    for state, reach in STATES.items():
        reach(page, drafted(counter, prefix=prefix))
        assert_accessible(page, state)
    late = drafted(counter, prefix=prefix, **LATE)
    for address in ("niet-mogelijk", "controleren"):
        page.goto(f"{late}/{address}")
        assert_accessible(page, f"too late, {address}")


@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=soak)], ids=["nl", "en"])
def test_ui_01_other_law_since_the_check_has_a_page(counter: Counter, prefix: str) -> None:
    page = counter.page("ondernemer")
    counter.now = datetime(2026, 1, 31, 9, tzinfo=UTC)
    advice = {"service": "advice", "registration": "DV.A999002", "delivery": None}
    days = {"starts_on": "2026-02-02", "ends_on": "2026-02-03", "theme": "innovatie"}
    page.goto(f"{drafted(counter, prefix=prefix, **advice, **days)}/controleren")
    declare(page)
    counter.now = datetime(2026, 2, 1, 9, tzinfo=UTC)
    go_on(page)
    assert page.locator("main a[href$='/controleren']").count() == 1
    assert_accessible(page, "other law")


@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=soak)], ids=["nl", "en"])
def test_ui_01_an_enterprise_the_register_does_not_know_has_a_page(
    counter: Counter, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "portefeuille.web.enterprise.wizard.checking.outlook",
        lambda *_: Unknown("1999900171", "kbo-open-data"),
    )
    page = counter.page("ondernemer")
    page.goto(f"{drafted(counter, prefix=prefix)}/controleren")
    assert_accessible(page, "not in the register")
