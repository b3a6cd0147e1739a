"""The enterprise's dossier in a real browser: deposit, order payment, stop.

Each test is named after the statement it holds.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from portefeuille.payments.queries import payments_of
from tests.payments.life import assert_ledger_is_right, at, pay, the
from tests.web.acting import (
    address,
    approved,
    with_deposit,
    with_order,
    with_payment,
)
from tests.web.counter import BAKERY, Counter
from tests.web.looking import follow
from tests.web.test_browser import overflow

WITHOUT_SCRIPTS = {"java_script_enabled": False}


def opened(counter: Counter, where: str, **how: Any) -> Any:
    """The page at an address, as the baker sees it."""
    page = counter.page("ondernemer", **how)
    page.goto(counter.address + where)
    return page


def seen(page: Any, selector: str = "main") -> str:
    """What stands there, with plain spaces."""
    return str(page.locator(selector).inner_text()).replace("\u00a0", " ")


def fill_in(page: Any, number: str, amount: str | None = None) -> None:
    """The questions of a payment order, and on."""
    page.get_by_label("Factuurnummer").fill(number)
    page.get_by_label("Factuurdatum").fill("20/11/2026")
    if amount is not None:
        page.get_by_label("Te betalen bedrag").fill(amount)
    follow(page.get_by_role("button", name="Doorgaan"))


def pay_last(counter: Counter, application_id: int) -> None:
    """The financial manager pays what was ordered last."""
    pay(payments_of(application_id)[-1].order_id, at(2026, 11, 22, 10))
    assert_ledger_is_right(counter.database)


def test_ui_22_after_the_deposit_the_next_step_is_the_first_thing_in_main(
    counter: Counter,
) -> None:
    it = with_deposit()
    page = opened(counter, address(it))
    first = page.locator("main > :first-child")
    assert first.get_attribute("role") == "region"
    assert "Volgende stap: betaal je dienstverlener" in first.inner_text()
    said = first.inner_text().replace("\u00a0", " ")
    assert "De uiterste dag is 31 december 2027 (nog 404 dagen)" in said
    follow(first.get_by_role("button", name="Betaal je dienstverlener"))
    assert page.url.endswith("/betalen")


def test_ui_22_the_list_of_what_is_to_be_done_is_sorted_and_says_days_left(
    counter: Counter,
) -> None:
    later, sooner = with_deposit(), approved()
    page = opened(counter, f"/o/{BAKERY}/")
    items = page.locator(".app-to-do__item")
    assert items.count() == 2
    assert sooner.reference in items.nth(0).inner_text()
    assert later.reference in items.nth(1).inner_text()
    assert "(nog 28 dagen)" in items.nth(0).inner_text()
    counter.now = datetime(2026, 12, 20, 9, tzinfo=UTC)
    page.reload()
    assert "(vandaag is de uiterste dag)" in items.nth(0).inner_text()


def test_ui_23_above_the_balance_is_refused_and_two_parts_pay_it_all(counter: Counter) -> None:
    it = with_deposit()
    page = opened(counter, address(it, "betalen"))
    assert page.get_by_label("Te betalen bedrag").input_value() == "1.000,00"
    fill_in(page, "F-1", "1.000,01")
    assert page.title().startswith("Fout: ")
    assert "€ 1.000,00" in seen(page, ".govuk-error-summary")
    assert page.get_by_label("Te betalen bedrag").input_value() == "1.000,01"
    for number, amount, status in (
        ("F-1", "400,00", "Gedeeltelijk betaald"),
        ("F-2", None, "Betaald"),
    ):
        page.goto(counter.address + address(it, "betalen"))
        fill_in(page, number, amount)
        follow(page.get_by_role("button", name="Geef de betaalopdracht"))
        assert "Je betaalopdracht is gegeven" in seen(page)
        pay_last(counter, it.application_id)
        page.goto(counter.address + address(it))
        assert page.locator("main .govuk-tag").first.inner_text() == status


STOPS = {
    "nothing paid": (
        with_deposit,
        "",
        "Er is nog niets betaald aan je dienstverlener",
        {"Je krijgt terug": "€ 700,00", "Gaat terug naar je plafond": "€ 300,00"},
    ),
    "partly paid": (
        lambda: with_payment(400_00),
        "",
        "Een deel is betaald aan je dienstverlener",
        {"Je krijgt terug": "€ 420,00", "Gaat terug naar je plafond": "€ 180,00"},
    ),
    "provider cancels": (
        with_payment,
        "Je dienstverlener: die annuleert",
        "Alles is betaald en je dienstverlener annuleert",
        {"Je krijgt terug": "€ 0,00", "Gaat terug naar je plafond": "€ 0,00"},
    ),
    "enterprise withdraws": (
        with_payment,
        "Jij: je neemt niet deel",
        "Alles is betaald en",
        {"Je krijgt terug": "€ 0,00", "Gaat terug naar je plafond": "€ 0,00"},
    ),
}


@pytest.mark.parametrize("case", STOPS)
def test_ui_24_stopping_names_the_case_and_the_amounts_before_it_asks_why(
    counter: Counter, case: str
) -> None:
    begin, withdraws, title, amounts = STOPS[case]
    it = begin()
    page = opened(counter, address(it))
    follow(page.get_by_role("link", name="Zet deze aanvraag stop"))
    if withdraws:
        page.get_by_label(withdraws).check()
        follow(page.get_by_role("button", name="Doorgaan"))
    text, button = seen(page), "Zet deze aanvraag stop"
    assert title in page.locator("h2").nth(-1).inner_text()
    for label, amount in amounts.items():
        assert f"{label}\t{amount}" in text or f"{label}\n{amount}" in text
        assert text.index(label) < text.rindex(button)
    follow(page.get_by_role("button", name=button))
    assert page.get_by_text("Vul in waarom je stopzet.").count() == 2
    assert the(it.application_id).status == it.status
    page.get_by_label("Waarom zet je stop?").fill("Geen tijd meer")
    follow(page.get_by_role("button", name=button))
    assert page.locator("main .govuk-tag").first.inner_text() == "Stopgezet"
    assert "“Geen tijd meer”" in seen(page)
    assert_ledger_is_right(counter.database)


def test_ui_24_in_a_later_calendar_year_the_subsidy_does_not_return(counter: Counter) -> None:
    it = with_deposit()
    counter.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    page = opened(counter, address(it, "stopzetten"))
    text = seen(page)
    assert "later kalenderjaar" in text
    assert "Gaat niet terug naar je plafond" in text
    page.get_by_label("Waarom zet je stop?").fill("Geen tijd meer")
    follow(page.get_by_role("button", name="Zet deze aanvraag stop"))
    assert "Niet terug in je plafond: € 300,00" in seen(page)
    assert_ledger_is_right(counter.database)


def test_ui_24_while_a_payment_is_under_way_the_page_says_so_and_leads_on(
    counter: Counter,
) -> None:
    it = with_order()
    page = opened(counter, address(it, "stopzetten"))
    assert page.locator("h1").inner_text() == "Er loopt een betaling"
    follow(page.get_by_role("link", name="Naar het dossier"))
    assert page.url == counter.address + address(it)


def test_ui_07_after_an_error_the_file_and_all_that_was_typed_are_still_there(
    counter: Counter,
) -> None:
    it = with_deposit()
    page = opened(counter, address(it, "betalen"))
    content = b"%PDF-1.7 een factuur"
    page.get_by_label("De factuur (optioneel)").set_input_files(
        {"name": "factuur mei.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_label("Factuurnummer").fill("2026/17 bis")
    page.get_by_label("Factuurdatum").fill("31/02/2026")
    page.get_by_label("Te betalen bedrag").fill("1,000.00")
    follow(page.get_by_role("button", name="Doorgaan"))
    assert page.locator(".govuk-error-summary__list li").count() == 2
    assert page.get_by_label("Factuurnummer").input_value() == "2026/17 bis"
    assert page.get_by_label("Factuurdatum").input_value() == "31/02/2026"
    assert page.get_by_label("Te betalen bedrag").input_value() == "1,000.00"
    kept = page.get_by_role("link", name="factuur mei.pdf")
    where = counter.address + str(kept.get_attribute("href"))
    assert page.request.get(where).body() == content
    fill_in(page, "2026/17 bis", "1.000,00")
    assert page.get_by_role("link", name="factuur mei.pdf").count() == 1
    follow(page.get_by_role("link", name="Wijzig het factuurnummer"))
    assert page.get_by_label("Factuurnummer").input_value() == "2026/17 bis"
    follow(page.get_by_role("button", name="Doorgaan"))
    follow(page.get_by_role("button", name="Geef de betaalopdracht"))
    (order,) = payments_of(it.application_id)
    assert order.document_name == "factuur mei.pdf"


def test_ui_04_without_scripts_a_payment_is_ordered_and_an_application_stopped(
    counter: Counter,
) -> None:
    it, other = with_deposit(), with_deposit()
    page = opened(counter, address(it), **WITHOUT_SCRIPTS)
    follow(page.get_by_role("button", name="Betaal je dienstverlener"))
    fill_in(page, "F-1")
    follow(page.get_by_role("button", name="Geef de betaalopdracht"))
    assert "Betaling in uitvoering" in seen(page)
    page.goto(counter.address + address(other))
    follow(page.get_by_role("link", name="Zet deze aanvraag stop"))
    page.get_by_label("Waarom zet je stop?").fill("Geen tijd meer")
    follow(page.get_by_role("button", name="Zet deze aanvraag stop"))
    assert "Stopgezet" in seen(page)
    assert the(other.application_id).status == "stopped"


def test_back_after_the_order_says_it_was_given_and_gives_no_second(counter: Counter) -> None:
    it = with_deposit()
    page = opened(counter, address(it, "betalen"))
    fill_in(page, "F-1", "400,00")
    follow(page.get_by_role("button", name="Geef de betaalopdracht"))
    page.go_back()
    page.reload()
    assert page.locator("h1").inner_text() == "Je hebt deze betaalopdracht al gegeven"
    assert len(payments_of(it.application_id)) == 1


def test_the_whole_way_in_english_on_a_small_screen(counter: Counter) -> None:
    it = with_deposit()
    page = counter.page("ondernemer")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{counter.address}/en/o/{BAKERY}/")
    follow(page.get_by_role("link", name="Pay your provider"))
    page.get_by_label("Number of the invoice").fill("F-1")
    page.get_by_label("Date of the invoice").fill("20/11/2026")
    assert overflow(page) <= 0
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Give the payment order"))
    assert "Next step: the financial manager pays your provider" in seen(page)
    assert overflow(page) <= 0
    pay_last(counter, it.application_id)
    page.reload()
    assert "Next step: keep your proof" in seen(page)
    follow(page.get_by_role("link", name="Stop this application"))
    page.get_by_label("You: you do not attend").check()
    follow(page.get_by_role("button", name="Continue"))
    page.get_by_label("Why do you stop?").fill("No time")
    follow(page.get_by_role("button", name="Stop this application"))
    assert "Stopped" in seen(page)
    assert f"/en{address(it)}" in page.url


def test_what_the_portfolio_says_is_used_follows_the_stop(counter: Counter) -> None:
    it = with_deposit()
    page = opened(counter, f"/o/{BAKERY}/")
    assert seen(page, ".app-balance__left") == "€ 7.200,00"
    page.goto(counter.address + address(it, "stopzetten"))
    page.get_by_label("Waarom zet je stop?").fill("Geen tijd meer")
    follow(page.get_by_role("button", name="Zet deze aanvraag stop"))
    page.goto(f"{counter.address}/o/{BAKERY}/")
    assert seen(page, ".app-balance__left") == "€ 7.500,00"
