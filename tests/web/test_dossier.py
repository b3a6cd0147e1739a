"""The pages of a dossier: money that adds up, what happened and why, letters, deposit."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from stdnum import iban
from stdnum.be import ogm_vcs

from portefeuille.applications.queries import Dossier, dossiers_of
from portefeuille.applications.services import (
    Change,
    EarlierFiling,
    refuse,
    revise,
    stop,
    store_earlier,
)
from portefeuille.payments.queries import money_of
from portefeuille.payments.services import keep_document
from portefeuille.people.models import Person
from portefeuille.wallet.queries import movements_of
from portefeuille.web.ui.dossiers import money_block
from tests.applications.filing import METALWORKS
from tests.databases import Database
from tests.payments.life import at, deposited, ordered, paid, the
from tests.web.acting import (
    YESTERDAY,
    address,
    approved,
    open_counter,
    signed_in,
    stopped,
    text_of,
    with_deposit,
    with_order,
    with_payment,
    words_of,
)

PDF = b"%PDF-1.7 verzonnen"


@pytest.fixture
def lotte(database: Database, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The baker."""
    open_counter(monkeypatch)
    return signed_in("ondernemer")


def stopped_half_way() -> Dossier:
    it = with_payment(400_00)
    stop(it.application_id, "enterprise", "Genoeg geleerd", at(2026, 11, 21, 12))
    return the(it.application_id)


STAGES = {
    "approved": (approved, 0),
    "deposit": (with_deposit, 1_000_00),
    "order of a part": (lambda: with_order(400_00), 1_000_00),
    "order of all": (with_order, 1_000_00),
    "part paid": (lambda: with_payment(333_33), 1_000_00),
    "paid": (with_payment, 1_000_00),
    "stopped": (stopped, 1_000_00),
    "stopped half way": (stopped_half_way, 1_000_00),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_money_adds_up_at_every_stage(lotte: Client, stage: str) -> None:
    begin, came_in = STAGES[stage]
    it = begin()
    block = money_block(it, money_of(it), movements_of(it.application_id))
    for one in block:
        assert sum(line.amount for line in one.lines) == one.total.amount
        assert min(line.amount for line in one.lines) >= 0
    cost, together, where = (one.total.amount for one in block)
    assert (cost, together, where) == (1_000_00, came_in, came_in)
    page = text_of(lotte.get(address(it)))
    shown = re.findall(r"<td[^>]*numeric[^>]*>(€ [\d.,]+)</td>", page)
    assert len(shown) >= sum(len(one.lines) + 1 for one in block)


def test_a_dossier_of_another_enterprise_does_not_exist_here(lotte: Client) -> None:
    theirs = approved(number=METALWORKS)
    mine = approved()
    for page in ("", "ingediend", "storten", "betalen", "stopzetten", "brief/1.pdf"):
        assert lotte.get(address(theirs, page, mine.number)).status_code == 404
        assert lotte.get(address(theirs, page)).status_code == 403
    wrong = f"/o/{mine.number}/dossiers/KP-2025-{mine.application_id:06d}/"
    assert lotte.get(wrong).status_code == 404


def test_the_time_line_says_what_happened_and_why_the_last_first(lotte: Client) -> None:
    page = words_of(lotte.get(address(stopped())))
    line = page[page.rindex("Verloop") :]
    assert line.index("Stopgezet") < line.index("Eigen aandeel") < line.index("Aanvraag ingediend")
    assert "“Wij hebben geen tijd.”" in line
    assert "Er is nog niets betaald aan je dienstverlener" in line
    assert "Terug naar jou: € 700,00" in line
    assert "Terug in je plafond: € 300,00" in line
    assert "21 november 2026, 13:00" in line


def test_a_deposit_that_was_sent_back_is_told(lotte: Client) -> None:
    it = approved()
    deposited(it.application_id, 699_99, YESTERDAY, at(2026, 11, 21))
    assert "Wordt naar jou teruggestort: € 699,99" in words_of(lotte.get(address(it)))
    told = "Je storting van € 699,99 van 21 november 2026 wordt teruggestort. Het bedrag is niet"
    assert told in text_of(lotte.get(address(it, "storten")))


def test_an_approval_says_what_follows_and_when(lotte: Client) -> None:
    it = approved()
    page = text_of(lotte.get(address(it, "ingediend")))
    assert "govuk-panel--confirmation" in page
    for said in (it.reference, "20 december 2026", "31 december 2027", "€ 700,00"):
        assert said in page
    assert f"brief/{it.decision_id}.pdf" in page


def test_a_refusal_is_no_green_panel_but_reasons_and_a_way_on(lotte: Client) -> None:
    it = approved(application={"theme": "zomaar"})
    page = text_of(lotte.get(address(it, "ingediend")))
    assert "govuk-panel--confirmation" not in page
    assert "<h1" in page
    assert "Je aanvraag is geweigerd" in page
    assert "Niet voldaan" in page
    assert page.index("Niet voldaan") < page.index("De beslissing als brief")
    assert "Volgende stap" not in text_of(lotte.get(address(it)))


def test_a_refusal_by_the_provider_is_said_first(lotte: Client) -> None:
    it = with_deposit()
    refuse(it.application_id, "related-party", "Wij zijn familie.", at(2026, 11, 21, 12))
    page = words_of(lotte.get(address(it)))
    assert "Geweigerd door de dienstverlener: De onderneming is met ons verwant" in page
    assert page.index("“Wij zijn familie.”") < page.index("Wat het kost")
    assert lotte.get(address(it, "ingediend"))["Location"] == address(it)


def test_one_decided_under_earlier_rules_has_no_reasons_and_no_next_step(lotte: Client) -> None:
    known = approved()
    day = date(2015, 3, 2)
    moment = datetime(2015, 3, 2, 9, tzinfo=UTC)
    filing = EarlierFiling(known.enterprise_id, moment, day, "training", "talen", 123_00)
    store_earlier([filing], "test")
    old = next(one for one in dossiers_of(known.enterprise_id) if one.regime == "earlier")
    page = words_of(lotte.get(address(old)))
    assert "beslist onder vroegere regels" in page
    assert "Volgende stap" not in page
    assert "Zet deze aanvraag stop" not in page
    assert lotte.get(address(old, "ingediend")).status_code == 200
    for step in ("storten", "betalen", "stopzetten"):
        assert lotte.get(address(old, step)).status_code == 409
    assert "2015" in text_of(lotte.get(f"/o/{old.number}/"))


def test_a_revision_shows_what_it_changed_and_every_letter(lotte: Client) -> None:
    it = with_deposit()
    change = Change(enterprise={"size": "medium"}, application={})
    revise(it.enterprise_id, 2026, change, "Groep meegerekend", at(2026, 11, 21, 12))
    page = text_of(lotte.get(address(it)))
    assert "Herzien op 21 november 2026" in page
    changed = page[page.index("Wat de herziening veranderde") :]
    assert changed.index("€ 300,00") < changed.index("€ 200,00")
    assert "“Groep meegerekend”" in page
    assert "Volgende stap: stort de rest van je eigen aandeel" in page
    assert len(set(re.findall(r"brief/(\d+)\.pdf", page))) == 2
    more = text_of(lotte.get(address(it, "storten")))
    assert "€ 100,00" in more
    assert "Op de rekening uiterlijk op" not in more


def test_the_letter_of_a_decision_is_a_pdf(lotte: Client) -> None:
    it, other = approved(), approved()
    letter = lotte.get(address(it, f"brief/{it.decision_id}.pdf"))
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF-")
    assert it.reference in letter["Content-Disposition"]
    assert lotte.get(address(it, f"brief/{other.decision_id}.pdf")).status_code == 404


def test_a_kept_file_comes_back_as_it_was_and_only_here(lotte: Client) -> None:
    it, other = approved(), approved()
    person = Person.objects.get(subject="demo:ondernemer")
    kept = keep_document(it.application_id, person.pk, "é factuur.pdf", PDF, at(2026, 11, 21))
    answer = lotte.get(address(it, f"stuk/{kept.pk}"))
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert lotte.get(address(other, f"stuk/{kept.pk}")).status_code == 404


def test_the_deposit_page_has_exactly_what_a_bank_asks(lotte: Client) -> None:
    page = text_of(lotte.get(address(approved(), "storten")))
    account = re.search(r"BE\d\d( \d{4}){3}", page)
    communication = re.search(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", page)
    assert account
    assert iban.is_valid(account[0], check_country=False)
    assert communication
    assert ogm_vcs.is_valid(communication[0].strip("+"))
    assert "€ 700,00" in page
    assert "20 december 2026 (nog 28 dagen)" in page
    assert "Een ander bedrag of een andere mededeling wordt teruggestort." in page


def test_the_account_of_the_demonstration_belongs_to_no_bank() -> None:
    from stdnum.be import iban as belgian

    assert iban.is_valid(settings.FINANCIAL_MANAGER_IBAN, check_country=False)
    assert not belgian.is_valid(settings.FINANCIAL_MANAGER_IBAN)


def test_where_nothing_is_awaited_nothing_is_asked(lotte: Client) -> None:
    answer = lotte.get(address(with_deposit(), "storten"))
    assert answer.status_code == 409
    assert "Er valt niets te storten" in text_of(answer)
    assert "Gestort" in text_of(answer)


def test_a_page_of_a_dossier_is_as_dear_after_a_long_life(lotte: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert lotte.get(page).status_code == 200
        return len(counted)

    young, old = address(approved()), with_payment(10_00)
    assert queries(young) <= 14
    once = queries(address(old))
    for part in range(2, 5):
        paid(
            ordered(old.application_id, f"F-{part}", 10_00, at(2026, 11, 21, 12)),
            at(2026, 11, 21, 13),
        )
    assert queries(address(old)) == once <= 19  # how far its payments came is read as well


def test_no_template_of_these_pages_is_left_unused() -> None:
    web = Path(settings.PACKAGE) / "web"
    rooms = [web / "templates" / "enterprise" / room for room in ("portfolio", "dossier")]
    code = "".join(path.read_text() for path in web.rglob("*.py"))
    pages = "".join(path.read_text() for path in (web / "templates").rglob("*.html"))
    for template in [one for room in rooms for one in room.glob("*.html")]:
        named = f"{template.parent.parent.name}/{template.parent.name}/{template.name}"
        assert named in code + pages or f'"{template.stem}"' in code, template
