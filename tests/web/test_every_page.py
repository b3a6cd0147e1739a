"""Every page that can be opened: accessible, on any screen, in both languages, to its own host."""

import pytest
from django.urls import URLPattern, get_resolver, resolve

from tests.test_routes import patterns
from tests.web.looking import overflow, violations
from tools.world import make_world

WIDTHS = (1280, 360)
NO_PAGES = {
    *("sign-out", "draft-new", "assess", "recovery-settle"),
    *("refunds", "run-release", "run-throw-away", "run-given"),  # only sent to
    *("api-applications", "api-arrival", "api-nowhere"),  # for programs
    *(
        "letter",
        "document",
        "order-document",
        "run-file",
        "lookups-file",
        "mailbox-mail",
        "mailbox-file",
    ),  # files, and what is only in mail
}
"""Routes that show no page of their own here."""


@pytest.fixture
def world(counter):
    return make_world(counter.now)


def test_every_page_is_accessible_in_both_languages_at_both_widths_and_asks_nothing_of_others(
    counter, world
):
    """UI-01, UI-02 and UI-05: what axe finds, what is too wide, whom it asks, what it may load."""
    wrong = {}
    tried = 0
    pages = {}
    for place in world:
        if place.persona not in pages:
            pages[place.persona] = overheard(counter.page(place.persona))
        page = pages[place.persona]
        for language in ("", "/en"):
            answer = page.goto(f"{counter.address}{language}{place.address}")
            assert "unsafe" not in answer.headers["content-security-policy"], place
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 740})
                found = violations(page)
                if overflow(page) > 0:
                    found.append(f"{overflow(page)} px too wide")
                if found:
                    wrong[f"{place.name} {language} {width}"] = found
                tried += 1
    assert wrong == {}
    assert tried > 200
    for page in pages.values():
        assert [text for text in page.heard if "Content Security Policy" in text] == []
        assert {
            url for url in page.asked if not url.startswith((counter.address, "data:"))
        } == set()


def overheard(page):
    """The page, with what its console says and what it asks for from here on."""
    page.heard, page.asked = [], []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def test_every_route_that_shows_a_page_is_among_them(counter, world):
    named = {
        str(pattern.name)
        for pattern in patterns(get_resolver())
        if isinstance(pattern, URLPattern) and pattern.name not in NO_PAGES
    }
    shown = {
        resolve(place.address.partition("?")[0]).url_name
        for place in world
        if place.name != "not-found"
    }
    assert named - shown == set()
