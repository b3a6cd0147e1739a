"""The public pages in a real Chromium: accessible, small screens, no scripts, nobody else's host.

Axe looks at every page in both languages, at 1280 and 360 pixels, with everything unfolded.
"""

from urllib.parse import urlencode

import pytest

from tests.web.looking import follow, overflow, touch, violations

WIDTHS = (1280, 360)
DAY = "22/11/2026"


def asked(**answers):
    """The address of the calculator with the usual answers, some of them changed."""
    usual = {
        "service": "training",
        "theme": "digitalisering/cybersecurity",
        "size": "small",
        "cost": "1.000,00",
        "granted_this_year": "",
        "starts_on": DAY,
        "submitted_on": DAY,
    }
    return f"bereken?{urlencode(usual | answers)}"


STATES = {
    "start": "",
    "questions": "bereken",
    "small, software": asked(theme="digitalisering/software"),
    "small, cybersecurity": asked(),
    "medium, software": asked(size="medium", theme="digitalisering/software"),
    "medium, cybersecurity": asked(size="medium"),
    "at the ceiling": asked(granted_this_year="7.400"),
    "refused": asked(service="advice", theme="innovatie"),
    "too late": asked(starts_on="07/11/2026"),
    "wrong input": asked(cost="1,234.56", starts_on="31/02/2026", size=""),
    "not found": "bestaat-niet",
}
SUBSIDIES = {
    "small, software": "€ 300,00",
    "small, cybersecurity": "€ 450,00",
    "medium, software": "€ 200,00",
    "medium, cybersecurity": "€ 350,00",
    "at the ceiling": "€ 100,00",
}
LANGUAGES = {"nl": "/", "en": "/en/"}


@pytest.fixture
def visit(browser, site):
    """Opens a page; keyword arguments are those of the browser's context."""
    contexts = []

    def open_page(address, **how):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 800}, **how))
        page = contexts[-1].new_page()
        page.heard = []
        page.asked = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{site}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_accessible_and_fits_at_both_widths(visit, language, state):
    page = visit(LANGUAGES[language] + STATES[state])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert violations(page) == []
        assert overflow(page) <= 0, width


@pytest.mark.parametrize("state", ["start", "small, cybersecurity", "refused", "wrong input"])
def test_a_page_is_accessible_in_the_dark(visit, state):
    page = visit(f"/{STATES[state]}", color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("state", "subsidy"), SUBSIDIES.items())
def test_the_answer_is_the_first_thing_after_the_heading(visit, language, state, subsidy):
    page = visit(LANGUAGES[language] + STATES[state])
    answer = page.locator("h1 + .govuk-grid-row .app-answer__amount")
    assert answer.inner_text().replace("\u00a0", " ") == subsidy


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_fills_in_the_questions_and_gets_the_answer(visit, scripts):
    page = visit("/", java_script_enabled=scripts)
    follow(page.get_by_role("button", name="Bereken je subsidie").first)
    page.get_by_label("Opleiding").check()
    page.get_by_label("Waarover gaat het?").select_option("digitalisering/cybersecurity")
    page.get_by_label("Klein", exact=True).check()
    page.get_by_label("Wat kost het, zonder btw?").fill("1 000,00")
    page.get_by_label("Wanneer begint het?").fill(DAY)
    page.get_by_label("Wanneer vraag je aan?").fill(DAY)
    follow(page.get_by_role("button", name="Bereken", exact=True))
    assert page.locator(".app-answer").inner_text().replace("\u00a0", " ").split("\n\n")[:2] == [
        "Zoveel subsidie zou je krijgen",
        "€ 450,00",
    ]
    follow(page.get_by_role("link", name="English"))
    assert "You pay € 550,00 yourself." in page.locator(".app-answer").inner_text().replace(
        "\u00a0", " "
    )


def test_without_scripts_a_wrong_input_is_said_and_kept(visit):
    page = visit(f"/{STATES['wrong input']}", java_script_enabled=False)
    assert page.title().startswith("Fout: ")
    assert page.get_by_label("Wat kost het, zonder btw?").input_value() == "1,234.56"
    assert page.locator(".govuk-error-summary__list li").count() == 3


def test_after_a_wrong_input_the_summary_has_the_focus_and_leads_to_the_field(visit):
    page = visit(f"/{STATES['wrong input']}")
    page.wait_for_function("document.activeElement.matches('.govuk-error-summary')")
    touch(page.get_by_role("link", name="Schrijf het projectbedrag"))
    page.wait_for_function("document.activeElement.id === 'id_cost'")
    touch(page.get_by_role("link", name="Kies hoe groot"))
    page.wait_for_function("document.activeElement.id === 'id_size_0'")


@pytest.mark.parametrize(("language", "name"), [("nl", "Naar de hoofdinhoud"), ("en", "Skip to")])
def test_the_first_tab_is_the_skip_link(visit, language, name):
    page = visit(LANGUAGES[language])
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text().startswith(name)
    focused.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


@pytest.mark.parametrize("state", ["start", "questions", "small, cybersecurity", "refused"])
def test_every_request_stays_home_and_the_console_stays_silent(visit, site, state):
    page = visit(f"/{STATES[state]}")
    page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    assert len(page.asked) >= 4
    assert [url for url in page.asked if not url.startswith(f"{site}/")] == []
    assert page.heard == []
