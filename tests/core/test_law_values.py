"""The law as values: read from its document without losing anything, asked by day and by name."""

import json
from datetime import date

import pytest

from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.law import LawInForce, NoLaw, slug
from portefeuille.core.lawdocument import law_in_force
from tests.core.cases import the_law
from tests.dossiers import dossiers

LAST = date(2026, 2, 1)


def read_again(law: LawInForce) -> LawInForce:
    """The law as it is read from where it is stored: the document as text, and back."""
    return law_in_force(json.loads(json.dumps(law.document)), law.digest)


def test_every_dossier_is_decided_the_same_under_the_stored_law() -> None:
    stored = {period.first_day: read_again(period) for period in the_law().periods}
    for dossier in dossiers():
        case = read_case(dossier.case)
        law = the_law().on(case.application.submitted_on)
        assert decide_under(case, stored[law.first_day]) == decide_under(case, law), str(dossier)


@pytest.mark.parametrize("period", the_law().periods, ids=lambda period: str(period.first_day))
def test_a_stored_law_says_all_that_the_files_said(period: LawInForce) -> None:
    stored = read_again(period)
    for name in LawInForce.__slots__:
        assert getattr(stored, name) == getattr(period, name), name


def test_the_law_of_today_as_its_pages_publish_it() -> None:
    law = read_again(the_law().on(LAST))
    assert (law.scheme, law.first_day) == ("kmo-portefeuille", LAST)
    assert law.services == {"training", "advice"}
    assert dict(law.rates) == {"small": 3_000, "medium": 2_000}
    assert dict(law.ceilings) == {"small": 7_500_00, "medium": 7_500_00}
    assert dict(law.minimum_cost) == {"training": 100_00, "advice": 500_00}
    assert (law.days_to_file, law.days_to_deposit, law.days_to_check) == (14, 30, None)
    assert law.pay_by_following_year == law.end_by_following_year == {"training"}
    assert law.room_returns_in_same_year is law.sheltered_workshops is True
    assert (law.public_share_below, law.partner_from) == (2_500, 2_500)
    assert (law.regions, law.statuses) == ({"flanders"}, {"AC"})
    assert law.catering_per_person_day == 25_00
    assert law.eligible_costs == {"course", "travel", "catering", "material"}
    assert dict(law.registration_prefix) == {"training": "DV.O", "advice": "DV.A"}
    assert law.supported_themes["training"] is None
    assert law.supported_themes["advice"] == {"digitalisering/cybersecurity"}


def test_the_limits_of_the_sizes() -> None:
    small, medium = read_again(the_law().on(LAST)).size_limits.values()
    assert (small.headcount_below, small.turnover) == (50_00, 10_000_000_00)
    assert small.balance_total == 10_000_000_00
    assert (medium.headcount_below, medium.turnover) == (250_00, 50_000_000_00)
    assert medium.balance_total == 43_000_000_00


def test_the_higher_rates_with_their_themes_and_services() -> None:
    cyber, energy = read_again(the_law().on(LAST)).higher_rates
    assert (cyber.name, cyber.plus) == ("cybersecurity", 1_500)
    assert cyber.themes == {"digitalisering/cybersecurity"}
    assert cyber.services == {"training", "advice"}
    assert (energy.name, energy.plus) == ("energy-efficiency", 1_500)
    assert energy.services == {"training"}


def test_a_time_limit_to_check_is_read_where_a_law_has_one() -> None:
    document = the_law().on(LAST).document
    values = {**document["values"], "days-to-check": 10}
    assert law_in_force({**document, "values": values}, "ten days").days_to_check == 10


def test_a_theme_list_knows_what_can_be_chosen_and_what_it_is_called() -> None:
    themes = read_again(the_law().on(LAST)).themes
    assert themes.complete
    assert [theme.code for theme in themes.themes if not theme.topics] == [
        "bedrijfsstrategie",
        "beroepsspecifieke-competenties",
        "innovatie",
        "internationalisering",
    ]
    digital = next(theme for theme in themes.themes if theme.code == "digitalisering")
    assert {topic.code.partition("/")[2] for topic in digital.topics} == {
        *("hardware", "software", "online-toepassingen", "cybersecurity"),
    }
    assert "digitalisering" in themes.with_topics
    assert "digitalisering" not in themes.codes
    assert themes.labels["digitalisering"]["nl"] == "Digitalisering"
    assert themes.labels["digitalisering/cybersecurity"]["nl"] == "Cybersecurity"


def test_nobody_can_change_a_law_that_was_read() -> None:
    law = read_again(the_law().on(LAST))
    for values in (law.rates, law.ceilings, law.rules, law.words, law.themes.labels):
        with pytest.raises(TypeError):
            values["small"] = 1  # type: ignore[index]


def test_a_legal_form_is_named_wherever_it_stands() -> None:
    law = the_law().on(LAST)
    assert law.legal_form("610") == "Besloten vennootschap (610)"
    assert law.legal_form("702") == "Maatschap (702)"
    assert law.legal_form("999") == "999"


def test_the_name_of_a_law_says_scheme_day_and_content() -> None:
    law = the_law().on(LAST)
    assert law.identifier(date(2026, 3, 2)) == f"kmo-portefeuille@2026-03-02#{law.digest}"


def test_a_law_holds_from_its_first_day_until_the_next_begins() -> None:
    law = the_law()
    assert law.on(LAST).first_day == law.on(date(2099, 1, 1)).first_day == LAST
    assert law.on(date(2026, 1, 31)).first_day == date(2026, 1, 1)
    assert law.on(date(2016, 4, 1)).first_day == date(2016, 4, 1)


def test_before_the_first_law_its_name_and_day_are_said() -> None:
    with pytest.raises(NoLaw) as error:
        the_law().on(date(2016, 3, 31))
    assert str(error.value) == (
        "kmo-portefeuille has no law for 2016-03-31: the first is of 2016-04-01"
    )
    assert (error.value.day, error.value.first_day) == (date(2016, 3, 31), date(2016, 4, 1))


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Energie-efficientie", "energie-efficientie"),
        ("Financiële geletterdheid", "financiele-geletterdheid"),
        ("HR", "hr"),
        ("Communicatievaardigheden en / talen", "communicatievaardigheden-en-talen"),
        ("Artificiële intelligentie (AI)", "artificiele-intelligentie-ai"),
        (" (X-ray) ", "x-ray"),
    ],
)
def test_a_code_is_the_label_without_accents_and_capitals(label: str, code: str) -> None:
    assert slug(label) == code
