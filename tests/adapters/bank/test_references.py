"""References and accounts in what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.adapters.bank import as_iban, as_ogm, as_structured, find_references
from tests.adapters.bank.making import OGM, RF, ogm


@pytest.mark.parametrize(
    "text",
    [
        OGM,
        "+++010/8068/17183+++",
        "***010/8068/17183***",
        "Betaling 010/8068/17183, dank",
        "010 8068 17183",
        "0108.0681.7183",
        "010-8068-17183",
        "ref:010806817183.",
        "factuur 12 +++010/8068/ 17183+++ kmo",
        f"BE68 5390 0754 7034 {OGM}",
        f"{OGM} {OGM}",
    ],
)
def test_an_ogm_is_found_however_it_is_written(text: str) -> None:
    assert find_references(text) == [OGM]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010/8068/17184",
        f"9{OGM}",
        f"{OGM}0",
        "BE68539007547034",
        "BE68 5390 0754 7034",
        "be68 5390 0754 7034",
        "539-0075470-34",
        "010806  en  817183",
        "01080681718३",
        "000000000000",
    ],
)
def test_what_is_no_ogm_is_not_found(text: str) -> None:
    assert find_references(text) == []


def test_several_are_found_in_order() -> None:
    first, second = ogm(97), ogm(1234567890)
    assert first.endswith("97")  # where nothing is left over the check is 97, not 00
    assert find_references(f"{second} and +++{first[:3]}/{first[3:7]}/{first[7:]}+++") == [
        second,
        first,
    ]


SEPARATORS = st.sampled_from(["", " ", "/", ".", "-", "/ ", " . "])


@given(st.integers(0, 10**10 - 1), st.lists(SEPARATORS, min_size=11, max_size=11), st.text("ab ."))
def test_any_ogm_is_found_in_any_spacing(number: int, between: list[str], around: str) -> None:
    reference = ogm(number)
    text = "".join(d + s for d, s in zip(reference, [*between, ""], strict=True))
    old_account = len(between) == 11 and [s for s in between if s] == ["-", "-"]
    if not old_account:  # 123-1234567-12 was an account number
        assert find_references(f"{around}x{text}x{around}") == [reference]


@given(st.text(st.sampled_from("0123456789 +/.-BE*x"), max_size=80))
def test_whatever_is_found_has_a_check_that_fits(text: str) -> None:
    for found in find_references(text):
        assert ogm(int(found[:10])) == found
        assert as_ogm(found) == found


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    reference, iban = as_structured(text), as_iban(text)
    assert reference is None or as_structured(reference) == reference
    assert iban is None or as_iban(iban) == iban


def test_an_rf_reference_and_an_iban_lose_their_spaces() -> None:
    assert as_structured("rf18 5390 0754 7034") == RF
    assert as_structured("RF19 5390 0754 7034") is None
    assert as_iban("be68 5390 0754 7034") == "BE68539007547034"
    assert as_iban("BE68 5390 0754 7035") is None
    assert as_iban("XX68539007547034") is None
