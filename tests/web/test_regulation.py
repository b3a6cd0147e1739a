"""The law as pages: what holds on a day, what changed when, and a day that cannot be read."""

import html
import re

import pytest

from portefeuille import law
from portefeuille.core.lawbook.book import lawbook
from portefeuille.core.lawbook.news import days_of_change
from portefeuille.law.names import load_names

SCHEME, NAMES = law.load("kmo-portefeuille"), load_names()
LANGUAGES = [("nl", ""), ("en", "/en")]


def page(client, address, status=200):
    """The words of a page, without its tags, and the page."""
    response = client.get(address)
    assert response.status_code == status
    written = html.unescape(response.content.decode())
    words = " ".join(re.sub(r"<[^>]+>", " ", written).replace("\u00a0", " ").split())
    return words, written


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
@pytest.mark.parametrize("period", SCHEME.periods, ids=lambda one: str(one.first_day))
def test_every_value_and_condition_of_a_day_stands_on_the_page(client, period, language, prefix):
    _, written = page(client, f"{prefix}/regelgeving?op={period.first_day}")
    book = lawbook(SCHEME, period.first_day, NAMES, language)
    for section in book.sections:
        assert f'id="{section.name}">{section.title}</h2>' in written
        for entry in section.entries:
            assert f'id="{entry.name}"' in written
            assert entry.text[1:] in written
            assert not entry.note or entry.note in written
    for condition in book.conditions:
        assert f'id="{condition.name}"' in written
        assert condition.asks in written
        assert condition.remedy in written
        assert condition.source in written


def test_without_a_day_it_is_the_law_of_today(client):
    words, written = page(client, "/regelgeving")
    assert "De wet op 22 november 2026 – Portefeuille" in words
    assert 'value="22/11/2026"' in written
    assert page(client, "/regelgeving?op=")[0] == words


def test_a_day_is_read_as_people_type_it(client):
    words, written = page(client, "/regelgeving?op=1/6/2019")
    assert "De wet op 1 juni 2019" in words
    assert (
        "Zo staat het in de wet sinds 1 januari 2019. Het gold tot en met 30 november 2019."
        in words
    )
    assert 'value="01/06/2019"' in written


def test_a_value_says_since_when_until_when_how_sure_and_from_where(client):
    words, _ = page(client, "/regelgeving?op=2019-06-01")
    assert (
        "40% van de kosten die in aanmerking komen Sinds 1 april 2016, tot en met 30 november 2019."
        " Dit staat op een pagina van de overheid of in een wettekst; laatst nagekeken op"
        " 22 november 2026. Bron: BVR 26 februari 2016 (numac 2016035422)"
    ) in words


def test_what_nobody_knows_is_marked_and_listed(client):
    words, written = page(client, "/en/regelgeving")
    assert words.count("Not known") >= 5
    assert 'href="#sectors">Main activities (NACE-BEL) that may apply</a>' in written
    assert "Annex of the ministerial decree of 30 March 2016: text not found." in words


def test_names_of_registers_are_marked_as_dutch_on_the_english_page(client):
    _, written = page(client, "/en/regelgeving")
    assert '<span lang="nl">Besloten vennootschap</span>' in written
    assert '<span lang="en">Digitalisation</span>' in written


@pytest.mark.parametrize(
    ("address", "field", "message"),
    [
        ("/regelgeving?op=2016-03-31", "op",
         "Kies een dag vanaf 01/04/2016: vroegere regels staan hier niet in."),
        ("/regelgeving?op=gisteren", "op",
         "Schrijf de dag als een dag die bestaat"),
        ("/regelgeving/wijzigingen?van=2016-03-31&tot=2020-01-01", "van",
         "Kies een dag vanaf 01/04/2016: vroegere regels staan hier niet in."),
        ("/regelgeving/wijzigingen?van=2020-01-01&tot=30/02/2021", "tot",
         "Schrijf de laatste dag als een dag die bestaat"),
        ("/regelgeving/wijzigingen?van=2020-01-01", "tot", "Vul de laatste dag in."),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_used_says_why_and_keeps_what_was_typed(
    client, address, field, message
):
    words, written = page(client, address, status=422)
    assert words.startswith("Fout: ")
    assert "Er is een probleem" in words
    assert f'href="#id_{field}"' in written
    assert words.count(message) >= 2
    typed = dict(pair.split("=") for pair in address.partition("?")[2].split("&"))
    assert all(f'value="{value}"' in written for value in typed.values())


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_every_day_of_change_stands_on_the_time_line_and_leads_to_its_news(
    client, language, prefix
):
    _, written = page(client, f"{prefix}/regelgeving/wijzigingen")
    found = re.findall(r'href="([^"]*\?van=[^"]*)">([^<]*)</a>', written)
    days = days_of_change(SCHEME, NAMES, language)[::-1]
    assert [headline for _, headline in found] == [one.headline for one in days]
    for (address, headline), one in zip(found, days, strict=True):
        words, news = page(client, address)
        assert f'<h1 class="govuk-heading-l">{headline}</h1>' in news
        assert " ".join(f"{headline} – ".replace("\u00a0", " ").split()) in words
        for change in one.changes:
            assert change.sentence in news


def test_over_years_each_day_has_a_heading(client):
    _, written = page(client, "/regelgeving/wijzigingen?van=2018-01-01&tot=2026-02-01")
    headings = re.findall(r'<h2 class="govuk-heading-m" id="d([^"]+)"', written)
    expected = [one.first_day for one in SCHEME.periods if one.first_day.year >= 2018]
    assert headings == [str(day) for day in expected]


def test_two_days_the_wrong_way_round_are_turned_and_that_is_said(client):
    right, _ = page(client, "/regelgeving/wijzigingen?van=2026-01-31&tot=2026-02-01")
    turned, _ = page(client, "/regelgeving/wijzigingen?van=2026-02-01&tot=2026-01-31")
    note = "Je gaf de latere dag eerst. We draaiden de twee om."
    assert note in turned
    assert note not in right
    assert "Voor advies enkel nog subsidie over Cybersecurity (Digitalisering)" in turned


def test_that_nothing_changed_is_said(client):
    words, _ = page(client, "/en/regelgeving/wijzigingen?van=2024-01-01&tot=2024-02-01")
    assert "Nothing changed between 1 January 2024 and 1 February 2024" in words


def test_the_reasons_of_the_calculator_lead_to_their_condition(client):
    address = (
        "/bereken?service=training&theme=innovatie&size=small&cost=1000"
        "&starts_on=2024-03-01&submitted_on=2024-03-15"
    )
    _, written = page(client, address)
    links = re.findall(r'href="(/regelgeving\?op=2024-03-15)#([\w-]+)"', written)
    rules = [rule for _, rule in links]
    assert {"submitted-in-time", "theme-in-list", "room-left"} <= set(rules)
    _, there = page(client, links[0][0])
    assert [rule for rule in rules if f'id="{rule}"' not in there] == []


def test_every_page_leads_to_the_law(client):
    assert 'href="/regelgeving">De regelgeving</a>' in page(client, "/")[1]
    _, written = page(client, "/regelgeving")
    assert 'href="/regelgeving" aria-current="page"' in written
