"""The authentic source at the counter, in a real browser: what it tells, and when it is silent."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from portefeuille import law
from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.applications.services import decide_arrivals
from portefeuille.messages.services import tell
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from tests.register.magda_here import ENTERPRISE, magda_here
from tests.web.counter import BAKERY, Counter
from tests.web.looking import follow, overflow, violations
from tests.web.ui.filling import begin, declare, fill_until, go_on, slug, words

COMPANY, PERSON, STOPPED, TOWN, TWO_REGIONS, CLASS_SEVEN = (
    *("1999900171", "1999900369", "1999901953"),
    *("1999900864", "1999900666", "1999901458"),
)


@pytest.fixture
def magda(counter: Counter) -> Iterator[Simulator]:
    """A MAGDA that answers, and an entrepreneur who may act for every kind of enterprise."""
    person = Person.objects.get(subject="demo:ondernemer")
    for number in (PERSON, STOPPED, TOWN, TWO_REGIONS, CLASS_SEVEN):
        give_mandate(person, "entrepreneur", number, date(2015, 1, 1))
    with magda_here() as simulator:
        yield simulator


def test_ui_30_what_the_registers_say_is_accessible_and_fits_any_screen(
    counter: Counter, magda: Simulator
) -> None:
    page = counter.page("ondernemer")
    wrong = {}
    for number in (COMPANY, PERSON, STOPPED, TOWN, TWO_REGIONS, CLASS_SEVEN):
        for language in ("", "/en"):
            page.goto(f"{counter.address}{language}/o/{number}/gegevens")
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 740})
                if found := [*violations(page), *["too wide"] * (overflow(page) > 0)]:
                    wrong[number, language, width] = found
    assert wrong == {}


def test_ui_31_the_size_and_the_establishment_are_proposed_and_can_be_chosen(
    counter: Counter, magda: Simulator
) -> None:
    page = counter.page("ondernemer")
    begin(counter, page, TWO_REGIONS)
    assert slug(page) == "onderneming"
    assert page.locator("[name=size][value=small]").is_checked()
    page.get_by_text("1800 Vilvoorde, Vlaams Gewest, 2.999.000.864").check()
    page.locator("[name=public][value=no]").check()
    assert violations(page) == []
    go_on(page)
    assert slug(page) == "dienst"
    page.go_back()
    assert page.locator("[name=establishment][value='2999000864']").is_checked()


def test_ui_32_while_the_source_is_down_one_applies_and_the_decision_follows(
    counter: Counter, magda: Simulator
) -> None:
    magda.play("source-down", service=ENTERPRISE)
    page = counter.page("ondernemer")
    begin(counter, page)
    fill_until(page, "controleren")
    assert "Het register antwoordt nu niet" in words(page)
    assert violations(page) == []
    declare(page)
    follow(page.locator("form[method=post] button.govuk-button:not([name])"))
    assert slug(page) == "ontvangen"
    assert "We hebben je aanvraag ontvangen op 22 november 2026 om 10:00" in words(page)
    assert violations(page) == []
    page.goto(f"{counter.address}/status")
    assert "Werkt niet sinds 22 november 2026 om 10:00" in words(page)
    assert violations(page) == []
    office = counter.page("dossierbehandelaar")
    office.goto(f"{counter.address}/kantoor/wachtrij")
    assert "1 aanvraag wacht op het register" in words(office)
    assert violations(office) == []

    magda.quiet()
    counter.now += timedelta(hours=2)
    assert len(list(decide_arrivals(counter.now, law.load()))) == 1
    tell(counter.now)
    page.goto(f"{counter.address}/o/{BAKERY}/")
    assert "KP-2026-000001" in words(page)
    assert "Ontvangen, en in afwachting" not in words(page)
