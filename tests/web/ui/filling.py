"""Filling in an application in the browser, page by page, as an entrepreneur does."""

import re
from typing import Any, Final

from playwright.sync_api import Page, Response

from portefeuille.applications.services import open_draft, save_answers
from portefeuille.people.models import Person
from portefeuille.register.queries import enterprise_of
from portefeuille.register.services import Reason, look_up
from tests.web.counter import BAKERY, Counter
from tests.web.looking import follow

USUAL: Final[dict[str, Any]] = {
    "size": "small",
    "service": "training",
    "provider": "DV.O999001",
    "title": "Beter bakken",
    "delivery": "classroom",
    "theme": "digitalisering/software",
    "starts_on": "27/11/2026",
    "ends_on": "28/11/2026",
    "cost": "1.000,00",
    "related": "no",
}
"""A training that is approved: 300,00 of 1.000,00 for a small enterprise."""

ANSWERED: Final[dict[str, Any]] = {
    "size": "small",
    "public_share": "0.00",
    "service": "training",
    "registration": "DV.O999001",
    "title": "Beter bakken",
    "delivery": "classroom",
    "theme": "digitalisering/software",
    "starts_on": "2026-11-27",
    "ends_on": "2026-11-28",
    "cost": "1000.00",
    "related_to_applicant": False,
}
"""The same, as a draft keeps it."""

PAGES: Final = (
    "onderneming",
    "dienst",
    "dienstverlener",
    "titel",
    "thema",
    "periode",
    "bedrag",
    "aanverwant",
)


def begin(counter: Counter, page: Page, number: str = BAKERY, prefix: str = "") -> str:
    """Open a draft as the button on the portfolio does; the address of its folder."""
    page.goto(f"{counter.address}{prefix}/bereken")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    opened = page.request.post(
        f"{counter.address}{prefix}/o/{number}/aanvragen/nieuw",
        form={"csrfmiddlewaretoken": token},
    )
    page.goto(opened.url)
    return opened.url.rpartition("/")[0]


def drafted(counter: Counter, number: str = BAKERY, prefix: str = "", **answers: Any) -> str:
    """A draft with every usual answer but for those given; None leaves one open. Its folder."""
    look_up(number, counter.now, Reason("person:1", "application"))
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None
    person = Person.objects.get(subject="demo:ondernemer")
    draft = open_draft(enterprise_id, person.pk, counter.now)
    save_answers(draft.pk, 1, ANSWERED | answers, person.pk, counter.now)
    return f"{counter.address}{prefix}/o/{number}/aanvragen/{draft.pk}"


def slug(page: Page) -> str:
    """The last word of the address one is at."""
    return page.url.rpartition("/")[2].partition("?")[0]


def go_on(page: Page) -> Response:
    """Send the page; what follows is there afterwards. Its response."""
    return follow(page.locator("form[method=post] button.govuk-button:not([name])"))


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of a group."""
    page.locator(f"input[name={name}][value='{value}']").check()


def fill(page: Page, given: dict[str, Any]) -> None:
    """Answer the page one is at, without sending it."""
    match slug(page):
        case "onderneming":
            if page.locator("[name=size]").count():
                choose(page, "size", given["size"])
            if page.locator("[name=establishment]").count():
                page.locator("[name=establishment]").nth(given.get("establishment", 0)).check()
            choose(page, "public", "no")
        case "dienst":
            choose(page, "service", given["service"])
        case "dienstverlener":
            page.fill("[name=zoek]", given["provider"])
            follow(page.locator("form[method=get] button"))
            page.locator("input[name=registration]").first.check()
        case "titel":
            page.fill("[name=title]", given["title"])
            if given["service"] == "training":
                choose(page, "delivery", given["delivery"])
        case "thema":
            choose(page, "theme", given["theme"])
        case "periode":
            page.fill("[name=starts_on]", given["starts_on"])
            page.fill("[name=ends_on]", given["ends_on"])
        case "bedrag":
            page.fill("[name=cost]", given["cost"])
        case "aanverwant":
            choose(page, "related", given["related"])


def fill_until(page: Page, stop: str, **given: Any) -> None:
    """Answer every page until the one named, which is shown and not answered."""
    for _ in range(len(PAGES) + 1):
        if slug(page) == stop:
            return
        assert slug(page) in PAGES, page.url
        fill(page, USUAL | given)
        go_on(page)
    raise AssertionError(f"{stop} was not reached: {page.url}")


def declare(page: Page) -> None:
    """From the check page: on, every statement ticked."""
    follow(page.locator("a[href*='verklaring']"))
    for box in page.locator("[name=statements]").all():
        box.check()


def words(page: Page, where: str = "main") -> str:
    """What is written somewhere, with ordinary spaces."""
    return re.sub(r"\s+", " ", page.locator(where).inner_text())
