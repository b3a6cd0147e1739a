"""Files that no bank sends: a statement or a clear error, never anything else, and no harm."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portefeuille.adapters.bank import BankFileError, Statement, read_statements, statements
from portefeuille.adapters.bank import xml as reading
from portefeuille.adapters.bank.simulator import Batch, Booking, Detail
from tests.adapters.bank.making import BAKERY, MONDAY, OGM, credit, told, written

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&b;</Document>"""
FETCH = b"""<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"""
GOOD = written(
    told(
        credit(100, "R", name="Bakery", iban=BAKERY, structured=OGM, return_reason="AC04"),
        Booking(
            700,
            False,
            MONDAY,
            details=(Detail(amount=300, text="x"), Detail(amount=400)),
            batch=Batch("RUN-1", 2, 700),
        ),
        opening=1000,
    )
)
PIECES = re.findall(rb"<[^<>]+>|[^<>]+", GOOD)
HOSTILE = st.sampled_from(
    [
        b"",
        b"1e9",
        b"-1",
        b".",
        b"9999999999999999999999",
        b"9999-12-31",
        b"9999-12-31T23:59:59Z",
        b"0001-01-01T00:00:00+14:00",
        "１２".encode(),
        "²".encode(),
        b"&x;",
        b"&#0;",
        b"<![CDATA[<]]>",
        b"<!-- x -->",
        b"<?a b?>",
        b"\xff\xfe",
        b"\x00",
        b"<a>" * 300,
        b"xmlns:a='b'",
        b"<a:b/>",
    ]
)


def outcome(content: bytes) -> list[Statement] | str:
    try:
        return read_statements(content)
    except BankFileError as error:
        return str(error)


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xef\xbb\xbf" + GOOD[:40])
@example(GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    assert isinstance(outcome(content), str)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good statement with one to four pieces dropped, doubled, moved or made hostile."""
    pieces = list(PIECES)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(pieces) - 1))
        how = draw(st.integers(0, 3))
        if how == 0:
            pieces[place] = draw(HOSTILE)
        elif how == 1:
            pieces[place] *= 2
        elif how == 2 and len(pieces) > 1:
            del pieces[place]
        else:
            pieces.insert(draw(st.integers(0, len(pieces))), pieces[place])
    return b"".join(pieces)


@given(spoiled())
def test_a_spoiled_statement_adds_up_or_is_refused(content: bytes) -> None:
    read = outcome(content)
    for one in [] if isinstance(read, str) else read:
        moved = sum(line.amount if line.credit else -line.amount for line in one.lines)
        assert one.opening + moved == one.closing
        assert all(line.amount > 0 for line in one.lines)
        assert len({line.key for line in one.lines}) == len(one.lines)


def test_a_mark_of_byte_order_does_not_matter() -> None:
    assert outcome(b"\xef\xbb\xbf" + GOOD) == outcome(GOOD)
    assert isinstance(outcome(GOOD), list)


@pytest.mark.parametrize("content", [BOMB, FETCH])
def test_no_document_type_is_read(content: bytes) -> None:
    assert outcome(content) == "file: has a document type; expected XML without one"


def test_what_nests_deep_is_refused() -> None:
    deep = b"<Ustrd>" * 100_000
    assert "file: is no XML" in outcome(GOOD.replace(b"<Ustrd>x", deep))


def test_what_is_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TAGS", 100)
    assert outcome(b"<a>" + b"<b/>" * 100) == "file: has 101 tags; expected at most 100"
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert outcome(GOOD) == f"file: has {len(GOOD)} bytes; expected at most 10"


def test_a_day_of_ten_thousand_bookings_is_read_and_its_tree_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[int] = []  # elements beside one that was read: those the parser read ahead

    def clear(node: reading.Node) -> None:
        parent = node.getparent()
        reading.clear(node)
        left.append(len(node) + (0 if parent is None else len(parent)))

    monkeypatch.setattr(statements, "clear", clear)
    content = written(told(*[credit(100, iban=BAKERY, structured=OGM)] * 10_000))
    lines = read_statements(content)[0].lines
    assert len({line.key for line in lines}) == 10_000
    assert len(left) == 10_001  # each entry, and the statement itself
    assert max(left) < 100
