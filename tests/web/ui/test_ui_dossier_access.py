"""UI-01 and UI-02 for the enterprise's portfolio and dossiers: every page, clean and with errors.

Axe looks in both languages at both widths; nothing is wider than the screen.
"""

import uuid
from typing import Any
from urllib.parse import urlencode

import pytest

from portefeuille.applications.services import Change, open_draft, revise
from portefeuille.people.models import Person
from tests.applications.filing import METALWORKS, NOW
from tests.conftest import soak
from tests.payments.life import at, the
from tests.web.acting import (
    address,
    approved,
    order_of,
    stopped,
    with_deposit,
    with_order,
    with_payment,
)
from tests.web.counter import BAKERY, Counter
from tests.web.looking import follow
from tests.web.test_browser import WIDTHS, overflow, violations

LANGUAGES = ("", "/en")


def checked(**answers: Any) -> str:
    """The page on which a payment order is checked, with these answers."""
    return f"betalen?{urlencode({**order_of(), 'controle': '1', **answers})}"


def places() -> dict[str, str]:
    """Every page with dossiers at every stage, by what it shows."""
    waits, ready, refused = approved(), with_deposit(), approved(application={"theme": "zomaar"})
    part, whole, going, ended = with_payment(400_00), with_payment(), with_order(), stopped()
    person = Person.objects.get(subject="demo:ondernemer")
    open_draft(waits.enterprise_id, person.pk, NOW)
    revised = approved(application={"theme": "zomaar"})
    change = Change(enterprise={}, application={revised.application_id: {"theme": "innovatie"}})
    revise(revised.enterprise_id, 2026, change, "Thema verkeerd gelezen", at(2026, 11, 21))
    assert the(revised.application_id).status == "awaiting_deposit"
    wrong = checked(invoice_number="", invoice_date="31/02/2026", amount="9.000")
    return {
        "portfolio": f"/o/{BAKERY}/",
        "filtered": f"/o/{BAKERY}/?status=lapsed",
        "data": f"/o/{BAKERY}/gegevens",
        "waits": address(waits),
        "ready": address(ready),
        "refused": address(refused),
        "part": address(part),
        "whole": address(whole),
        "going": address(going),
        "ended": address(ended),
        "revised": address(revised),
        "done": address(ended) + "?gedaan=stopgezet",
        "submitted": address(waits, "ingediend"),
        "not granted": address(refused, "ingediend"),
        "deposit": address(waits, "storten"),
        "nothing to deposit": address(ready, "storten"),
        "order": address(ready, "betalen"),
        "order with errors": address(part, wrong),
        "order to check": address(ready, checked()),
        "stop": address(ready, "stopzetten"),
        "who withdraws": address(whole, "stopzetten"),
        "who withdraws, error": address(whole, "stopzetten?vraag=1"),
        "stop, all paid": address(whole, "stopzetten?withdraws=provider"),
        "payment under way": address(going, "stopzetten"),
    }


def faults(page: Any, where: str) -> list[Any]:
    """What is wrong with a page at both widths."""
    found: list[Any] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found += [(where, width, fault) for fault in violations(page)]
        if overflow(page) > 0:
            found.append((where, width, "wider than the screen"))
    return found


@pytest.mark.parametrize("language", ["", pytest.param("/en", marks=soak)])
def test_ui_01_every_page_of_portfolio_and_dossier_is_accessible_and_fits(
    counter: Counter, language: str
) -> None:
    page, found = counter.page("ondernemer"), []
    for what, where in places().items():
        answer = page.goto(counter.address + language + where)
        assert answer is not None
        assert answer.status in (200, 409, 422), what
        found += faults(page, what)
    page.goto(f"{counter.address}{language}{address(with_deposit(), 'stopzetten')}")
    follow(page.locator(".govuk-button--warning"))
    assert page.locator(".govuk-error-summary").count() == 1
    found += faults(page, "stop without a reason")
    assert found == []


def test_ui_01_every_page_of_portfolio_and_dossier_is_accessible_in_the_dark(
    counter: Counter,
) -> None:
    page, found = counter.page("ondernemer", color_scheme="dark"), []
    for what, where in places().items():
        page.goto(counter.address + where)
        found += [(what, fault) for fault in violations(page)]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ui_01_the_list_of_enterprises_and_an_empty_portfolio_are_accessible(
    counter: Counter, language: str
) -> None:
    approved()
    page, found = counter.page("boekhouder"), []
    for where in ("/o/", "/o/?binnen=7", f"/o/{METALWORKS}/"):
        page.goto(counter.address + language + where)
        found += faults(page, where)
    assert found == []


def test_ui_06_an_empty_payment_order_is_one_summary_with_the_focus(counter: Counter) -> None:
    it = with_deposit()
    page = counter.page("ondernemer")
    page.goto(counter.address + address(it, "betalen"))
    page.get_by_label("Te betalen bedrag").fill("")
    with page.expect_response(lambda one: one.request.method == "POST") as sent:
        follow(page.get_by_role("button", name="Doorgaan"))
    assert sent.value.status == 422
    page.wait_for_function("document.activeElement.matches('.govuk-error-summary')")
    assert page.title().startswith("Fout: ")
    assert page.locator("main > :first-child").get_attribute("class") == "govuk-error-summary"
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == 3
    for link in links.all():
        field = page.locator(str(link.get_attribute("href")))
        told = page.locator(f"#{field.get_attribute('id')}_error")
        assert link.inner_text() in told.inner_text()
    assert uuid.UUID(page.locator("[name=key]").input_value())
