"""The questions of the wizard in a real Chromium: what is read, kept, shown and refused."""

import hashlib
import json
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Page

from portefeuille.api import views
from tests.applications.filing import request, submitted
from tests.web.counter import METALWORKS, Counter
from tests.web.looking import follow
from tests.web.ui.filling import PAGES, begin, choose, declare, drafted, fill_until, go_on, words

TOKEN = "a-token-of-the-tests"  # noqa: S105 - opens nothing but these tests


@pytest.fixture
def page(counter: Counter) -> Page:
    """The baker, signed in."""
    return counter.page("ondernemer")


@pytest.mark.parametrize("step", PAGES)
def test_ui_06_an_empty_step_says_once_what_is_missing(
    counter: Counter, page: Page, step: str
) -> None:
    empty = {
        "onderneming": {"size": None, "public_share": None},
        "dienst": {"service": None},
        "dienstverlener": {"registration": None},
        "titel": {"title": None, "delivery": None},
        "thema": {"theme": None},
        "periode": {"starts_on": None, "ends_on": None},
        "bedrag": {"cost": None},
        "aanverwant": {"related_to_applicant": None},
    }
    page.goto(f"{drafted(counter, **empty[step])}/{step}")
    if step == "dienstverlener":
        sent = follow(page.locator("form[method=get] button"))
    else:
        sent = go_on(page)
    assert sent.status == 422
    assert page.title().startswith("Fout: ")
    page.wait_for_function("document.activeElement.matches('.govuk-error-summary')")
    summary = page.locator("main .govuk-error-summary")
    assert summary.count() == 1
    assert page.locator("main h1, main h2").first.inner_text() == "Er is een probleem"
    for item in summary.locator("li a").all():
        field = page.locator(item.get_attribute("href") or "")
        group = page.locator(".govuk-form-group--error").filter(has=field)
        assert item.inner_text() in group.locator(".govuk-error-message").inner_text()


def test_ui_07_after_an_error_what_was_typed_is_still_there(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    page.goto(f"{folder}/titel")
    page.fill("[name=title]", "")
    choose(page, "delivery", "distance")
    go_on(page)
    assert page.locator("[name=delivery][value=distance]").is_checked()
    page.goto(f"{folder}/periode")
    page.fill("[name=starts_on]", "3 december")
    page.fill("[name=ends_on]", "2026-12-31")
    go_on(page)
    assert page.input_value("[name=starts_on]") == "3 december"
    assert page.input_value("[name=ends_on]") == "2026-12-31"
    page.goto(f"{folder}/onderneming")
    choose(page, "size", "medium")
    choose(page, "public", "yes")
    page.fill("[name=share]", "veel")
    go_on(page)
    assert page.locator("[name=size][value=medium]").is_checked()
    assert page.locator("[name=public][value=yes]").is_checked()
    assert page.input_value("[name=share]") == "veel"


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["nl", "en"])
def test_ui_08_an_amount_is_read_the_same_however_it_is_typed(
    counter: Counter, page: Page, prefix: str
) -> None:
    folder = drafted(counter, prefix=prefix)
    read = {
        "1.234,56": "€ 1.234,56",
        "1234,56": "€ 1.234,56",
        "1234.56": "€ 1.234,56",
        "1 234,56": "€ 1.234,56",
        "€ 1.234,56": "€ 1.234,56",
        "12,50": "€ 12,50",
        "1.234": "€ 1.234,00",
    }
    for typed, shown in read.items():
        page.goto(f"{folder}/bedrag")
        page.fill("[name=cost]", typed)
        go_on(page)
        page.goto(f"{folder}/controleren")
        answer = page.locator(".govuk-summary-list__row").filter(
            has=page.locator("a[href$='/bedrag']")
        )
        assert shown in answer.inner_text().replace("\u00a0", " "), typed
    page.goto(f"{folder}/bedrag")
    page.fill("[name=cost]", "1,234.56")
    go_on(page)
    assert "1.234,56" in page.locator(".govuk-error-message").inner_text()
    assert page.input_value("[name=cost]") == "1,234.56"


@pytest.mark.parametrize(
    ("size", "theme", "subsidy", "own"),
    [
        ("small", "digitalisering/software", "300,00", "700,00"),
        ("small", "digitalisering/cybersecurity", "450,00", "550,00"),
        ("medium", "digitalisering/software", "200,00", "800,00"),
        ("medium", "digitalisering/cybersecurity", "350,00", "650,00"),
    ],
)
def test_ui_09_every_surface_shows_the_same_amounts(
    counter: Counter,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    size: str,
    theme: str,
    subsidy: str,
    own: str,
) -> None:
    page.goto(
        f"{counter.address}/bereken?service=training&theme={theme}&size={size}"
        "&cost=1.000,00&starts_on=27/11/2026"
    )
    assert f"€ {subsidy}" in words(page)
    assert f"€ {own}" in words(page)

    begin(counter, page)
    fill_until(page, "thema", size=size)
    offered = page.locator(".govuk-radios__item").filter(has=page.locator(f"[value='{theme}']"))
    assert f"{subsidy[:2]}%" in offered.inner_text()
    fill_until(page, "controleren", size=size, theme=theme)
    figures = words(page, ".app-figures")
    assert f"Subsidie € {subsidy}" in figures
    assert f"Je eigen aandeel € {own}" in figures
    declare(page)
    go_on(page)
    assert page.url.endswith("/ingediend")
    assert f"€ {own}" in words(page)

    monkeypatch.setattr(settings, "API_TOKEN_HASH", hashlib.sha256(TOKEN.encode()).hexdigest())
    monkeypatch.setattr(views, "datetime", SimpleNamespace(now=lambda _zone: counter.now))
    answer = page.request.post(
        f"{counter.address}/api/v1/applications",
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        data=json.dumps(request(METALWORKS, {"theme": theme}, {"size": size})),
    )
    decision = answer.json()["decision"]
    assert decision["grant"].replace(".", ",") == subsidy
    assert decision["own_share"].replace(".", ",") == own


def test_ui_10_the_ceiling_is_explained_before_it_cuts(counter: Counter, page: Page) -> None:
    submitted(request(application={"cost": "24666.67"}), counter.now)
    page.goto(f"{drafted(counter)}/controleren")
    assert words(page, ".app-answer__amount") == "€ 100,00"
    explained = words(page, ".app-answer")
    assert "30% zou € 300,00 zijn, maar van je plafond van € 7.500,00" in explained
    assert "nog maar € 100,00" in explained


def test_ui_11_advice_that_is_not_supported_has_a_page_of_its_own(
    counter: Counter, page: Page
) -> None:
    folder = drafted(
        counter, service="advice", registration="DV.A999002", delivery=None, theme=None
    )
    page.goto(f"{folder}/thema")
    choose(page, "theme", "innovatie")
    go_on(page)
    assert page.url == f"{folder}/niet-mogelijk"
    assert words(page, "h1") == "Dit advies komt niet in aanmerking"
    assert "01/02/2026" in words(page)
    assert page.locator(".govuk-error-message").count() == 0
    follow(page.get_by_role("button", name="Wijzig je antwoord"))
    assert page.url == f"{folder}/thema"
    choose(page, "theme", "digitalisering/cybersecurity")
    go_on(page)
    assert page.url == f"{folder}/controleren"


def test_ui_12_too_late_is_a_page_and_the_last_day_is_said_in_time(
    counter: Counter, page: Page
) -> None:
    folder = drafted(counter, starts_on=None, ends_on=None, cost=None)
    page.goto(f"{folder}/periode")
    page.fill("[name=starts_on]", "08/11/2026")
    page.fill("[name=ends_on]", "20/11/2026")
    go_on(page)
    assert page.url == f"{folder}/bedrag"
    assert "Dien ten laatste op 22 november 2026 in." in words(page)
    page.goto(f"{folder}/periode")
    page.fill("[name=starts_on]", "07/11/2026")
    go_on(page)
    assert page.url == f"{folder}/niet-mogelijk"
    assert words(page, "h1") == "Je bent te laat"
    assert "21 november 2026" in words(page)


def test_ui_13_changing_one_answer_leads_back_to_the_check_page(
    counter: Counter, page: Page
) -> None:
    folder = drafted(counter)
    page.goto(f"{folder}/controleren")
    assert page.locator(".govuk-summary-list__actions a").count() == 11
    follow(page.get_by_role("link", name="Wijzig projectbedrag, zonder btw"))
    assert page.input_value("[name=cost]") == "1.000,00"
    page.fill("[name=cost]", "2000")
    go_on(page)
    assert page.url == f"{folder}/controleren"
    assert "Subsidie € 600,00" in words(page, ".app-figures")

    follow(page.get_by_role("link", name="Wijzig dienst", exact=True))
    choose(page, "service", "advice")
    go_on(page)
    assert page.url == f"{folder}/dienstverlener"
    page.fill("[name=zoek]", "DV.A999002")
    follow(page.locator("form[method=get] button"))
    go_on(page)
    assert page.url == f"{folder}/thema"
    choose(page, "theme", "digitalisering/cybersecurity")
    go_on(page)
    assert page.url == f"{folder}/controleren"
    assert "Vorm van de opleiding" not in words(page)
    assert "Subsidie € 900,00" in words(page, ".app-figures")
