"""A pseudonym says nothing, is the same within one export, and another in the next."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.masking import KEY_BYTES, Mask

keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


@given(key=keys, text=st.text(min_size=1))
def test_it_is_the_same_within_one_export_and_says_nothing(key: bytes, text: str) -> None:
    said = Mask(key).pseudonym("person", text)
    assert said == Mask(key).pseudonym("person", text)
    assert re.fullmatch(r"person-[0-9a-f]{16}", said)


@given(one=keys, other=keys, text=st.text(min_size=1))
def test_in_another_export_it_is_another(one: bytes, other: bytes, text: str) -> None:
    same = Mask(one).pseudonym("a", text) == Mask(other).pseudonym("a", text)
    assert same == (one == other)


@given(key=keys, texts=st.sets(st.text(min_size=1), min_size=2, max_size=9))
def test_two_people_are_two_and_kinds_do_not_meet(key: bytes, texts: set[str]) -> None:
    mask = Mask(key)
    assert len({mask.pseudonym("a", text) for text in texts}) == len(texts)
    bare = {mask.pseudonym(kind, text)[len(kind) :] for kind in ("a", "b") for text in texts}
    assert len(bare) == 2 * len(texts)


def test_nothing_stays_nothing_and_a_short_key_is_refused() -> None:
    assert Mask(bytes(KEY_BYTES)).pseudonym("person", "") == ""
    with pytest.raises(ValueError, match="a key of 8 bytes; expected 32 random ones"):
        Mask(bytes(8))


def test_a_key_is_not_shown() -> None:
    assert "key" not in repr(Mask(b"k" * KEY_BYTES))


def test_the_pseudonym_is_that_of_the_rfc() -> None:
    """As OpenSSL computes it: printf '1 a x' | openssl dgst -sha256 -mac HMAC, an all-zero key."""
    assert Mask(bytes(KEY_BYTES)).pseudonym("a", "x") == "a-9022a174c5241f10"
