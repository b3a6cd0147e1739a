"""The calculator as a visitor meets it: the answer, the reasons, and every wrong turn."""

import html
import re
from urllib.parse import urlencode

import pytest
import yaml

from portefeuille import law
from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from portefeuille.core.show import show_euro

CYBER = "digitalisering/cybersecurity"
SOFTWARE = "digitalisering/software"
PLACES = {"nl": "/bereken", "en": "/en/bereken"}
ASKED = {
    "service": "training",
    "theme": CYBER,
    "size": "small",
    "cost": "1.000",
    "granted_this_year": "",
    "starts_on": "22/11/2026",
    "submitted_on": "",
}


def visit(client, language="nl", **answers):
    """The response to the usual questions, with some of the answers changed."""
    return client.get(f"{PLACES[language]}?{urlencode({**ASKED, **answers})}")


def words_of(response):
    """What the page says, without its tags, on one line."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def title_of(response):
    return html.unescape(re.search("<title>(.*?)</title>", response.content.decode())[1])


def figures_of(response):
    """The lines under the answer, by their names."""
    found = re.findall(
        r'<dt class="govuk-summary-list__key">(.*?)</dt>\s*<dd [^>]*>(.*?)</dd>',
        response.content.decode(),
    )
    return {name: value.replace("\u00a0", " ") for name, value in found}


@pytest.mark.parametrize("language", PLACES)
@pytest.mark.parametrize(
    ("size", "theme", "rate", "grant", "own"),
    [
        ("small", SOFTWARE, "30%", "€ 300,00", "€ 700,00"),
        ("small", CYBER, "45%", "€ 450,00", "€ 550,00"),
        ("medium", SOFTWARE, "20%", "€ 200,00", "€ 800,00"),
        ("medium", CYBER, "35%", "€ 350,00", "€ 650,00"),
    ],
)
def test_a_thousand_euro_gives_the_published_subsidy(
    client, language, size, theme, rate, grant, own
):
    response = visit(client, language, size=size, theme=theme)
    figures = list(figures_of(response).values())
    assert response.status_code == 200
    assert figures[:4] == ["€ 1.000,00", rate, grant, own]
    assert grant in title_of(response).replace("\u00a0", " ")


def test_the_lines_under_the_answer_say_what_is_left_and_until_when(client):
    figures = figures_of(visit(client, granted_this_year="1.000,00"))
    assert figures["Plafond voor het kalenderjaar"] == "€ 7.500,00"
    assert figures["Hierna nog over dit jaar"] == "€ 6.050,00"
    assert figures["Uiterste dag om aan te vragen"] == "6 december 2026"
    assert "Niet inbegrepen" in figures["Btw"]


@pytest.mark.parametrize("typed", ["1.000,00", "1000", "1 000", "€ 1.000", "1000.00"])
@pytest.mark.parametrize("language", PLACES)
def test_an_amount_means_the_same_in_both_languages(client, language, typed):
    assert "€ 450,00" in words_of(visit(client, language, cost=typed))


def test_the_ceiling_cuts_the_subsidy_and_the_page_says_so(client):
    response = visit(client, theme=SOFTWARE, granted_this_year="7.400,00")
    assert figures_of(response)["Subsidie"] == "€ 100,00"
    assert (
        "30% zou € 300,00 zijn, maar van je plafond van € 7.500,00 is dit jaar nog maar "
        "€ 100,00 over." in words_of(response)
    )


def test_advice_on_something_else_is_an_answer_with_a_way_on(client):
    response = visit(client, service="advice", theme=SOFTWARE)
    words = words_of(response)
    assert response.status_code == 200
    assert title_of(response).startswith("Dit advies komt niet in aanmerking")
    assert "Sinds 1 februari 2026" in words
    assert "Voor opleidingen gelden alle thema's nog." in words
    assert "govuk-error-message" not in response.content.decode()


@pytest.mark.parametrize(("starts_on", "late"), [("08/11/2026", False), ("07/11/2026", True)])
def test_fourteen_days_are_in_time_and_fifteen_are_too_late(client, starts_on, late):
    response = visit(client, starts_on=starts_on)
    assert response.status_code == 200
    assert title_of(response).startswith("Je bent te laat") is late
    assert ("Jouw geval: 15 dagen. Grens: 14 dagen." in words_of(response)) is late


def test_every_condition_that_fails_is_named(client):
    words = words_of(visit(client, starts_on="01/09/2026", cost="99,99", size="large"))
    for title in ("Op tijd ingediend", "Minimumbedrag", "Kleine of middelgrote onderneming"):
        assert title in words


def test_a_large_enterprise_gets_an_answer_without_rate_and_ceiling(client):
    response = visit(client, size="large")
    assert title_of(response).startswith("Je onderneming is te groot")
    assert list(figures_of(response)) == [
        "Projectbedrag, zonder btw",
        "Uiterste dag om aan te vragen",
    ]


def test_what_was_not_asked_is_said_to_be_unjudged_and_why(client):
    words = words_of(visit(client))
    assert re.search(r"\d+ voorwaarden zijn niet beoordeeld", words)
    assert "De rechtsvorm van je onderneming is niet opgegeven." in words
    assert "Hiervoor krijg je geen subsidie" not in words


def test_value_and_limit_stand_in_the_language_of_the_page(client):
    dutch = words_of(visit(client, starts_on="07/11/2026"))
    assert "Jouw geval: 15 dagen. Grens: 14 dagen." in dutch
    assert "Jouw geval: klein." in dutch
    assert "on the list" not in dutch
    english = words_of(visit(client, "en", starts_on="07/11/2026"))
    assert "Your case: 15 days. Limit: 14 days." in english
    assert "Your case: small." in english


def test_what_nobody_knows_of_the_law_is_said_by_itself(client):
    response = visit(
        client, theme="cybersecurity", submitted_on="13/09/2021", starts_on="13/09/2021"
    )
    words = words_of(response)
    assert figures_of(response)["Steunpercentage"] == "30%"
    assert "Of het hogere percentage die dag al gold, vonden we niet." in words
    assert words.index("Of het hogere percentage") < words.index("niet beoordeeld")


def test_the_theme_list_is_that_of_the_day_of_application(client):
    of_2019 = client.get("/bereken?submitted_on=15/05/2019").content.decode()
    of_today = client.get("/bereken").content.decode()
    assert '<option value="hr"' in of_2019
    assert '<option value="hr"' not in of_today
    assert '<optgroup label="Digitalisering">' in of_today
    assert "Uit de themalijst van 15/05/2019." in of_2019


def test_every_theme_of_every_list_gets_an_answer(client):
    for period in law.load("kmo-portefeuille").periods:
        day = f"{period.first_day:%d/%m/%Y}"
        for theme in sorted(period.themes.codes):
            response = visit(client, theme=theme, submitted_on=day, starts_on=day)
            assert response.status_code == 200, (theme, day)
            assert figures_of(response), (theme, day)


def test_a_theme_of_another_day_is_kept_and_judged(client):
    response = visit(client, theme="cloud-computing")
    assert title_of(response).startswith("Dit thema komt niet in aanmerking")
    assert '<option value="cloud-computing" selected>' in response.content.decode()


def test_a_wrong_input_is_named_once_above_and_once_at_the_field(client):
    response = visit(client, cost="1,234.56")
    page = response.content.decode()
    message = "Schrijf het projectbedrag als 1.234,56 of 1234,56: de komma komt voor de centen."
    assert response.status_code == 422
    assert title_of(response).startswith("Fout: ")
    assert page.count(message) == 2
    assert "Er is een probleem" in page
    assert 'value="1,234.56"' in page
    assert 'value="22/11/2026"' in page
    assert 'aria-describedby="id_cost_helptext id_cost_error"' in page
    assert figures_of(response) == {}


@pytest.mark.parametrize(("language", "prefix"), [("nl", "Fout: "), ("en", "Error: ")])
def test_empty_answers_are_asked_for_and_every_link_leads_to_its_field(client, language, prefix):
    response = client.get(f"{PLACES[language]}?cost=")
    page = response.content.decode()
    targets = re.findall(r'<a href="#(id_\w+)">', page)
    assert response.status_code == 422
    assert title_of(response).startswith(prefix)
    assert targets == ["id_service_0", "id_theme", "id_size_0", "id_cost", "id_starts_on"]
    assert all(f'id="{target}"' in page for target in targets)
    assert " required" not in page


def test_a_day_before_the_first_law_is_refused_with_that_day(client):
    response = visit(client, submitted_on="31/03/2016")
    assert response.status_code == 422
    assert "Kies een dag van aanvraag vanaf 01/04/2016" in words_of(response)


@pytest.mark.parametrize(
    "answers",
    [
        {"theme": "<script>alert(1)</script>"},
        {"service": "alles"},
        {"size": "reusachtig"},
        {"cost": "\x00"},
        {"submitted_on": "9999-12-31"},
        {"theme": "x" * 500},
    ],
)
def test_nonsense_in_the_address_is_a_wrong_input_and_never_a_crash(client, answers):
    response = visit(client, **answers)
    assert response.status_code == 422
    assert "<script>alert" not in response.content.decode()


def test_the_dossier_on_the_page_gives_the_same_decision_elsewhere(client):
    response = visit(client, granted_this_year="7.400,00")
    block = re.search(r"<pre[^>]*>(.*?)</pre>", response.content.decode(), re.DOTALL)[1]
    again = decide(read_case(yaml.safe_load(html.unescape(block))), law.load("kmo-portefeuille"))
    assert again.law in response.content.decode()
    assert show_euro(again.grant) == "€\u00a0100,00"
    assert show_euro(again.grant) in response.content.decode()


def test_an_empty_form_has_today_filled_in_and_no_answer(client):
    response = client.get("/bereken")
    assert response.status_code == 200
    assert re.search(r'name="submitted_on" value="22/11/2026"', response.content.decode())
    assert figures_of(response) == {}


def test_the_calculator_is_read_only(client):
    assert client.post("/bereken", ASKED).status_code == 405
