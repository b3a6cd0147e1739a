"""The desk of the case handler: queue, search, dossier, revision."""

import re

import pytest

from portefeuille.payments.references import communication_of
from tests.applications.filing import BAKERY, NOW, load_registers, request, submitted
from tests.applications.nine import (
    assert_year_is_right,
    grants,
    nine_applications,
    wallet_of,
)
from tests.applications.test_revision import AS_MEDIUM, AS_SMALL
from tests.payments.life import the
from tests.web.desk import (
    case_of,
    counted,
    deposit_of,
    facts,
    open_desk,
    seen_in,
    signed_in,
    text_of,
)

CASES, SEARCH = "/kantoor/wachtrij", "/kantoor/zoeken"
DEPOSITS, PAYMENTS = "/kantoor/stortingen", "/kantoor/betalingen"
RULE = "main-activity"
BANKRUPT = "1999900963"


@pytest.fixture
def desk(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)


@pytest.fixture
def year(desk):
    return nine_applications()


@pytest.fixture
def handler(desk):
    return signed_in("dossierbehandelaar")


@pytest.fixture
def finance(desk):
    return signed_in("financien")


def small_one(cost="200.00"):
    return submitted(request(application={"cost": cost}), NOW).application_id


def test_each_desk_is_its_own(handler, finance):
    assert [handler.get(there).status_code for there in (CASES, SEARCH)] == [200, 200]
    assert [handler.get(there).status_code for there in (DEPOSITS, PAYMENTS)] == [403, 403]
    assert [finance.get(there).status_code for there in (DEPOSITS, PAYMENTS)] == [200, 200]
    assert [finance.get(there).status_code for there in (CASES, SEARCH)] == [403, 403]


def test_the_queue_counts_by_rule_and_lists_the_newest_first(handler, year):
    page = text_of(handler.get(CASES))
    found = re.search(rf"\?regel={RULE}\".*?numeric\">\s*(\d+)", page, re.S)
    assert found
    assert found[1] == "9"
    page = text_of(handler.get(CASES, {"regel": RULE}))
    shown = re.findall(r"/kantoor/dossiers/(KP-2026-\d+)", page)
    assert shown == [the(key).reference for key in reversed(year.values())]
    assert handler.get(CASES, {"regel": "bestaat-niet"}).status_code == 404


def test_more_than_are_counted_is_said(handler, year, monkeypatch):
    monkeypatch.setattr("portefeuille.applications.lists.MANY", 5)
    assert "meer dan 5" in text_of(handler.get(CASES))


def test_the_queue_goes_on_where_the_page_before_ended(handler, year, monkeypatch):
    monkeypatch.setattr("portefeuille.web.office.queues.PAGE", 4)
    seen, address = [], f"{CASES}?regel={RULE}"
    while address:
        page = text_of(handler.get(address))
        seen += re.findall(r"/kantoor/dossiers/(KP-2026-\d+)", page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = found[1] if found else ""
    assert seen == [the(key).reference for key in reversed(year.values())]


@pytest.mark.parametrize(
    ("client", "address"),
    [
        ("dossierbehandelaar", f"{CASES}?regel={RULE}"),
        ("dossierbehandelaar", f"{SEARCH}?vraag={BAKERY}"),
        ("financien", DEPOSITS),
    ],
)
def test_queries_do_not_grow_with_a_list(desk, client, address):
    who = signed_in(client)
    for _ in range(2):
        small_one()
    who.get(address)
    with counted() as few:
        who.get(address)
    for _ in range(10):
        small_one()
    with counted() as many:
        who.get(address)
    assert few == many


def test_search_finds_by_each_of_the_three_numbers(handler, year):
    key = year["paid"]
    for wanted in (the(key).reference, communication_of(key)):
        page = text_of(handler.get(SEARCH, {"vraag": wanted}))
        assert re.findall(r"/kantoor/dossiers/(KP-2026-\d+)", page) == [the(key).reference]
    page = text_of(handler.get(SEARCH, {"vraag": "1999.900.171"}))
    assert len(re.findall(r"/kantoor/dossiers/(KP-2026-\d+)", page)) == 9
    for wanted in ("KP-2025-000004", "0000.000.000", "Bakkerij", "KP-", "KP-2026-" + "9" * 30):
        page = text_of(handler.get(SEARCH, {"vraag": wanted}))
        assert "/kantoor/dossiers/" not in page
    assert handler.get(SEARCH, {"vraag": " "}).status_code == 422


def test_a_dossier_shows_all_and_its_ledger_adds_up_to_zero(handler, year):
    page = text_of(handler.get(case_of(year["partly paid"])))
    for said in ("Bakkerij Voorbeeld", "€ 350,00", "Eigen aandeel dat klaarligt", "F-1"):
        assert said in page
    assert re.search(r"Samen</th>\s*<td[^>]*>€ 0,00</td>", page)
    assert page.index("Na te kijken") < page.index("Waarom zo beslist is")
    assert handler.get("/kantoor/dossiers/KP-2026-999999").status_code == 404


def test_a_rule_is_found_in_order_with_a_motive(handler, year):
    it = the(year["paid"])
    there = f"{case_of(year['paid'])}/beoordelen"
    sent = {"regel": RULE, "beslissing": it.decision_id}
    wrong = handler.post(there, {**sent, "motive": " "})
    assert wrong.status_code == 422
    assert f'href="#id_{RULE}_motive"' in text_of(wrong)
    assert handler.post(there, {**sent, "motive": "NACE nagekeken"}).status_code == 303
    assert RULE not in the(year["paid"]).to_assess
    page = text_of(handler.get(case_of(year["paid"])))
    assert "NACE nagekeken" in page
    assert "Sam Fictief" in page
    assert f'id="regel-{RULE}"' not in page


@pytest.mark.parametrize("sent", [{"beslissing": "0"}, {"regel": "minimum-cost"}, {"regel": ""}])
def test_a_decision_that_is_no_longer_the_one_is_not_assessed(handler, year, sent):
    it = the(year["paid"])
    usual = {"regel": RULE, "beslissing": it.decision_id, "motive": "in orde"}
    answer = handler.post(f"{case_of(year['paid'])}/beoordelen", {**usual, **sent})
    assert answer.status_code == 409
    assert the(year["paid"]).to_assess == it.to_assess


def test_what_is_seen_ahead_is_what_is_stored(database, handler, year):
    there = f"{case_of(year['deposited'])}/herzien"
    page = text_of(handler.post(there, facts()))
    assert grants(year) == AS_SMALL
    for said in ("€ -2.050,00", "€ -2.550,00", "Te veel betaald", "€ 7.500,00 → € 5.200,00"):
        assert said in page
    stored = handler.post(there, facts(stap="bewaar", gezien=seen_in(page)))
    assert stored.status_code == 303
    assert grants(year) == AS_MEDIUM
    page = text_of(handler.get(stored["Location"]))
    for said in ("€ -2.050,00", "€ 2.050,00", "€ -2.550,00", "€ 5.200,00 van € 7.500,00"):
        assert said in page
    assert_year_is_right(database)
    again = handler.post(
        there, facts(stap="bewaar", gezien=seen_in(text_of(handler.post(there, facts()))))
    )
    assert again["Location"] == case_of(year["deposited"])


def test_where_something_happened_since_the_new_table_is_shown(handler, finance, year):
    there = f"{case_of(year['deposited'])}/herzien"
    seen = seen_in(text_of(handler.post(there, facts())))
    finance.post(DEPOSITS, deposit_of(year["awaiting"]))
    answer = handler.post(there, facts(stap="bewaar", gezien=seen))
    assert answer.status_code == 409
    assert grants(year) == AS_SMALL
    assert seen_in(text_of(answer)) != seen
    stored = handler.post(there, facts(stap="bewaar", gezien=seen_in(text_of(answer))))
    assert stored.status_code == 303


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"size": ""}, "Kies minstens één ding dat anders bleek."),
        ({"motive": ""}, "Zeg waarom de beslissingen opnieuw genomen worden."),
        ({"size": "figures"}, "Vul de omzet in."),
        ({"public_share": "101"}, "percentage"),
        ({"size": "figures", "y2025_headcount": "veel"}, "zoals 12,5"),
        ({"size": "figures", "y2025_months": "25"}, "een getal van 1 tot 24"),
        ({"size": "figures", "y2025_months": "half"}, "een getal van 1 tot 24"),
    ],
)
def test_a_revision_that_is_not_whole_is_asked_again(handler, year, sent, said):
    answer = handler.post(f"{case_of(year['paid'])}/herzien", facts(**sent))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert grants(year) == AS_SMALL


def figures(headcount, **group):
    """Two years of this enterprise alone, of no great turnover."""
    alone = {
        f"y{year}_{name}": value
        for year in (2024, 2025)
        for name, value in (
            ("headcount", headcount),
            ("turnover", "1.000.000"),
            ("balance", "900.000,50"),
        )
    }
    return facts(size="figures", **alone, **group)


def partner(share, headcount="200"):
    return {
        "r1_kind": "partner",
        "r1_share": share,
        "r1_headcount": headcount,
        "r1_turnover": "60.000.000",
        "r1_balance": "60.000.000",
    }


@pytest.mark.parametrize(
    ("sent", "size"),
    [
        (figures("12,5"), "Klein → Klein"),
        (figures("60"), "Klein → Middelgroot"),
        (figures("12,5", **partner("20")), "Klein → Klein"),
        (figures("12,5", **partner("25")), "Klein → Middelgroot"),
        (figures("12,5", **{**partner("", "300"), "r1_kind": "linked"}), "Klein → –"),
    ],
)
def test_a_size_is_worked_out_from_figures_and_group(handler, year, sent, size):
    answer = handler.post(f"{case_of(year['paid'])}/herzien", sent)
    assert answer.status_code == 200
    assert size in text_of(answer)


def test_the_working_of_the_size_is_shown_before_anything_is_stored(handler, year):
    there = f"{case_of(year['paid'])}/herzien"
    sent = figures("12,5", **partner("33,33"), y2024_months="6")
    page = text_of(handler.post(there, sent))
    for said in (
        "Partneronderneming (rij 1): partner van de aanvrager voor 33,33%; telt voor dat deel",
        "66,66",
        "€ 21.998.000,00",
        "een boekjaar van 6 maanden met een omzet van € 1.000.000,00",
        "Volgens de cijfers is de grootte: middelgroot.",
    ):
        assert said in page, said
    assert "Boekjaar 2024" in page
    assert "Boekjaar 2024" not in text_of(handler.post(there, facts()))


def test_a_sheltered_workshop_and_a_public_share_count(handler, year):
    there = f"{case_of(year['paid'])}/herzien"
    page = text_of(handler.post(there, facts(size="large", sheltered_workshop="yes")))
    assert "Klein → Groot" in page
    page = text_of(handler.post(there, facts(size="", public_share="30")))
    assert "€ 7.500,00 → € 0,00" in page
    assert wallet_of()[0] == "small"


def test_the_answers_can_be_changed_again(handler, year):
    page = text_of(handler.post(f"{case_of(year['paid'])}/herzien", facts(stap="wijzig")))
    assert "De groep was vergeten" in page
    assert re.search(r'value="medium"[^>]*checked', page)


def test_a_running_dossier_of_a_bankrupt_enterprise_is_flagged_on_its_page_and_in_lists(handler):
    sound = the(small_one())
    bankrupt = the(submitted(request(number=BANKRUPT), NOW).application_id)
    page = text_of(handler.get(f"/kantoor/dossiers/{bankrupt.reference}"))
    assert "Opening faillissement (050), zegt het register van 31 december 2025." in page
    assert "zegt het register" not in text_of(handler.get(f"/kantoor/dossiers/{sound.reference}"))
    assert ">Rechtstoestand<" in text_of(handler.get(SEARCH, {"vraag": bankrupt.reference}))
    assert ">Rechtstoestand<" not in text_of(handler.get(SEARCH, {"vraag": sound.reference}))
