"""What a case must be, field by field: what is read, and the sentence where it is not."""

from datetime import date, datetime
from typing import Any

import pytest

from portefeuille.core import fields
from portefeuille.core.dossier import read_case
from portefeuille.core.fields import CaseError, Fields
from tests.dossiers import base, laid_over

WHERE = "enterprise.fact"


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (fields.text, "x" * 500, "x" * 500),
        (fields.text, "één\tregel\n", "één\tregel\n"),
        (fields.theme, "x" * 120, "x" * 120),
        (fields.registration, "DV.O101579", "DV.O101579"),
        (fields.registration, "DV.A101579", "DV.A101579"),
        (fields.code, "014", "014"),
        (fields.day, date(2024, 3, 15), date(2024, 3, 15)),
        (fields.day, "2024-03-15", date(2024, 3, 15)),
        (fields.likely_day, date(1900, 1, 1), date(1900, 1, 1)),
        (fields.likely_day, date(2999, 12, 31), date(2999, 12, 31)),
        (fields.euro, "1000.05", 1000_05),
        (fields.share, "0.25", 2_500),
        (fields.flag, True, True),
        (fields.flag, False, False),
        (fields.count, 0, 0),
        (fields.count, 9_999_999, 9_999_999),
        (fields.hundredths, "49", 49_00),
        (fields.hundredths, "49.9", 49_90),
        (fields.hundredths, "49.05", 49_05),
        (fields.hundredths, "0.01", 1),
        (fields.enterprise_number, "BE 0456.123.791", "0456123791"),
        (fields.choice(("small", "medium")), "medium", "medium"),
    ],
)
def test_what_is_written_as_asked_is_read_exactly(read: Any, value: Any, expected: Any) -> None:
    assert read(value, WHERE) == expected


@pytest.mark.parametrize(
    ("read", "value", "why", "expected"),
    [
        (fields.text, "", "'' is not text", "text"),
        (fields.text, "  ", "'  ' is not text", "text"),
        (fields.text, 14, "14 is not text", "text"),
        (fields.text, "x" * 501, "501 characters is too long", "at most 500"),
        (fields.text, "a\x00", "'a\\x00' holds a control character", "text one can read"),
        (fields.theme, "x" * 121, "121 characters is too long", "at most 120"),
        (fields.registration, "DV.X101579", "'DV.X101579' is not a registration number",
         "DV.O (training) or DV.A (advice) and six digits, such as DV.O101579"),
        (fields.registration, 101579, "101579 is not a registration number",
         "DV.O (training) or DV.A (advice) and six digits, such as DV.O101579"),
        (fields.code, 14, "14 is not a code in quotes", 'a code such as "014"'),
        (fields.code, "1 4", "'1 4' is not a code in quotes", 'a code such as "014"'),
        (fields.day, datetime(2024, 3, 15, 9), "2024-03-15 09:00:00 is not a day",  # noqa: DTZ001
         "a day such as 2024-03-15"),
        (fields.day, 2024, "2024 is not a day", "a day such as 2024-03-15"),
        (fields.day, "15-03-2024", "'15-03-2024' is not a day", "a day such as 2024-03-15"),
        (fields.day, "2023-02-29", "2023-02-29 is not in the calendar", "an existing day"),
        (fields.likely_day, date(1899, 12, 31), "1899-12-31 is too far away",
         "a day from 1900-01-01 to 2999-12-31"),
        (fields.likely_day, date(3000, 1, 1), "3000-01-01 is too far away",
         "a day from 1900-01-01 to 2999-12-31"),
        (fields.euro, "1000", "'1000' is not an amount in euro", 'an amount such as "1000.00"'),
        (fields.euro, 1000, "1000 is not an amount in euro", 'an amount such as "1000.00"'),
        (fields.share, "1.5", "'1.5' is not a share", 'a share from "0" to "1", as "0.25"'),
        (fields.share, 0.25, "0.25 is not a share", 'a share from "0" to "1", as "0.25"'),
        (fields.flag, "yes", "'yes' is not true or false", "true or false"),
        (fields.flag, 1, "1 is not true or false", "true or false"),
        (fields.count, -1, "-1 is not a whole number up to 9999999", "a number such as 2"),
        (fields.count, 10_000_000, "10000000 is not a whole number up to 9999999",
         "a number such as 2"),
        (fields.count, True, "True is not a whole number up to 9999999", "a number such as 2"),
        (fields.count, "2", "'2' is not a whole number up to 9999999", "a number such as 2"),
        (fields.hundredths, "49.999", "'49.999' is not a headcount", 'a headcount such as "49.9"'),
        (fields.hundredths, 49, "49 is not a headcount", 'a headcount such as "49.9"'),
        (fields.enterprise_number, "123", "'123' does not have ten digits",
         'a number such as 0456.123.791 (ten digits, the first 0 or 1, with or without "BE")'),
        (fields.choice(("small", "medium")), "tiny", "'tiny' is not known",
         "one of small, medium"),
    ],
)  # fmt: skip
def test_what_is_not_says_where_why_and_what_was_expected(
    read: Any, value: Any, why: str, expected: str
) -> None:
    with pytest.raises(CaseError) as error:
        read(value, WHERE)
    assert (error.value.where, error.value.why, error.value.expected) == (WHERE, why, expected)
    assert str(error.value) == f"{WHERE}: {why}; expected {expected}"


def test_a_field_that_must_be_there_is_asked_for() -> None:
    with pytest.raises(CaseError) as error:
        Fields({"b": 1}, "a").need("c", fields.text)
    assert str(error.value) == "a.c: is missing; expected a value"


def test_a_section_that_is_absent_has_no_fields() -> None:
    absent = Fields({}, "").section("provider")
    assert not absent
    assert absent.where == "provider"
    assert absent.may("registration", fields.registration) is None


def test_what_is_no_mapping_is_refused_at_its_place() -> None:
    for where, said in (("", "case"), ("wallet", "wallet")):
        with pytest.raises(CaseError) as error:
            Fields([1], where)
        assert str(error.value) == f"{said}: [1] is not a mapping; expected fields with values"


def test_a_row_of_a_list_is_named_by_its_number() -> None:
    rows = Fields({"years": [{"a": 1}, {"b": 2}]}, "size").rows("years")
    assert [row.where for row in rows] == ["size.years[0]", "size.years[1]"]
    assert Fields({}, "size").rows("years") == []
    with pytest.raises(CaseError) as error:
        Fields({"years": "2023"}, "size").rows("years")
    assert str(error.value) == "size.years: '2023' is not a list; expected a list"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"extra": 1}, "extra"),
        ({"application": {"costs": [{"kind": "course", "amount": "1.00", "extra": 1}],
                          "cost": None}}, "application.costs[0].extra"),
        ({"enterprise": {"nace": {"extra": 1}}}, "enterprise.nace.extra"),
        ({"provider": {"registered": {"extra": 1}}}, "provider.registered.extra"),
        ({"provider": {"extra": 1}}, "provider.extra"),
        ({"wallet": {"extra": 1}}, "wallet.extra"),
    ],
)  # fmt: skip
def test_a_field_that_no_dossier_has_is_named_with_its_place(change: Any, where: str) -> None:
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), change))
    assert error.value.where == where
    assert error.value.why == "is not a field"
    assert error.value.expected.startswith("one of ")


def test_a_field_whose_name_cannot_be_a_name_is_quoted() -> None:
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"wallet": {"left over": 1}}))
    assert error.value.where == "wallet.'left over'"


@pytest.mark.parametrize("missing", ["days", "persons"])
def test_catering_needs_both_days_and_persons(missing: str) -> None:
    line = {"kind": "catering", "amount": "9.00", "days": 1, "persons": 1, missing: None}
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"application": {"cost": None, "costs": [line]}}))
    assert str(error.value) == (
        "application.costs[0]: catering is capped a day and a person; expected days and persons"
    )


def test_a_case_keeps_every_fact_it_was_given() -> None:
    case = read_case(base())
    assert case.application.title == "Kwaliteitszorg in een kleine onderneming"
    assert (case.application.theme, case.application.content) == ("bedrijfsstrategie", None)
    assert (case.application.service, case.application.delivery) == ("training", "classroom")
    assert case.application.submitted_on == date(2024, 3, 15)
    assert case.application.starts_on == date(2024, 3, 11)
    assert case.application.ends_on == date(2024, 3, 12)
    assert (case.application.cost, case.application.costs) == (1000_00, ())
    assert (case.enterprise.number, case.enterprise.legal_form) == ("1900123496", "610")
    assert (case.enterprise.natural_person, case.enterprise.sheltered_workshop) == (False, False)
    assert (case.enterprise.status, case.enterprise.juridical_situation) == ("AC", "000")
    assert (case.enterprise.region, case.enterprise.public_share) == ("flanders", 0)
    assert case.enterprise.nace is not None
    assert (case.enterprise.nace.version, case.enterprise.nace.code) == (2008, "62010")
    assert case.provider.registration == "DV.O999001"
    assert case.provider.registered_from == date(2015, 1, 1)
    assert case.provider.registered_until == date(2034, 12, 31)
    assert case.provider.related_to_applicant is False
    assert (case.wallet.granted_this_year, case.wallet.locked_size) == (0, None)
