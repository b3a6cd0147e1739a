"""Statements and the queue in a real browser: read a file, confirm, send back; accessible."""

import re

import pytest

from portefeuille.payments.models import Payout
from tests.applications.filing import NOW, add_enterprises, request, submitted
from tests.payments.booked import DAY, OURS, PAYER, bank, costs, digits, near
from tests.payments.life import assert_ledger_is_right, the
from tests.web.looking import follow, overflow, violations

WIDTHS = (1280, 360)


def assert_right(page):
    """What axe finds and whether it fits, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == [], page.url
        assert overflow(page) <= 0, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def read(page):
    """The text of a page with plain spaces."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def read_statement(page, address, content):
    """Choose a file and have it read."""
    page.goto(address)
    chosen = {"name": "afschrift.xml", "mimeType": "text/xml", "buffer": content}
    page.set_input_files("[name=file]", chosen)
    follow(page.get_by_role("button", name=re.compile("^(Lees in|Read it)$")))


@pytest.fixture
def told(counter):
    """Two applications, and a statement: one deposit that is right, two unclear, and costs."""
    keys = [submitted(request(number), NOW).application_id for number in add_enterprises(3)]
    it = bank()
    it.deposit(OURS, 700_00, DAY, structured=digits(keys[0]))
    for key in keys[1:]:
        it.deposit(OURS, 700_00, DAY, text=near(key), name="Bakker Bart", sender=PAYER)
    it.book(OURS, costs())
    return keys, it.statement(DAY)


def test_ui_34_a_statement_is_read_and_what_waits_is_placed(counter, told):
    (right, unclear, other), content = told
    page = counter.page("financien")
    statements = f"{counter.address}/kantoor/afschriften"
    read_statement(page, statements, content)
    assert "4 verrichtingen zijn nieuw." in read(page)
    assert the(right).status == "deposited"
    assert_right(page)
    read_statement(page, statements, content)
    assert "Er staat niets nieuws in." in read(page)
    follow(page.get_by_role("link", name="Thuis te brengen"))
    assert "3 verrichtingen wachten" in read(page)
    follow(page.get_by_role("link", name=re.compile("€ 700,00")).first)
    there = page.url
    late = page.context.new_page()
    late.goto(there)
    follow(page.get_by_role("button", name=re.compile(the(unclear).reference)))
    assert f"Geboekt op {the(unclear).reference}" in read(page)
    assert the(unclear).status == "deposited"
    assert_right(page)
    follow(late.get_by_role("button", name="Stort terug"))
    assert "Iemand anders heeft al over deze verrichting beslist" in read(late)
    assert_right(late)
    follow(page.get_by_role("link", name="Thuis te brengen"))
    follow(page.get_by_role("link", name=re.compile("€ 700,00")).first)
    follow(page.get_by_role("button", name="Stort terug"))
    assert "Wordt teruggestort met een betaalrun" in read(page)
    assert [one.amount_cents for one in Payout.objects.filter(kind="return")] == [700_00]
    assert the(other).status == "awaiting_deposit"
    assert_ledger_is_right(counter.database)


def test_ui_01_what_goes_wrong_at_the_desk_of_statements(counter, told):
    (_, unclear, _), content = told
    page = counter.page("financien", java_script_enabled=False)
    office = f"{counter.address}/en/kantoor"
    read_statement(page, f"{office}/afschriften", content.replace(b"700.00", b"7OO.00"))
    assert page.title().startswith("Error: ")
    assert "What should be there" in read(page)
    read_statement(page, f"{office}/afschriften", content)
    follow(page.get_by_role("link", name="To place"))
    follow(page.get_by_role("link", name=re.compile("-12,50")))
    follow(page.get_by_role("button", name="Book it on government"))
    assert "Say what it is." in read(page)
    page.fill("[name=words]", "Costs of November")
    follow(page.get_by_role("button", name="Book it on government"))
    assert "“Costs of November”" in read(page)
    follow(page.get_by_role("link", name="To place"))
    follow(page.get_by_role("link", name=re.compile("€ 700,00")).first)
    page.get_by_label("Subsidy number").fill("KP-2026-999999")
    follow(page.get_by_role("button", name="Find it"))
    assert "No application or recovery has this number." in read(page)
    page.get_by_label("Subsidy number").fill(the(unclear).reference)
    follow(page.get_by_role("button", name="Find it"))
    assert page.get_by_role("button", name=re.compile("^Book it on this dossier")).count() == 2
    assert the(unclear).status == "awaiting_deposit"


def test_ui_01_an_error_in_a_file_is_read_out(counter, told):
    _, content = told
    page = counter.page("financien")
    there = f"{counter.address}/en/kantoor/afschriften"
    read_statement(page, there, content.replace(b"700.00", b"7OO.00"))
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert_right(page)
