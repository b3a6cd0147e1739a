"""Back button, double click, two tabs, a session gone, other law: nothing twice, nothing lost."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from tests.applications.books import rows
from tests.web.counter import BAKERY, METALWORKS, Counter
from tests.web.looking import follow
from tests.web.ui.filling import (
    PAGES,
    USUAL,
    begin,
    choose,
    declare,
    drafted,
    fill,
    fill_until,
    go_on,
    slug,
    words,
)

APPLICATIONS = "SELECT count(*) FROM applications_application"
SUBMIT_TWICE = """() => {
    const form = document.querySelector('form[action$="verklaring"]')
    const body = new URLSearchParams(new FormData(form))
    const send = () => fetch(form.action, {method: 'POST', body})
    return Promise.all([send(), send()]).then(all => Promise.all(all.map(one => one.text())))
}"""


@pytest.fixture
def page(counter: Counter) -> Page:
    """The baker, signed in."""
    return counter.page("ondernemer")


def test_ui_14_submitting_twice_makes_one_application(counter: Counter, page: Page) -> None:
    page.goto(f"{drafted(counter)}/controleren")
    declare(page)
    answers = page.evaluate(SUBMIT_TWICE)
    assert sum("Je hebt deze aanvraag al ingediend" in one for one in answers) == 1
    assert rows(counter.database, APPLICATIONS) == [(1,)]
    go_on(page)
    assert words(page, "h1") == "Je hebt deze aanvraag al ingediend"
    assert rows(counter.database, APPLICATIONS) == [(1,)]


def test_ui_14_going_back_after_the_confirmation_says_so(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    page.goto(f"{folder}/controleren")
    declare(page)
    go_on(page)
    assert slug(page) == "ingediend"
    page.go_back()
    assert words(page, "h1") == "Je hebt deze aanvraag al ingediend"
    link = page.locator("main a[href*='/dossiers/']")
    assert link.inner_text() == "Bekijk aanvraag KP-2026-000001"
    for step in (*PAGES, "controleren"):
        page.goto(f"{folder}/{step}")
        assert words(page, "h1") == "Je hebt deze aanvraag al ingediend", step


def test_ui_15_going_back_shows_each_answer_and_sends_nothing_again(
    counter: Counter, page: Page
) -> None:
    sent = []
    page.on("response", lambda one: sent.append((one.request.method, one.status)))
    begin(counter, page)
    fill_until(page, "controleren")
    assert {status for method, status in sent if method == "POST"} == {303}
    sent.clear()
    saved = {
        "aanverwant": "[name=related][value=no]:checked",
        "bedrag": "[name=cost][value='1.000,00']",
        "periode": "[name=starts_on][value='27/11/2026']",
        "thema": "[name=theme][value='digitalisering/software']:checked",
        "titel": "[name=title][value='Beter bakken']",
        "dienstverlener": "[name=registration][value='DV.O999001']:checked",
        "dienst": "[name=service][value=training]:checked",
        "onderneming": "[name=size][value=small]:checked",
    }
    for step, answer in saved.items():
        while slug(page) != step:
            page.go_back()
        assert page.locator(answer).count() == 1, step
    assert {method for method, _ in sent} == {"GET"}


def test_ui_16_two_tabs_in_one_draft_lose_nothing(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{folder}/titel")
    page.fill("[name=title]", "Brood van A")
    go_on(page)
    other.fill("[name=title]", "Taart van B")
    assert go_on(other).status == 409
    assert words(other, "h1") == "Deze aanvraag is intussen gewijzigd"
    both = words(other, "table")
    assert "Taart van B" in both
    assert "Brood van A" in both
    follow(other.get_by_role("button", name="Houd wat ik nu verstuurde"))
    assert other.url == f"{folder}/controleren"
    assert "Taart van B" in words(other)


def test_ui_16_the_other_answer_can_stay(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{folder}/bedrag")
    page.fill("[name=cost]", "2000")
    go_on(page)
    other.fill("[name=cost]", "3000")
    go_on(other)
    follow(other.get_by_role("button", name="Houd wat bewaard is"))
    assert other.url == f"{folder}/controleren"
    assert "€ 2.000,00" in words(other)


def test_ui_16_an_answer_sent_twice_is_no_conflict(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{folder}/bedrag")
        tab.fill("[name=cost]", "2000")
    for tab in (page, other):
        go_on(tab)
        assert tab.url == f"{folder}/controleren"


def test_ui_16_what_was_not_seen_is_not_submitted(counter: Counter, page: Page) -> None:
    folder = drafted(counter)
    page.goto(f"{folder}/controleren")
    declare(page)
    other = page.context.new_page()
    other.goto(f"{folder}/bedrag")
    other.fill("[name=cost]", "2000")
    go_on(other)
    go_on(page)
    assert slug(page) == "controleren"
    assert "Er is niets ingediend." in words(page)
    assert rows(counter.database, APPLICATIONS) == [(0,)]


def test_ui_17_two_enterprises_in_two_tabs_stay_apart(counter: Counter) -> None:
    bread = counter.page("boekhouder")
    metal = bread.context.new_page()
    folders = {bread: begin(counter, bread, BAKERY), metal: begin(counter, metal, METALWORKS)}
    titles = {bread: "Beter bakken", metal: "Beter lassen"}
    while slug(metal) != "controleren":
        for tab, title in titles.items():
            fill(tab, USUAL | {"title": title})
            go_on(tab)
    for tab, name in ((bread, "Bakkerij"), (metal, "Staalbouw")):
        assert name in words(tab, ".app-who")
        declare(tab)
    for tab in (bread, metal):
        go_on(tab)
    stored = rows(
        counter.database,
        "SELECT n.number, a.title FROM applications_application a"
        " JOIN register_enterprisenumber n USING (enterprise_id) ORDER BY 1",
    )
    assert stored == [(BAKERY, "Beter bakken"), (METALWORKS, "Beter lassen")]
    draft = folders[bread].rpartition("/")[2]
    answer = bread.goto(f"{counter.address}/o/{METALWORKS}/aanvragen/{draft}/titel")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["nl", "en"])
def test_ui_18_what_was_typed_survives_the_session(
    counter: Counter, page: Page, prefix: str
) -> None:
    folder = drafted(counter, prefix=prefix)
    page.goto(f"{folder}/titel")
    page.fill("[name=title]", "Desembrood, deel twee")
    choose(page, "delivery", "distance")
    page.context.clear_cookies(name="sessionid")
    go_on(page)
    kept = _kept_address(page, counter)
    other = counter.page("boekhouder")
    other.goto(kept)
    assert other.input_value("[name=title]") == "Beter bakken"
    follow(page.locator("button[value='demo:ondernemer']"))
    assert slug(page) == "titel"
    assert page.input_value("[name=title]") == "Desembrood, deel twee"
    assert page.locator("[name=delivery][value=distance]").is_checked()
    notice = {"": "We hebben bewaard wat je typte", "/en": "We kept what you typed"}
    assert notice[prefix] in words(page)
    go_on(page)
    assert slug(page) == "controleren"
    assert "Desembrood, deel twee" in words(page)


def _kept_address(page: Page, counter: Counter) -> str:
    onwards = page.locator("[name=next]").input_value()
    assert "bewaard=" in onwards
    return f"{counter.address}{onwards}"


def test_other_law_since_the_check_asks_to_look_again(counter: Counter, page: Page) -> None:
    counter.now = datetime(2026, 1, 31, 9, tzinfo=UTC)
    folder = drafted(
        counter,
        service="advice",
        registration="DV.A999002",
        delivery=None,
        theme="innovatie",
        starts_on="2026-02-02",
        ends_on="2026-02-03",
    )
    page.goto(f"{folder}/controleren")
    declare(page)
    counter.now = datetime(2026, 2, 1, 9, tzinfo=UTC)
    go_on(page)
    assert words(page, "h1") == "De regels zijn gewijzigd"
    assert "Sinds 1 februari 2026" in words(page)
    assert rows(counter.database, APPLICATIONS) == [(0,)]
    follow(page.get_by_role("button", name="Controleer je antwoorden opnieuw"))
    assert page.url == f"{folder}/controleren"
    assert page.locator("a[href*='verklaring']").count() == 0
