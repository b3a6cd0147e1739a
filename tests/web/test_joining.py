"""A case handler decides that an enterprise goes on in another, and what everybody sees then."""

import re
from datetime import UTC, date, datetime

import pytest

from portefeuille.applications.services import open_draft
from portefeuille.journal.queries import history_of
from portefeuille.people.models import Person
from portefeuille.register.models import Snapshot, Succession
from portefeuille.register.queries import became, current_snapshot, enterprise_of
from portefeuille.register.services import enterprise_of_number, join
from portefeuille.register.succession import SUBJECT
from tests.applications.filing import BAKERY, METALWORKS, request, submitted
from tests.payments.life import at, the
from tests.web.acting import address, open_counter, signed_in, text_of, words_of

HERE = f"/kantoor/ondernemingen/{BAKERY}/samenvoegen"
PORTFOLIO = f"/o/{BAKERY}/"
THERE = f"/o/{METALWORKS}/"
JULY = date(2026, 7, 1)
FUSION = {
    "successor": "1999.900.270",
    "kind": "merged",
    "holds_on": "1/7/2026",
    "motive": "Staatsblad van 3 juli: fusie door overneming",
}


@pytest.fixture
def keys(database, monkeypatch):
    """The bakery was granted 3.000,00, the metalworks 6.000,00 of its 7.500,00."""
    open_counter(monkeypatch)
    return [
        submitted(request(number, {"cost": cost})).application_id
        for number, cost in ((BAKERY, "10000.00"), (METALWORKS, "20000.00"))
    ]


@pytest.fixture
def office(keys):
    return signed_in("dossierbehandelaar")


def merged():
    join(BAKERY, METALWORKS, "merged", JULY, "fusie", at(2026, 11, 21))


def mark(page):
    (found,) = re.findall(r'name="gezien" value="(\w+)"', page)
    return found


def test_what_it_does_is_shown_and_then_stored(office, keys):
    case = text_of(office.get(f"/kantoor/dossiers/{the(keys[0]).reference}"))
    assert f'href="{HERE}"' in case
    open_draft(enterprise_of(BAKERY), Person.objects.first().pk, at(2026, 11, 20).now)
    ahead = office.post(HERE, FUSION)
    seen = words_of(ahead)
    for said in (
        "Er is nog niets bewaard",
        "Aanvragen die volgen1",
        "Concepten die volgen1",
        "€ 3.000,00€ 6.000,00 € 7.500,00€ 0,00",
        "€ 1.500,00 boven het plafond wordt niet teruggenomen",
    ):
        assert said in seen, said
    assert Succession.objects.count() == 0
    sent = office.post(HERE, {**FUSION, "stap": "bewaar", "gezien": mark(text_of(ahead))})
    assert (sent.status_code, sent["Location"]) == (303, f"{HERE}?gedaan=samen")
    page = words_of(office.get(sent["Location"]))
    assert "Het is beslist" in page
    assert "Sam Fictief" in page
    assert "fusie door overneming" in page
    (event,) = history_of(SUBJECT, enterprise_of(BAKERY))
    assert (event.verb, event.reason, event.words) == ("join", "merged", FUSION["motive"])
    case = words_of(office.get(f"/kantoor/dossiers/{the(keys[0]).reference}"))
    assert "1999.900.270aangevraagd onder 1999.900.171" in case
    assert "€ 9.000,00 van € 7.500,00 gebruikt, nog € 0,00 over" in case
    for number in (BAKERY, METALWORKS):
        found = text_of(office.get("/kantoor/zoeken", {"vraag": number}))
        assert all(the(key).reference in found for key in keys)
    other = words_of(office.get(f"/kantoor/ondernemingen/{METALWORKS}/samenvoegen"))
    assert "Ging verder in deze onderneming 1999.900.171" in other


def test_nothing_is_stored_where_it_does_something_else_by_now(office):
    seen = mark(text_of(office.post(HERE, FUSION)))
    submitted(request(BAKERY, {"cost": "1000.00"}))
    answer = office.post(HERE, {**FUSION, "stap": "bewaar", "gezien": seen})
    assert answer.status_code == 409
    assert "dus is er niets bewaard" in words_of(answer)
    assert "€ 3.300,00" in words_of(answer)
    assert became(BAKERY) is None


def test_a_year_before_the_day_is_said_to_stay_apart(office):
    page = words_of(office.post(HERE, {**FUSION, "holds_on": "1/1/2026"}))
    assert "blijft apart" not in page
    before = {"starts_on": "2025-11-27", "ends_on": "2025-11-28"}
    submitted(request(BAKERY, before), datetime(2025, 11, 20, 9, tzinfo=UTC))
    page = words_of(office.post(HERE, FUSION))
    assert "2025 € 300,00€ 0,00 blijft apart: het is voor die dag" in page


WRONG = [
    ({"successor": ""}, "Vul het nummer in waarin ze verdergaat"),
    ({"successor": "12"}, "Schrijf het ondernemingsnummer met tien cijfers"),
    ({"successor": BAKERY}, "Vul het nummer in van een andere onderneming"),
    ({"successor": "1999999943"}, "Het register kent 1999.999.943 niet"),
    ({"kind": ""}, "Kies wat er gebeurd is"),
    ({"holds_on": "1/1/2027"}, "Vul een dag in die niet meer moet komen"),
    ({"holds_on": "1/1/2001"}, "sinds het begin van de KBO"),
    ({"motive": ""}, "Zeg waarop je dit steunt"),
]


def test_what_cannot_be_is_said(office):
    for changed, said in WRONG:
        answer = office.post(HERE, {**FUSION, **changed})
        assert answer.status_code == 422, changed
        assert said in words_of(answer), changed
    merged()
    ring = office.post(
        f"/kantoor/ondernemingen/{METALWORKS}/samenvoegen", {**FUSION, "successor": BAKERY}
    )
    assert "Die onderneming gaat verder in deze" in words_of(ring)
    again = office.post(HERE, FUSION)
    assert again.status_code == 422
    assert office.get("/kantoor/ondernemingen/0000000097/samenvoegen").status_code == 404
    assert Succession.objects.count() == 1


def test_a_mistake_is_undone(office):
    merged()
    page = words_of(office.get(HERE))
    assert "Ze gaat sinds 1 juli 2026 verder in" in page
    assert office.post(HERE, {"stap": "los", "why_apart": ""}).status_code == 422
    sent = office.post(HERE, {"stap": "los", "why_apart": "verkeerd nummer"})
    assert "Het is ongedaan gemaakt" in words_of(office.get(sent["Location"]))
    assert office.post(HERE, {"stap": "los", "why_apart": "nog eens"}).status_code == 409
    assert became(BAKERY) is None


def said_by_the_register(number, code, since):
    now = current_snapshot(number)
    Snapshot.objects.create(
        enterprise_id=now.enterprise_id,
        source=now.source,
        holds_on=date(2026, 11, 21),
        known_at=datetime(2026, 11, 21, 8, tzinfo=UTC),
        facts={
            **now.facts,
            "juridical_situation": code,
            "juridical_situation_since": since,
        },
        digest="0" * 64,
    )


def test_what_the_register_says_waits_in_the_queue_until_it_is_decided(office):
    queue = "/kantoor/wachtrij"
    heading = "Nummer vervangen, of door een andere overgenomen"
    assert heading not in words_of(office.get(queue))
    said_by_the_register(BAKERY, "021", "2026-07-01")
    said_by_the_register(METALWORKS, "003", None)
    page = office.get(queue)
    assert heading in words_of(page)
    assert "Fusie door overneming (021), sinds 1 juli 2026" in words_of(page)
    assert "Vervanging van het ondernemingsnummer (003)" in words_of(page)
    form = text_of(office.get(HERE))
    assert 'value="01/07/2026"' in form
    assert re.search(r'value="merged"[^>]*checked', form)
    sent = office.post(
        f"/kantoor/ondernemingen/{METALWORKS}/samenvoegen",
        {"stap": "apart", "why_none": "het oude nummer kende hier niemand"},
    )
    assert "in geen andere verdergaat" in words_of(office.get(sent["Location"]))
    assert "(003)" not in words_of(office.get(queue))
    merged()
    assert heading not in words_of(office.get(queue))


def test_who_may_act_for_both_goes_on_under_the_new_number(keys):
    merged()
    client = signed_in("boekhouder")
    answer = client.get(PORTFOLIO)
    assert (answer.status_code, answer["Location"]) == (303, f"{THERE}?van={BAKERY}")
    page = client.get(answer["Location"])
    assert "1999.900.171 werd 1999.900.270 op 1 juli 2026" in words_of(page)
    assert "€ 9.000,00" in words_of(page)
    for key in keys:
        there = address(the(key), number=METALWORKS)
        assert f'href="{there}"' in text_of(page)
        assert client.get(there).status_code == 200
    assert client.post(f"{PORTFOLIO}aanvragen/nieuw")["Location"] == PORTFOLIO
    draft = open_draft(enterprise_of(BAKERY), Person.objects.first().pk, at(2026, 11, 20).now)
    old = client.get(f"{PORTFOLIO}aanvragen/{draft.pk}/dienst")
    assert (old.status_code, old["Location"]) == (303, PORTFOLIO)
    assert client.get(f"{THERE}aanvragen/{draft.pk}/dienst").status_code == 200
    todo = text_of(client.get("/o/"))
    assert f'href="{address(the(keys[0]), "storten", BAKERY)}"' in todo


def test_who_may_act_for_the_old_number_alone_sees_what_was_its_own(keys):
    merged()
    client = signed_in("ondernemer")
    page = client.get(PORTFOLIO)
    assert "1999.900.171 werd 1999.900.270 op 1 juli 2026. Je vraagt aan onder" in words_of(page)
    assert "Nieuwe aanvraag" not in words_of(page)
    assert "€ 9.000,00" not in words_of(page)
    assert the(keys[0]).reference in text_of(page)
    assert the(keys[1]).reference not in text_of(page)
    assert f'href="{address(the(keys[0]), "storten", BAKERY)}"' in text_of(page)
    assert client.get(address(the(keys[0]), "storten", BAKERY)).status_code == 200
    assert client.get(THERE).status_code == 403
    assert client.get(address(the(keys[1]), number=BAKERY)).status_code == 404
    assert client.get(HERE).status_code == 403


def test_who_may_act_for_the_new_number_alone_does_not_need_the_old(keys):
    """The list over all enterprises leads there under a number they may act for."""
    join(METALWORKS, BAKERY, "renumbered", JULY, "nieuw nummer", at(2026, 11, 21))
    client = signed_in("ondernemer")
    there = address(the(keys[1]), "storten", BAKERY)
    for page in ("/o/", PORTFOLIO):
        assert f'href="{there}"' in text_of(client.get(page))
    assert client.get(there).status_code == 200
    assert enterprise_of_number(METALWORKS) == the(keys[1]).enterprise_id


def test_who_may_act_for_one_in_between_sees_what_went_on_in_it(keys):
    join(METALWORKS, BAKERY, "renumbered", JULY, "nieuw nummer", at(2026, 11, 20))
    join(BAKERY, "1999900369", "merged", JULY, "fusie", at(2026, 11, 21))
    client = signed_in("ondernemer")
    there = address(the(keys[1]), "storten", BAKERY)
    assert f'href="{there}"' in text_of(client.get(PORTFOLIO))
    assert client.get(there).status_code == 200
