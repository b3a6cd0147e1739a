"""Amounts and days as people type them: the same in both languages, and never guessed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.money import format_euro
from portefeuille.core.show import show_amount, show_euro
from portefeuille.web.ui.amounts import parse_eur
from portefeuille.web.ui.fields import FIRST_DAY, LAST_DAY, DayField, EuroField

LANGUAGES = ("nl", "en")
CENTS = st.integers(0, 10**14 - 1)

READ = {
    "1.234,56": 123456,
    "1234,56": 123456,
    "1234.56": 123456,
    "1 234,56": 123456,
    "1 234.56": 123456,
    "1\u00a0234,56": 123456,
    "1\u202f234,56": 123456,
    "€ 1.234,56": 123456,
    "€1.234,56": 123456,
    "\u00a0€\u00a01.234,56 ": 123456,
    "EUR 1.234,56": 123456,
    "1234 euro": 123400,
    "1234,56 EUR": 123456,
    "12,50": 1250,
    "12.50": 1250,
    "12,5": 1250,
    "1.234": 123400,
    "1.234.567": 123456700,
    "1.234.567,8": 123456780,
    "0": 0,
    "0,05": 5,
    "999.999.999.999,99": 99999999999999,
}
REFUSED = {
    "1,234.56": "form",
    "1,234": "form",
    "1.2345": "form",
    "12.34.56": "form",
    "1234.567": "form",
    "0.500": "form",
    "1.23,45": "form",
    "12 34": "form",
    "12,": "form",
    ",50": "form",
    "1e3": "form",
    "€": "form",
    "duizend": "form",
    "\u0661\u0662": "form",
    "-5": "negative",
    "\u22125,00": "negative",
    "€ -5": "negative",
    "- € 5": "negative",
    "1.000.000.000.000": "too_long",
    "1000000000000,00": "too_long",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "cents"), READ.items())
def test_an_amount_is_read_the_same_in_both_languages(language, typed, cents):
    with translation.override(language):
        assert EuroField(what="it").clean(typed) == cents


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "code"), REFUSED.items())
def test_an_amount_that_could_mean_two_things_is_refused(language, typed, code):
    with translation.override(language), pytest.raises(ValidationError) as fault:
        EuroField(what="it").clean(typed)
    assert [error.code for error in fault.value.error_list] == [code]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Schrijf het bedrag als 1.234,56 of 1234,56: de komma komt voor de centen."),
        ("en", "Write het bedrag as 1.234,56 or 1234,56: the comma comes before the cents."),
    ],
)
def test_a_refused_amount_shows_the_expected_form(language, text):
    with translation.override(language):
        with pytest.raises(ValidationError) as fault:
            EuroField(what="het bedrag").clean("1,234.56")
        assert fault.value.messages == [text]


def test_an_empty_amount_is_none_or_asked_for():
    assert EuroField(what="it", required=False).clean("  ") is None
    with pytest.raises(ValidationError) as fault:
        EuroField(what="it").clean("")
    assert [error.code for error in fault.value.error_list] == ["required"]


def test_zero_is_an_amount_and_not_an_empty_field():
    assert EuroField(what="it").clean("0,00") == 0


@given(CENTS)
def test_every_amount_we_show_or_write_can_be_typed_back(cents):
    for written in (show_euro(cents), show_amount(cents), format_euro(cents)):
        assert parse_eur(written) == cents


@given(CENTS.filter(lambda cents: cents >= 100_000))
def test_no_anglo_saxon_amount_is_ever_read_as_another(cents):
    with pytest.raises(ValueError, match="not an amount"):
        parse_eur(f"{cents // 100:,}.{cents % 100:02d}")


@given(st.text() | st.text(alphabet="0123456789.,- €\u00a0"))
def test_any_text_gives_cents_or_a_refusal(text):
    try:
        cents = parse_eur(text)
    except ValueError:
        return
    assert 0 <= cents < 10**14


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(FIRST_DAY, LAST_DAY))
def test_a_day_is_read_in_every_belgian_form_and_in_iso(language, day):
    forms = (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}")
    with translation.override(language):
        for typed in (*forms, f"{day:%d.%m.%Y}", day.isoformat(), f" {day:%d/%m/%Y} "):
            assert DayField(what="it").clean(typed) == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["31/02/2026", "11/22/2026", "22/11/26", "morgen", "2026"])
def test_a_day_that_does_not_exist_is_refused_by_name(language, typed):
    with translation.override(language):
        with pytest.raises(ValidationError) as fault:
            DayField(what="the start date").clean(typed)
        assert "the start date" in fault.value.messages[0]
        assert "22/11/2026" in fault.value.messages[0]


@pytest.mark.parametrize("typed", ["31/12/1999", "01/01/2100", "01/01/9999"])
def test_a_day_in_another_century_is_a_typing_error(typed):
    with pytest.raises(ValidationError) as fault:
        DayField(what="it").clean(typed)
    assert [error.code for error in fault.value.error_list] == ["far"]


def test_an_empty_day_is_none_or_asked_for():
    assert DayField(what="it", required=False).clean("") is None
    with pytest.raises(ValidationError) as fault:
        DayField(what="it").clean("")
    assert [error.code for error in fault.value.error_list] == ["required"]
