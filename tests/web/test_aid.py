"""State aid in the office: the rolling sum with its working, links, and aid from elsewhere."""

from datetime import date

import pytest

from portefeuille.aid.models import Declaration, Link
from portefeuille.aid.queries import granted_in_window
from portefeuille.aid.services import declare, link
from portefeuille.applications.services import stop
from portefeuille.register.queries import enterprise_of
from portefeuille.web.office import aid
from tests.aid.laws import de_minimis, exempted
from tests.applications.filing import BAKERY, METALWORKS, request, submitted
from tests.payments.life import at
from tests.web.acting import open_counter, signed_in, text_of, words_of

HERE = f"/kantoor/steun/{BAKERY}"
TODAY = date(2026, 11, 22)
BY = at(2026, 11, 20)
LINKED = {
    "stap": "koppel",
    "other": "1999.900.270",
    "holds_from": "1/7/2026",
    "link_told_by": "enterprise",
    "motive": "Moeder houdt 80 %",
}
DECLARED = {
    "stap": "verklaar",
    "granted_on": "2/2/2025",
    "amount": "1.500,50",
    "authority": "Stad Gent",
    "measure": "Groenpremie",
    "told_by": "enterprise",
}


@pytest.fixture
def office(database, monkeypatch):
    open_counter(monkeypatch)
    submitted(request())
    return signed_in("dossierbehandelaar")


def test_a_number_leads_to_its_page(office) -> None:
    assert "Staatssteun" in words_of(office.get("/kantoor/steun"))
    found = office.get("/kantoor/steun?nummer=1999.900.171")
    assert (found.status_code, found["Location"]) == (303, HERE)
    for typed, message in (
        ("1999.900.172", "Schrijf het ondernemingsnummer"),
        ("1999900369", "We kennen geen onderneming met dit nummer"),
        ("", "Vul het ondernemingsnummer in"),
    ):
        wrong = office.get("/kantoor/steun", {"nummer": typed})
        assert wrong.status_code == 422
        assert message in words_of(wrong)
    assert office.get("/kantoor/steun/1999900369").status_code == 404


def test_the_sum_is_shown_with_all_it_is_made_of(office) -> None:
    declare(BAKERY, date(2025, 2, 2), 1_500_50, "Stad Gent", BY, measure="Groenpremie")
    key = submitted(request(METALWORKS, {"cost": "2000.00"})).application_id
    link(BAKERY, METALWORKS, date(2026, 7, 1), "enterprise", "Moeder", BY)
    stop(key, "enterprise", "", BY)
    page = words_of(office.get(HERE))
    for said in (
        "is niet bekend: geen beslissing kijkt dus naar deze som",
        "Samen€ 2.400,50Toegekend van 22 november 2023 tot en met 22 november 2026",
        "Plafond€ 300.000,00",
        "Over€ 297.599,50",
        "€ 600,00 daarvan wordt nooit betaald",
        "Stad GentGroenpremie€ 1.500,50",
        "“Moeder” De onderneming zelf; het systeem",
        "Samen€ 2.400,50",
    ):
        assert said in page, said
    english = words_of(office.get(f"/en{HERE}"))
    assert "One undertaking today" in english


def test_the_regime_of_the_scheme_is_said(office, monkeypatch) -> None:
    monkeypatch.setattr("portefeuille.law.load", lambda: exempted())
    page = words_of(office.get(HERE))
    assert "vallen onder de groepsvrijstelling" in page
    assert "Vandaag telt er niets mee" in page
    monkeypatch.setattr("portefeuille.law.load", lambda: de_minimis())
    page = words_of(office.get(HERE))
    assert "Over€ 700,00" in page
    assert "is niet bekend" not in page


def test_a_link_is_kept_and_ended(office) -> None:
    kept = office.post(HERE, LINKED)
    assert (kept.status_code, kept["Location"]) == (303, f"{HERE}?gedaan=koppel")
    page = office.get(kept["Location"])
    assert "Er is bewaard dat ze één geheel zijn" in words_of(page)
    one = Link.objects.get()
    assert (one.holds_from, one.told_by, one.motive) == (
        date(2026, 7, 1),
        "enterprise",
        "Moeder houdt 80 %",
    )
    assert one.actor.startswith("person:")
    assert f'name="koppeling" value="{one.pk}"' in text_of(page)
    again = office.post(HERE, LINKED)
    assert (again.status_code, "zijn al één geheel" in words_of(again)) == (422, True)
    end = {"stap": "einde", "koppeling": str(one.pk), "holds_until": "30/6/2026"}
    early = office.post(HERE, end)
    assert (early.status_code, "vanaf de eerste dag" in words_of(early)) == (422, True)
    assert office.post(HERE, end | {"holds_until": "1/10/2026"}).status_code == 303
    assert office.post(HERE, end | {"holds_until": "1/10/2026"}).status_code == 409
    assert "apart vanaf 1 oktober 2026" in words_of(office.get(HERE))
    assert office.post(HERE, end | {"koppeling": "999"}).status_code == 404


def test_aid_from_elsewhere_is_kept_and_withdrawn_by_a_finance_officer_too(office) -> None:
    money = signed_in("financien")
    kept = money.post(HERE, DECLARED)
    assert (kept.status_code, kept["Location"]) == (303, f"{HERE}?gedaan=verklaar")
    one = Declaration.objects.get()
    assert (one.amount_cents, one.granted_on, one.measure) == (
        1_500_50,
        date(2025, 2, 2),
        "Groenpremie",
    )
    back = {"stap": "intrek", "verklaring": str(one.pk)}
    assert office.post(f"/kantoor/steun/{METALWORKS}", back).status_code == 404
    assert money.post(HERE, back).status_code == 303
    assert money.post(HERE, back).status_code == 409
    assert granted_in_window(enterprise_of(BAKERY), TODAY) == 300_00
    assert "Ingetrokken" in words_of(money.get(HERE))


WRONG = [
    (LINKED | {"other": BAKERY}, "Vul het nummer in van een andere onderneming"),
    (LINKED | {"other": "12"}, "Schrijf het ondernemingsnummer"),
    (LINKED | {"motive": ""}, "Zeg waarop je dit steunt"),
    (LINKED | {"link_told_by": "x"}, "Selecteer een geldige keuze"),
    (DECLARED | {"amount": "0"}, "Vul een bedrag boven 0 euro in"),
    (DECLARED | {"granted_on": "23/11/2026"}, "Vul een dag in die niet meer moet komen"),
    (DECLARED | {"authority": ""}, "Vul in welke overheid"),
]


def test_what_is_wrong_is_said_and_nothing_is_kept(office) -> None:
    for sent, message in WRONG:
        answer = office.post(HERE, sent)
        assert answer.status_code == 422
        assert message in words_of(answer), message
    assert (Link.objects.count(), Declaration.objects.count()) == (0, 0)


def test_whoever_handles_neither_cases_nor_money_sees_nothing(office) -> None:
    for persona in ("ondernemer", "dienstverlener", "gegevensbescherming"):
        assert signed_in(persona).get(HERE).status_code == 403
    assert office.post(HERE, {"stap": "iets"}).status_code == 409
    assert set(aid.DONE) == {"koppel", "einde", "verklaar", "intrek"}
