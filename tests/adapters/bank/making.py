"""Statements to read: made at random, and made by hand where something must be wrong."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st
from lxml import etree

from portefeuille.adapters.bank import StatementLine
from portefeuille.adapters.bank.simulator import Batch, Booking, Detail, Told, write_statements

OURS = "BE68539007547034"
BAKERY = "BE71096123456769"
SCHOOL = "BE32123456789002"
ABROAD = "NL91ABNA0417164300"
OGM = "010806817183"
RF = "RF18539007547034"
MONDAY = date(2026, 3, 2)
MADE_AT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
NEWLY = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def ogm(number: int) -> str:
    """An OGM of its first ten digits, its check computed here."""
    return f"{number:010d}{number % 97 or 97:02d}"


def told(*bookings: Booking, opening: int = 0, number: int = 61, day: date = MONDAY) -> Told:
    """A statement of a day of our account."""
    return Told(
        identifier=f"S{number}",
        number=number,
        iban=OURS,
        owner="Scheme",
        opened_on=day - timedelta(days=1),
        closed_on=day,
        opening=opening,
        bookings=bookings,
    )


def written(*statements: Told, version: str = "08") -> bytes:
    return write_statements("M1", MADE_AT, statements, version)


def credit(amount: int, reference: str = "", **detail: str | int | None) -> Booking:
    """Money in on Monday, with one detail."""
    return Booking(amount, True, MONDAY, reference, (Detail(amount=amount, **detail),))  # type: ignore[arg-type]


@cache
def schema(name: str) -> etree.XMLSchema:
    """A schema of ISO 20022 among the samples; skips, and says so, where there is none."""
    folder = os.environ.get("PORTEFEUILLE_SAMPLES")
    file = Path(folder or ".") / "iso20022" / f"{name}.xsd"
    if folder is None or not file.exists():
        pytest.skip(f"no schema {name}: PORTEFEUILLE_SAMPLES is not set or holds none")
    return etree.XMLSchema(etree.parse(file))


@dataclass(frozen=True)
class Case:
    """A booking, and what must be read of it."""

    booking: Booking
    lines: tuple[StatementLine, ...]


_LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"])
_TEXTS = st.lists(st.text(_LETTERS, min_size=1, max_size=20), max_size=4).map(" ".join)
_AMOUNTS = st.integers(1, 10**15)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_REFERENCES = st.sampled_from(["", "A1", "2026030200000001", "A1/2"])
_DETAILS = st.builds(
    Detail,
    amount=_AMOUNTS,
    name=_TEXTS,
    iban=st.sampled_from(["", BAKERY, SCHOOL, ABROAD]),
    structured=st.one_of(st.none(), st.just(RF), st.integers(0, 10**10 - 1).map(ogm)),
    text=_TEXTS,
    end_to_end_id=st.sampled_from(["", "P-1", "P-2"]),
    payment_id=st.sampled_from(["", "RUN-1"]),
    return_reason=st.sampled_from(["", "AC04"]),
    reference=_REFERENCES,
)


def _line(booking: Booking, detail: Detail, amount: int, count: int = 1) -> StatementLine:
    batch = booking.batch
    return StatementLine(
        key="",
        amount=amount,
        credit=booking.credit,
        booked_on=booking.booked_on,
        structured=detail.structured,
        free_text=detail.text,
        counterparty_name=detail.name,
        counterparty_iban=detail.iban,
        end_to_end_id=detail.end_to_end_id,
        payment_id=detail.payment_id or (batch.payment_id if batch else ""),
        return_reason=detail.return_reason,
        count=count,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One transaction, several told apart, a batch as one sum, or nothing but a sum."""
    direction, day, reference = draw(st.booleans()), draw(_DAYS), draw(_REFERENCES)
    details = draw(st.lists(_DETAILS, max_size=4))
    total = sum(one.amount or 0 for one in details) or draw(_AMOUNTS)
    count = len(details) or draw(st.integers(1, 1000))
    batch = Batch("RUN-9", count, total) if draw(st.booleans()) else None
    booking = Booking(total, direction, day, reference, tuple(details), batch)
    if details:
        lines = tuple(_line(booking, one, one.amount or 0) for one in details)
    else:
        lines = (_line(booking, Detail(), total, count if batch else 1),)
    return Case(booking, lines)
