"""A dossier's whole life at the counter, by everybody it passes, in a real browser.

The entrepreneur applies, deposits, orders payment in two parts; the provider refuses or is paid;
one finance officer records and prepares, another releases; a stop, a lapse. After every step the
books are right.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from portefeuille.applications.queries import Dossier, dossier_of_reference
from portefeuille.applications.services import By, lapse_overdue
from portefeuille.payments.references import communication_of
from portefeuille.scenarios.banking import answer
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right
from tests.web.counter import BAKERY, MORNING, Counter
from tests.web.looking import follow
from tests.web.ui.filling import USUAL, declare, fill, go_on, slug, words
from tests.web.ui.keyboard import pick, press, tab_to, write

WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "as most people do": ("", {}),
    "without scripts": ("", {"java_script_enabled": False}),
    "in English": ("/en", {}),
    "on a small screen": ("", {"viewport": {"width": 360, "height": 740}}),
}
REFERENCE = re.compile(r"KP-\d{4}-\d{6,}")


class Life:
    """One dossier and the pages of the people who work on it."""

    def __init__(self, counter: Counter, prefix: str = "", **how: Any) -> None:
        self.counter, self.prefix, self.how = counter, prefix, how
        self.pages: dict[str, Page] = {}
        self.reference = ""

    def page(self, persona: str) -> Page:
        """The window of a persona, the same one every time."""
        if persona not in self.pages:
            self.pages[persona] = self.counter.page(persona, **self.how)
        return self.pages[persona]

    def open(self, persona: str, address: str) -> Page:
        """Go somewhere as somebody."""
        page = self.page(persona)
        page.goto(f"{self.counter.address}{self.prefix}{address}")
        return page

    def dossier(self) -> Dossier:
        """The dossier as it is stored, with books that are right."""
        assert_ledger_is_right(self.counter.database)
        found = dossier_of_reference(self.reference)
        assert found is not None
        return found

    def at(self, word: str = "") -> str:
        """An address of the dossier."""
        return f"/o/{BAKERY}/dossiers/{self.reference}/{word}"

    def apply(self) -> None:
        """From the portfolio to the confirmation."""
        page = self.open("ondernemer", f"/o/{BAKERY}/")
        follow(page.locator("form[action$='/aanvragen/nieuw'] button").first)
        while slug(page) != "controleren":
            fill(page, USUAL)
            go_on(page)
        declare(page)
        go_on(page)
        assert slug(page) == "ingediend", page.url
        found = REFERENCE.search(words(page))
        assert found is not None
        self.reference = found[0]

    def deposit(self) -> None:
        """The finance officer records what came in."""
        key = self.dossier().application_id
        page = self.open("financien", "/kantoor/stortingen")
        page.fill("[name=reference]", communication_of(key))
        page.fill("[name=amount]", "700,00")
        page.fill("[name=received_on]", f"{self.counter.now:%d/%m/%Y}")
        follow(page.locator("form[action$='/stortingen'] button"))

    def order(self, number: str, amount: str) -> None:
        """The entrepreneur orders payment of a part."""
        page = self.open("ondernemer", self.at("betalen"))
        page.fill("[name=invoice_number]", number)
        page.fill("[name=invoice_date]", f"{self.counter.now:%d/%m/%Y}")
        page.fill("[name=amount]", amount)
        go_on(page)
        follow(page.locator("button[name=confirm]"))

    def account(self) -> None:
        """The provider says on which account it is paid, the first time."""
        page = self.open("dienstverlener", "/dv/1999905022/rekening")
        page.fill("[name=iban]", PROVIDERS_IBAN)
        follow(page.locator("main form button"))

    def pay(self) -> None:
        """One finance officer prepares what is due, another releases it, and the bank pays."""
        page = self.open("financien", "/kantoor/betalingen")
        follow(page.locator("main form[action$='/betalingen'] button").first)
        run = self.run_at(page)
        page = self.open("financien-twee", run)
        follow(page.locator("form[action$='/vrijgeven'] button"))
        follow(page.locator("form[action$='/bezorgd'] button"))
        self.bank_pays(run)

    def run_at(self, page: Page) -> str:
        """The address of the run a page is of, in Dutch."""
        found = re.search(r"/kantoor/betaalruns/\d+", page.url)
        assert found is not None, page.url
        return found[0]

    def bank_pays(self, run: str) -> None:
        """The statement of the day on which the bank paid a run."""
        answer(int(run.rsplit("/", 1)[1]), By("the bank", self.counter.now))

    def tag(self) -> str:
        """What the dossier page says of the status."""
        page = self.open("ondernemer", self.at())
        return page.locator(".govuk-tag:not(.govuk-phase-banner__content__tag)").first.inner_text()


@pytest.fixture
def life(counter: Counter) -> Life:
    return Life(counter)


@pytest.mark.parametrize("way", WAYS)
def test_from_the_application_to_money_at_the_provider(counter: Counter, way: str) -> None:
    prefix, how = WAYS[way]
    life = Life(counter, prefix, **how)
    english = prefix == "/en"
    life.apply()
    assert life.dossier().status == "awaiting_deposit"
    assert life.tag() == ("Awaiting deposit" if english else "Wachten op storting")
    life.deposit()
    money = life.dossier().money
    assert (money.own, money.subsidy) == (700_00, 300_00)
    assert life.tag() == ("Deposited" if english else "Gestort")
    life.account()
    life.order("F-1", "400,00")
    assert life.tag() == ("Payment in progress" if english else "Betaling in uitvoering")
    life.pay()
    money = life.dossier().money
    assert (money.own_paid, money.subsidy_paid) == (280_00, 120_00)
    assert life.tag() == ("Partly paid" if english else "Gedeeltelijk betaald")
    life.order("F-2", "600,00")
    life.pay()
    assert life.dossier().money.paid == 1000_00
    assert life.tag() == ("Paid" if english else "Betaald")
    received = life.open("dienstverlener", "/dv/1999905022/betalingen")
    assert words(received).count(life.reference) == 2
    assert "1.000,00" in words(received)


def retype(page: Page, name: str, text: str) -> None:
    """Tab to a box that is filled in and type over it."""
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def order_by_keyboard(life: Life, number: str, amount: str) -> None:
    """From the portfolio: what is to be done, the invoice, the check, the order."""
    page = life.open("ondernemer", f"/o/{BAKERY}/")
    press(page, f"a[href='{life.at('betalen')}']")
    write(page, "invoice_number", number)
    write(page, "invoice_date", f"{life.counter.now:%d/%m/%Y}")
    retype(page, "amount", amount)
    press(page, "form[enctype] button")
    press(page, "button[name=confirm]")


def pay_by_keyboard(life: Life) -> None:
    """The desks of two finance officers."""
    page = life.open("financien", "/kantoor/betalingen")
    press(page, "main form[action$='/betalingen'] button")
    run = life.run_at(page)
    page = life.open("financien-twee", run)
    press(page, "form[action$='/vrijgeven'] button")
    press(page, "form[action$='/bezorgd'] button")
    life.bank_pays(run)


def test_from_deposit_to_paid_refused_and_stopped_by_keyboard_alone(life: Life) -> None:
    life.apply()
    page = life.open("financien", "/kantoor/stortingen")
    write(page, "reference", communication_of(life.dossier().application_id))
    write(page, "amount", "700,00")
    write(page, "received_on", f"{life.counter.now:%d/%m/%Y}")
    press(page, "form[action$='/stortingen'] button")
    assert life.dossier().status == "deposited"
    page = life.open("dienstverlener", "/dv/1999905022/rekening")
    write(page, "iban", PROVIDERS_IBAN)
    press(page, "main form button")
    order_by_keyboard(life, "F-1", "400,00")
    pay_by_keyboard(life)
    assert life.dossier().status == "partly_paid"
    order_by_keyboard(life, "F-2", "600,00")
    pay_by_keyboard(life)
    assert life.dossier().status == "paid"
    page = life.open("ondernemer", life.at("stopzetten"))
    pick(page, "withdraws", "provider")
    press(page, "main form button")
    write(page, "reason", "De lessen zijn geschrapt.")
    press(page, "button.govuk-button--warning")
    assert life.dossier().status == "stopped"


def test_the_provider_refuses_and_the_enterprise_reads_why(life: Life) -> None:
    life.apply()
    life.deposit()
    page = life.open("dienstverlener", f"/dv/1999905022/aanvragen/{life.reference}")
    page.locator("input[name=reason][value='wrong-provider']").check()
    page.fill("[name=words]", "Deze onderneming is niet bij ons ingeschreven.")
    follow(page.locator("button[value=weigeren]"))
    it = life.dossier()
    assert (it.status, it.money.own, it.money.held) == ("refused", 0, 0)
    assert life.tag() == "Geweigerd"
    assert "niet bij ons ingeschreven" in words(life.page("ondernemer"))


@pytest.mark.parametrize(
    ("day", "room", "said"),
    [
        (datetime(2026, 12, 28, 9, tzinfo=UTC), 0, "gaat terug naar je plafond"),
        (datetime(2027, 1, 4, 9, tzinfo=UTC), 300_00, "gaat niet terug naar je plafond"),
    ],
)
def test_a_stop_in_the_same_year_and_in_the_next(
    life: Life, day: datetime, room: int, said: str
) -> None:
    from portefeuille.wallet.queries import room_of

    life.apply()
    life.deposit()
    life.counter.now = day
    page = life.open("ondernemer", life.at("stopzetten"))
    assert said in words(page)
    assert "700,00" in words(page)
    page.fill("[name=reason]", "De opleiding gaat niet door.")
    follow(page.locator("button.govuk-button--warning"))
    it = life.dossier()
    assert (it.status, it.money.own, it.money.subsidy) == ("stopped", 0, 0)
    left = room_of(it.enterprise_id, 2026)
    assert left is not None
    assert left.used == room
    assert life.tag() == "Stopgezet"


def test_a_deposit_that_does_not_come_lapses(life: Life) -> None:
    life.apply()
    life.counter.now = datetime(2026, 12, 23, 9, tzinfo=UTC)
    assert list(lapse_overdue(life.counter.now)) == [life.dossier().application_id]
    assert life.dossier().status == "lapsed"
    assert life.tag() == "Vervallen"
    page = life.open("ondernemer", life.at("storten"))
    assert slug(page) != "storten" or "Vervallen" in words(page)


def test_the_frozen_morning_is_the_one_of_the_statements(life: Life) -> None:
    assert life.counter.now == MORNING
