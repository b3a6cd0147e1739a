"""The start page, the problem pages, and what every page has around it."""

import html
import re
from pathlib import Path

import pytest
from django.test import override_settings

import portefeuille.web
from portefeuille import law
from portefeuille.core.show import show_euro, show_share

TEMPLATES = Path(portefeuille.web.__file__).parent / "templates"
PAGES = ["/", "/en/", "/bereken", "/en/bereken", "/bestaat-niet", "/en/does-not-exist"]


def test_the_start_page_shows_the_law_of_the_day(client, monkeypatch):
    scheme = law.load("kmo-portefeuille")
    for period in scheme.periods:
        monkeypatch.setattr("portefeuille.web.clock.today", lambda day=period.first_day: day)
        page = html.unescape(client.get("/").content.decode())
        for size in ("small", "medium"):
            assert show_share(period.rates[size]) in page
            assert show_euro(period.ceilings[size]) in page
        for amount in period.minimum_cost.values():
            assert show_euro(amount) in page
        assert f"{period.days_to_file} kalenderdagen na de start" in page


def test_the_start_page_shows_a_higher_rate_only_while_it_holds(client, monkeypatch):
    scheme = law.load("kmo-portefeuille")
    for period in scheme.periods:
        monkeypatch.setattr("portefeuille.web.clock.today", lambda day=period.first_day: day)
        page = client.get("/").content.decode()
        held = any(rate.plus and "training" in rate.services for rate in period.higher_rates)
        assert (show_share(period.rates["small"] + 1500) in page) is held


def test_no_rate_amount_or_time_limit_is_typed_in_a_template():
    # The one amount on the start page shows how Belgium writes amounts.
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text().replace("€ 1.234,56", "")
        assert not re.search(r"\d+([.,]\d+)?\s*%|€\s*\d|\d+ (days|calendar)", text), template


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_whose_it_is_not_and_begins_with_the_skip_link(client, address):
    page = client.get(address).content.decode()
    assert re.search(r'<body[^>]*>\s*<a href="#main-content" class="govuk-skip-link"', page)
    assert 'id="main-content"' in page
    assert ("Dit is geen dienst van VLAIO" in page) or ("This is not a service of VLAIO" in page)
    assert page.count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_every_page_runs_under_a_policy_that_allows_nothing_inline(client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    page = response.content.decode()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/en/"),
        ("/en/", "/"),
        ("/bereken?cost=1.000&size=small", "/en/bereken?cost=1.000&size=small"),
        ("/en/bereken?cost=1.000&size=small", "/bereken?cost=1.000&size=small"),
        ("/bestaat-niet", "/en/"),
        ("/en/does-not-exist", "/"),
    ],
)
def test_the_other_language_keeps_the_page_and_the_answers(client, here, there):
    page = html.unescape(client.get(here).content.decode())
    language = "en" if here.startswith("/en") else "nl"
    assert f'<html lang="{language}"' in page
    assert re.search(rf'href="{re.escape(there)}" rel="alternate"', page)


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/bestaat-niet", "We vinden deze pagina niet"), ("/en/nope", "We cannot find this page")],
)
def test_an_address_where_nothing_lives_says_so_plainly(client, address, heading):
    response = client.get(address)
    assert response.status_code == 404
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in response.content.decode()


@pytest.mark.parametrize(
    ("address", "heading"), [("/", "Er ging iets mis"), ("/en/", "Something went wrong")]
)
def test_a_fault_of_ours_is_said_to_be_ours(client, monkeypatch, address, heading):
    def broken():
        raise RuntimeError("no clock")

    monkeypatch.setattr("portefeuille.web.clock.today", broken)
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 500
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert "no clock" not in page


def test_the_source_code_is_offered_where_the_operator_says_where_it_is(client):
    assert "Broncode" not in client.get("/").content.decode()
    with override_settings(SOURCE_URL="https://example.org/portefeuille"):
        assert 'href="https://example.org/portefeuille"' in client.get("/").content.decode()
