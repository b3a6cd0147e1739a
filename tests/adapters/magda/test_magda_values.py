"""What the values of MAGDA answer: on a day, in a language, for a year, below a limit."""

from datetime import date

import pytest

from portefeuille.adapters.magda import (
    Accounts,
    Address,
    Code,
    Enterprise,
    Establishment,
    HeadcountClass,
    Municipality,
    Name,
    Period,
    Place,
    Stopping,
)
from portefeuille.adapters.magda.parts import choose_name
from portefeuille.adapters.magda.requests import ACCOUNTS, ENTERPRISE
from tests.adapters.magda import made
from tests.adapters.magda.walking import read

TODAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def enterprise() -> Enterprise:
    _, value = read(ENTERPRISE, made.answer(ENTERPRISE, inhoud=made.ENTERPRISE_INHOUD))
    assert isinstance(value, Enterprise)
    return value


def accounts_of(*filings: str) -> Accounts:
    _, value = read(ACCOUNTS, made.answer(ACCOUNTS, inhoud=made.accounts_inhoud(*filings)))
    assert isinstance(value, tuple)
    return Accounts(value)


@pytest.mark.parametrize(
    ("day", "code", "version"),
    [
        (date(2001, 2, 2), None, None),
        (date(2007, 12, 31), "15510", "2003"),
        (date(2024, 12, 31), "10510", "2008"),
        (TODAY, "10510", "2025"),  # under 001; 10511 stands first, but under 006
    ],
)
def test_the_main_activity_is_that_of_the_newest_version_on_the_day(
    enterprise: Enterprise, day: date, code: str | None, version: str | None
) -> None:
    main = enterprise.main_activity_on(day)
    assert (main and main.nace.code.code, main and main.nace.version) == (code, version)


def test_languages_are_in_lower_case(enterprise: Enterprise) -> None:
    assert {one.language for one in enterprise.names} == {"nl", "fr"}
    told = [one for at in enterprise.addresses for one in at.descriptions]
    assert {one.language for one in told} == {"fr"}


def test_what_holds_on_a_day(enterprise: Enterprise) -> None:
    form, before, after = (
        enterprise.legal_form_on(TODAY),
        enterprise.situation_on(date(2025, 11, 3)),
        enterprise.situation_on(date(2025, 11, 4)),
    )
    assert form is not None
    assert (form.code.code, form.abbreviation) == ("610", "BV")
    assert before is not None
    assert before.code == Code("000")
    assert after is not None
    assert after.code == Code("050")
    assert enterprise.situation_on(date(2000, 1, 1)) is None
    assert not enterprise.is_natural_person
    assert enterprise.has_stopped  # status AC, but a Stopzetting


def test_the_seat_and_its_words(enterprise: Enterprise) -> None:
    seat = enterprise.seat_on(TODAY)
    assert seat is not None
    assert (seat.postcode, seat.nis_code) == ("9000", "44021")
    assert (seat.street_in("nl"), seat.street_in("fr")) == ("Zuivelmarkt", "Marché au Lait")
    assert (seat.municipality_in("de"), seat.municipality_in("fr")) == ("Gent", "Gand")
    assert not seat.struck_off_on(TODAY)
    assert seat.struck_off_on(date(2030, 1, 1))
    assert enterprise.seat_on(date(2001, 2, 2)) is None


def test_an_establishment_is_where_its_own_address_says(enterprise: Enterprise) -> None:
    (place,) = enterprise.establishments_on(TODAY)
    name, at = place.name_on(TODAY), place.address_on(TODAY)
    assert name is not None
    assert (place.number, name.text) == ("2199900135", "Winkel")
    assert at is not None
    assert at.kind == Code("002")
    assert enterprise.establishments_on(date(2004, 12, 31)) == ()
    assert enterprise.establishments_on(date(2031, 1, 1)) == ()


STOPPED = Code("ST")


@pytest.mark.parametrize(
    ("place", "active"),
    [
        (Establishment("2199900135"), True),
        (Establishment("2199900135", STOPPED), False),
        (Establishment("2199900135", STOPPED, validity=Period(end=TODAY)), True),
        (Establishment("2199900135", STOPPED, validity=Period(end=date(2026, 1, 14))), False),
        (Establishment("2199900135", STOPPED, stopping=Stopping(None, TODAY)), True),
        (Establishment("2199900135", STOPPED, stopping=Stopping(None, None)), False),
        (Establishment("2199900135", validity=Period(begin=date(2026, 1, 16))), False),
    ],
)
def test_whether_an_establishment_is_active(place: Establishment, active: bool) -> None:  # noqa: FBT001
    assert place.active_on(TODAY) is active


def test_the_name_is_chosen_by_kind_then_language_then_date() -> None:
    old, new = Period(date(2000, 1, 1), date(2009, 12, 31)), Period(date(2010, 1, 1))
    names = [
        Name("Oud", "nl", "registered", old),
        Name("Nouveau", "fr", "registered", new),
        Name("Nieuw", "nl", "registered", new),
        Name("Nieuwst", "nl", "registered", Period(date(2020, 1, 1))),
        Name("Winkel", "en", "commercial", new),
        Name("W", "de", "abbreviated", new),
    ]

    def chosen(day: date, language: str = "nl", start: int = 0) -> str | None:
        name = choose_name(names[start:], day, language)
        return name and name.text

    assert chosen(TODAY) == "Nieuwst"
    assert chosen(TODAY, "fr") == "Nouveau"
    assert chosen(TODAY, "en") == "Nieuwst"  # no registered name in English: nl first
    assert chosen(date(2005, 1, 1)) == "Oud"
    assert chosen(TODAY, "nl", 4) == "Winkel"
    assert chosen(TODAY, "nl", 5) == "W"
    assert choose_name([], TODAY) is None
    assert choose_name([Name("X", "xx", "registered")], TODAY) is not None


def test_of_an_enterprise_that_stopped_the_last_name_is_known() -> None:
    first = Name("Eerste", "nl", "registered", Period(None, date(2009, 12, 31)))
    last = Name("Laatste", "nl", "registered", Period(date(2010, 1, 1), date(2022, 11, 30)))
    assert choose_name([first, last], TODAY) == last


def test_an_address_without_words_has_none() -> None:
    bare = Address(Place(municipality=Municipality("44021", "9000")))
    assert (bare.street_in(), bare.municipality_in(), bare.postcode) == (None, None, "9000")
    assert Address(Place()).postcode is None


@pytest.mark.parametrize(
    ("code", "lowest", "highest", "below_50", "below_250"),
    [
        ("0", 0, 0, True, True),
        ("1", 1, 4, True, True),
        ("2", 5, 9, True, True),
        ("3", 10, 19, True, True),
        ("4", 20, 49, True, True),
        ("5", 50, 99, False, True),
        ("6", 100, 199, False, True),
        ("7", 200, 499, False, None),
        ("8", 500, 999, False, False),
        ("9", 1000, None, False, False),
        ("?", None, None, None, None),
    ],
)
def test_a_class_of_headcount_tells_what_it_can(
    code: str,
    lowest: int | None,
    highest: int | None,
    below_50: bool | None,  # noqa: FBT001
    below_250: bool | None,  # noqa: FBT001
) -> None:
    headcount = HeadcountClass(Code(code))
    assert (headcount.lowest, headcount.highest) == (lowest, highest)
    assert (headcount.below(50), headcount.below(250)) == (below_50, below_250)
    assert headcount.known is (code != "?")


def test_of_two_filings_for_a_year_the_later_one_counts() -> None:
    correction = made.filing(2023, "2024-09-01", made.element("20/58", "200"))
    original = made.filing(2023, "2024-06-01", made.element("20/58", "100"))
    older = made.filing(2022, "2025-01-01", made.element("20/58", "50"))
    for filings in ((original, correction, older), (older, correction, original)):
        accounts = accounts_of(*filings)
        chosen, latest = accounts.of(2023), accounts.latest()
        assert chosen is not None
        assert chosen.hundredths("20/58") == 200
        assert latest == chosen
        assert accounts.years == (2023, 2022)
        assert accounts.of(2021) is None
    same_day = accounts_of(original, original.replace(">100<", ">300<")).of(2023)
    assert same_day is not None
    assert same_day.hundredths("20/58") == 300
    assert Accounts(()).latest() is None


def test_figures_are_hundredths_and_a_missing_one_is_none() -> None:
    fte = made.element("9087", "2200", decimals="1", unit="")
    accounts = accounts_of(
        made.filing(2024, "2025-06-20", made.TITLE + fte + made.element("70", "-150.00"))
    ).latest()
    assert accounts is not None
    line = accounts.rubric("9087")
    assert line is not None
    assert (line.hundredths, line.meaningful_decimals, line.unit) == (2200, 1, None)
    assert accounts.hundredths("70") == -150
    assert accounts.hundredths("20/58") is None
    title = accounts.rubrics[0]
    assert (title.code, title.hundredths, title.name) == (None, None, "kop")
