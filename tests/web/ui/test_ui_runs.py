"""A payment run in a real browser: prepared by one, released by another, sent back by the bank
and paid on another account; accessible at every step."""

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from portefeuille.adapters.bank import read_statements
from portefeuille.commands.main import main
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, the
from tests.web.acting import with_order
from tests.web.counter import BAKERY
from tests.web.looking import follow, overflow, touch, violations
from tests.web.ui.filling import words

OTHER_IBAN = "BE87500000002194"
PROVIDER = "/dv/1999905022"
WIDTHS = (1280, 360)


def assert_right(page: Page) -> None:
    """What axe finds and whether it fits, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == [], page.url
        assert overflow(page) <= 0, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


class Desks:
    """The pages of everybody a payment passes."""

    def __init__(self, counter) -> None:
        self.counter = counter
        self.pages = {
            name: counter.page(name)
            for name in ("financien", "financien-twee", "dienstverlener", "ondernemer")
        }

    def open(self, persona: str, address: str) -> Page:
        page = self.pages[persona]
        page.goto(f"{self.counter.address}{address}")
        return page

    def give_account(self, iban: str) -> Page:
        page = self.open("dienstverlener", f"{PROVIDER}/rekening")
        page.fill("[name=iban]", iban)
        follow(page.locator("main form button"))
        return page

    def prepare(self) -> str:
        """The address of a run of all that can be paid."""
        page = self.open("financien", "/kantoor/betalingen")
        follow(page.locator("main form[action$='/betalingen'] button"))
        found = re.search(r"/kantoor/betaalruns/\d+", page.url)
        assert found is not None, page.url
        return found[0]

    def release(self, run: str) -> bytes:
        """The other one releases it, fetches the file and gives it to the bank."""
        page = self.open("financien-twee", run)
        follow(page.locator("form[action$='/vrijgeven'] button"))
        with page.expect_download() as fetched:
            touch(page.locator("a[download]"))
        content = fetched.value.path().read_bytes()
        follow(page.locator("form[action$='/bezorgd'] button"))
        return content

    def statement(self, run: bytes, *trouble: str) -> None:
        """What the bank says of it, read on the page of statements."""
        told = CliRunner().invoke(main, ["simulate-bank", "-", *trouble], input=run)
        assert told.exit_code == 0, told.output
        content = told.stdout.encode()
        assert read_statements(content)
        page = self.open("financien", "/kantoor/afschriften")
        chosen = {"name": "dag.xml", "mimeType": "text/xml", "buffer": content}
        page.set_input_files("[name=file]", chosen)
        follow(page.locator("main form button"))


@pytest.fixture
def desks(counter) -> Desks:
    return Desks(counter)


def test_a_run_from_the_first_account_to_the_second(desks, counter):
    it = with_order()
    page = desks.open("financien", "/kantoor/betalingen")
    assert "Geen rekening bekend" in words(page)
    assert page.locator("main form[action$='/betalingen'] button").count() == 0
    page = desks.give_account("BE68 5390 0754 7035")
    assert "controlecijfers kloppen niet" in words(page)
    assert_right(page)
    page = desks.give_account(PROVIDERS_IBAN)
    assert "BE68 5390 0754 7034" in words(page)

    run = desks.prepare()
    page = desks.pages["financien"]
    assert "nooit betaalden" in words(page)
    refused = follow(page.locator("form[action$='/vrijgeven'] button"))
    assert refused.status == 403
    assert "iemand anders" in words(page)
    assert_right(page)
    content = desks.release(run)
    page = desks.open("financien", run)
    assert "Bij de bank" in words(page)
    assert_right(page)

    desks.statement(content, "--reject", PROVIDERS_IBAN)
    page = desks.open("financien", run)
    assert "De rekening is afgesloten (AC04)." in words(page)
    dossier = f"/o/{BAKERY}/dossiers/{it.reference}/"
    assert "Teruggekomen" in words(desks.open("ondernemer", dossier))
    page = desks.open("dienstverlener", f"{PROVIDER}/betalingen")
    assert "De rekening is afgesloten (AC04)." in words(page)
    assert_right(page)
    follow(page.get_by_role("link", name=re.compile("Geef een andere rekening")))
    page = desks.give_account(OTHER_IBAN)
    assert words(page).index("BE87 5000") < words(page).index("BE68 5390")

    desks.statement(desks.release(desks.prepare()))
    assert the(it.application_id).status == "paid"
    assert "op 22 november 2026" in words(desks.open("ondernemer", dossier))
    received = words(desks.open("dienstverlener", f"{PROVIDER}/betalingen"))
    assert "1.000,00" in received
    assert_ledger_is_right(counter.database)
