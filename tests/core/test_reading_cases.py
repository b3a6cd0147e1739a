"""A case is read exactly or refused with where, why and what was expected; never repaired."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from portefeuille.core.fields import CaseError
from tests.core.cases import dossiers_of_any_kind, the_law
from tests.dossiers import base, dossiers, laid_over

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.sampled_from(["2024-02-30", "1000.00", "610", "small", "AC", "\ud800", "\0"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=3),
    max_leaves=8,
)


def paths(case: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every field of a mapping, those inside its mappings too."""
    if not isinstance(case, dict):
        return [path]
    return [path, *(deeper for name in case for deeper in paths(case[name], (*path, name)))]


def changed(case: Any, path: tuple[str, ...], value: Any) -> Any:
    if not path:
        return value
    return {**case, path[0]: changed(case.get(path[0]), path[1:], value)}


def shuffled(case: Any, draw: st.DataObject) -> Any:
    if isinstance(case, list):
        return [shuffled(row, draw) for row in case]
    if not isinstance(case, dict):
        return case
    names = draw.draw(st.permutations(list(case)))
    return {name: shuffled(case[name], draw) for name in names}


def read_or_refused(raw: Any) -> None:
    """Read and decide, or CaseError that says all three things in readable text."""
    try:
        case = read_case(raw)
    except CaseError as error:
        parts = (error.where, error.why, error.expected)
        complete = all(parts) and len(str(error)) < 800 and str(error).encode()
        assert complete, parts
        return
    if case.application.submitted_on >= the_law().periods[0].first_day:
        decide(case, the_law())


@given(ANYTHING)
def test_anything_is_read_or_refused_with_a_reason(raw: Any) -> None:
    read_or_refused(raw)


@given(st.sampled_from(paths(base())), ANYTHING)
@settings(max_examples=400)
def test_a_case_with_anything_in_one_place_is_read_or_refused(
    path: tuple[str, ...], value: Any
) -> None:
    read_or_refused(changed(base(), path, value))


@given(dossiers_of_any_kind(), st.data())
@settings(max_examples=50)
def test_the_order_of_the_fields_does_not_matter(dossier: Any, data: st.DataObject) -> None:
    assert read_case(shuffled(dossier, data)) == read_case(dossier)


@given(st.sampled_from(dossiers()), st.sampled_from(["application", "enterprise", "wallet"]))
def test_a_misspelt_field_does_not_pass_for_left_out(dossier: Any, part: str) -> None:
    with pytest.raises(CaseError, match=rf"{part}\.granted: is not a field; expected one of "):
        read_case(laid_over(dossier.case, {part: {"granted": "1.00"}}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"application": {"cost": "1,234.56"}},
         "application.cost: '1,234.56' is not an amount in euro; expected an amount such as"
         ' "1000.00"'),
        ({"application": {"cost": 1000.0}},
         "application.cost: 1000.0 is not an amount in euro; expected an amount such as"
         ' "1000.00"'),
        ({"application": {"cost": "-1.00"}},
         "application.cost: '-1.00' is not an amount in euro; expected an amount such as"
         ' "1000.00"'),
        ({"application": {"cost": None}},
         'application.cost: give either cost or costs; expected cost: "1000.00"'),
        ({"application": {"costs": [{"kind": "course", "amount": "1.00"}]}},
         'application.cost: give either cost or costs; expected cost: "1000.00"'),
        ({"application": {"cost": None, "costs": [{"kind": "catering", "amount": "9.00"}]}},
         "application.costs[0]: catering is capped a day and a person; expected days and persons"),
        ({"application": {"submitted_on": "15/03/2024"}},
         "application.submitted_on: '15/03/2024' is not a day; expected a day such as 2024-03-15"),
        ({"application": {"submitted_on": "2024-02-30"}},
         "application.submitted_on: 2024-02-30 is not in the calendar; expected an existing day"),
        ({"application": {"starts_on": date(204, 3, 1)}},
         "application.starts_on: 0204-03-01 is too far away; expected a day from 1900-01-01 to"
         " 2999-12-31"),
        ({"application": {"starts_on": date(9999, 12, 31), "ends_on": None}},
         "application.starts_on: 9999-12-31 is too far away; expected a day from 1900-01-01 to"
         " 2999-12-31"),
        ({"application": {"ends_on": date(2024, 3, 10)}},
         "application.ends_on: the service ends on 2024-03-10, before it starts; expected a day"
         " from 2024-03-11 on"),
        ({"application": {"service": "coaching"}},
         "application.service: 'coaching' is not known; expected one of training, advice"),
        ({"application": {"title": "Les\0"}},
         "application.title: 'Les\\x00' holds a control character; expected text one can read"),
        ({"application": {"title": "x" * 501}},
         "application.title: 501 characters is too long; expected at most 500"),
        ({"application": {"theme": "x" * 121}},
         "application.theme: 121 characters is too long; expected at most 120"),
        ({"application": {"theme": ""}}, "application.theme: '' is not text; expected text"),
        ({"enterprise": {"number": "0456.123.792"}},
         "enterprise.number: '0456.123.792' is not an existing number: its check digits do not"
         " fit; expected the number as it stands in the KBO"),
        ({"enterprise": {"legal_form": 14}},
         "enterprise.legal_form: 14 is not a code in quotes; expected a code such as \"014\""),
        ({"enterprise": {"public_share": "1.5"}},
         "enterprise.public_share: '1.5' is not a share; expected a share from \"0\" to \"1\","
         ' as "0.25"'),
        ({"enterprise": {"natural_person": "no"}},
         "enterprise.natural_person: 'no' is not true or false; expected true or false"),
        ({"enterprise": {"size": None}}, "enterprise.size: is missing; expected a value"),
        ({"enterprise": {"size": {"years": []}}},
         "enterprise.size.years: no year is given; expected at least one year"),
        ({"enterprise": {"nace": {"version": True, "code": "62010"}}},
         "enterprise.nace.version: True is not a whole number up to 9999999; expected a number"
         " such as 2"),
        ({"enterprise": []}, "enterprise: [] is not a mapping; expected fields with values"),
        ({"provider": {"registration": "DV O999001"}},
         "provider.registration: 'DV O999001' is not a registration number; expected DV.O"
         " (training) or DV.A (advice) and six digits, such as DV.O101579"),
        ({"provider": {"registered": {"from": datetime(2024, 1, 1)}}},  # noqa: DTZ001
         "provider.registered.from: 2024-01-01 00:00:00 is not a day; expected a"
         " day such as 2024-03-15"),
        ({"wallet": {"granted_this_year": 0}},
         "wallet.granted_this_year: 0 is not an amount in euro; expected an amount such as"
         ' "1000.00"'),
    ],
    ids=lambda part: part[:40] if isinstance(part, str) else "",
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(change: Any, message: str) -> None:
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), change))
    assert str(error.value) == message


def test_a_list_within_lists_without_end_is_quoted_shortly() -> None:
    deep: list[Any] = []
    for _ in range(30):
        deep = [deep, deep, deep]
    with pytest.raises(CaseError) as error:
        read_case({"application": deep})
    assert len(str(error.value)) < 200


def test_a_number_too_long_to_write_down_is_refused_wherever_it_stands() -> None:
    for path in paths(base()):
        with pytest.raises(CaseError, match="this number is not"):
            read_case(changed(base(), path, 1 << 20_000))


def test_an_enterprise_number_is_read_however_it_is_spaced() -> None:
    case = read_case(laid_over(base(), {"enterprise": {"number": "BE 1900.123.496"}}))
    assert case.enterprise.number == "1900123496"


@pytest.mark.parametrize(("length", "quoted"), [(40, False), (41, True)], ids=["word", "long"])
def test_a_field_that_is_none_is_named_as_a_word_of_at_most_forty_letters(
    length: int, *, quoted: bool
) -> None:
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"wallet": {"x" * length: 1}}))
    assert (error.value.where == f"wallet.{'x' * length}") != quoted
    assert error.value.where.startswith("wallet.'" if quoted else "wallet.x")


def test_what_is_left_out_is_nothing_and_what_is_given_is_kept() -> None:
    given = {"enterprise": {"sheltered_workshop": True}, "wallet": {"granted_this_year": "12.34"}}
    without = {"enterprise": {"sheltered_workshop": None}, "wallet": {"granted_this_year": None}}
    case, bare = (read_case(laid_over(base(), change)) for change in (given, without))
    assert (case.enterprise.sheltered_workshop, case.wallet.granted_this_year) == (True, 1234)
    assert (bare.enterprise.sheltered_workshop, bare.wallet.granted_this_year) == (False, 0)
