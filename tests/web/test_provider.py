"""What a provider sees of the applications that name it, and what it answers."""

import pytest

from portefeuille.journal.queries import history_of
from tests.applications.filing import NOW, load_registers, request, submitted
from tests.applications.nine import assert_year_is_right, nine_applications
from tests.payments.life import the
from tests.web.desk import counted, open_desk, signed_in, text_of

HERE = "/dv/1999905022"


@pytest.fixture
def provider(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)
    return signed_in("dienstverlener")


@pytest.fixture
def year(provider):
    return nine_applications()


def page_of(key):
    return f"{HERE}/aanvragen/{the(key).reference}"


def test_what_is_to_be_checked_comes_first(provider, year):
    page = text_of(provider.get(f"{HERE}/"))
    first, rest = page.split('id="aanvragen"')
    waiting = {name for name, key in year.items() if the(key).reference in first}
    assert waiting == {"deposited", "awaiting"}
    assert all(the(key).reference in rest for key in year.values())


def test_the_filters_stand_in_the_address(provider, year):
    shown = text_of(provider.get(f"{HERE}/?status=paid")).split('id="aanvragen"')[1]
    assert [name for name, key in year.items() if the(key).reference in shown] == ["paid"]
    none = text_of(provider.get(f"{HERE}/?nummer=DV.A999002"))
    assert "Geen aanvraag past bij deze filters." in none
    assert provider.get(f"{HERE}/?status=bestaat-niet&voor=x").status_code == 200


def test_a_list_goes_on_where_the_page_before_ended(provider):
    keys = [
        submitted(request(application={"cost": "200.00"}), NOW).application_id for _ in "x" * 45
    ]
    seen, address = [], f"{HERE}/"
    while address:
        part = text_of(provider.get(address)).split('id="aanvragen"')[1]
        seen += [key for key in sorted(keys, reverse=True) if the(key).reference in part]
        found = part.split('rel="next"')[0].rpartition('href="')[2] if 'rel="next"' in part else ""
        address = found.partition('"')[0].partition("#")[0]
    assert seen == sorted(keys, reverse=True)


def test_queries_do_not_grow_with_the_list(provider):
    submitted(request(application={"cost": "200.00"}), NOW)
    with counted() as few:
        provider.get(f"{HERE}/")
    for _ in range(15):
        submitted(request(application={"cost": "200.00"}), NOW)
    with counted() as many:
        provider.get(f"{HERE}/")
    assert few == many


def test_it_sees_what_it_must_judge_and_nothing_of_the_wallet(provider, year):
    page = text_of(provider.get(page_of(year["awaiting"])))
    for said in ("Bakkerij Voorbeeld", "1999.900.171", "Beter bakken", "Innovatie", "€ 1.000,00"):
        assert said in page
    assert "€ 300,00" not in page
    assert "7.500" not in page
    assert "geen termijn" in page


def test_in_order_is_said_once(provider, year):
    there = page_of(year["awaiting"])
    for _ in range(2):
        answer = provider.post(there, {"antwoord": "in-orde"})
        assert (answer.status_code, answer["Location"]) == (303, f"{there}?gedaan=in-orde")
    verbs = [event.verb for event in history_of("application", year["awaiting"])]
    assert verbs.count("check") == 1
    page = text_of(provider.get(f"{there}?gedaan=in-orde"))
    assert "in orde is" in page
    assert 'value="in-orde"' not in page


def test_a_refusal_wants_a_reason_and_words(database, provider, year):
    there = page_of(year["deposited"])
    wrong = provider.post(there, {"antwoord": "weigeren", "words": "Niet bij ons."})
    assert wrong.status_code == 422
    assert "Niet bij ons." in text_of(wrong)
    assert the(year["deposited"]).status == "deposited"
    sent = {"antwoord": "weigeren", "reason": "wrong-provider", "words": "Niet bij ons."}
    assert provider.post(there, sent).status_code == 303
    assert the(year["deposited"]).status == "refused"
    last = history_of("application", year["deposited"])[-1]
    assert (last.reason, last.words) == ("wrong-provider", "Niet bij ons.")
    assert last.actor.startswith("person:")
    assert_year_is_right(database)


@pytest.mark.parametrize("name", ["paid", "partly paid", "stopped", "no room"])
def test_too_late_to_refuse_is_a_page_that_says_so(provider, year, name):
    sent = {"antwoord": "weigeren", "reason": "wrong-provider", "words": "Niet bij ons."}
    answer = provider.post(page_of(year[name]), sent)
    assert answer.status_code == 409
    assert "niet meer beantwoorden" in text_of(answer)
    assert 'value="weigeren"' not in text_of(provider.get(page_of(year[name])))


def test_an_application_of_another_provider_is_not_there(provider):
    raw = request(provider={"registration": "DV.O999003"})
    key = submitted(raw, NOW).application_id
    assert provider.get(page_of(key)).status_code == 404
    assert provider.get(f"{HERE}/aanvragen/KP-2026-999999").status_code == 404
    assert provider.get("/dv/1999905121/").status_code == 403
    assert signed_in("ondernemer").get(f"{HERE}/").status_code == 403


def test_payments_add_up(provider, year):
    page = text_of(provider.get(f"{HERE}/betalingen"))
    coming, paid = page.split('id="ontvangen"')
    assert "€ 21.500,00" in coming
    assert the(year["ordered"]).reference in coming
    assert [name for name, key in year.items() if the(key).reference in paid] == [
        *("stopped", "paid", "partly paid")
    ]
    assert "€ 20.500,00" in paid
    for name in ("E-1", "F-1"):
        assert name in paid
