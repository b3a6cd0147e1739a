"""An e-invoice in a real browser: chosen, read, checked, ordered."""

from portefeuille import samples
from portefeuille.payments.queries import payments_of
from tests.web.acting import address, with_deposit
from tests.web.counter import Counter
from tests.web.looking import follow, violations
from tests.web.test_browser import overflow


def test_an_e_invoice_fills_in_the_order_and_its_checks_are_read_before_it_is_given(
    counter: Counter,
) -> None:
    it = with_deposit()
    page = counter.page("ondernemer", viewport={"width": 320, "height": 700})
    page.goto(counter.address + address(it, "betalen"))
    page.get_by_label("De factuur (optioneel)").set_input_files(samples.INVOICES / "training.xml")
    follow(page.get_by_role("button", name="Doorgaan"))
    assert page.locator("h1").inner_text() == "Controleer je betaalopdracht"
    assert page.get_by_text("2026/0117", exact=True).count() == 1
    tags = page.locator(".app-checks .govuk-tag").all_inner_texts()
    assert tags.count("Na te kijken") == 1
    assert set(tags) == {"In orde", "Na te kijken"}
    assert violations(page) == []
    assert overflow(page) == 0
    follow(page.get_by_role("link", name="Wijzig het factuurnummer"))
    page.get_by_label("Factuurnummer").fill("2026/0118")
    follow(page.get_by_role("button", name="Doorgaan"))
    assert page.title().startswith("Fout: ")
    assert "Het nummer op de factuur is 2026/0117" in page.locator("main").inner_text()
    assert violations(page) == []
    page.get_by_label("Factuurnummer").fill("2026/0117")
    follow(page.get_by_role("button", name="Doorgaan"))
    follow(page.get_by_role("button", name="Geef de betaalopdracht"))
    (order,) = payments_of(it.application_id)
    assert (order.invoice_number, order.amount) == ("2026/0117", 1_000_00)
    assert order.document_name == "training.xml"
