"""A bank's statements, read from camt.053: nothing of a file is taken unless all of it adds up.

A statement must be in euro of one IBAN, and opening + lines = closing; totals that the bank
gives are held to what is there. The file is walked entry by entry, so that memory stays with
the lines and not with the XML; `xml` holds what a hostile file may do. A copy or a duplicate
(CpyDplctInd) is read as any other: its lines have the keys that they had.

Source: ISO 20022, camt.053.001.02 and camt.053.001.08.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from portefeuille.adapters.bank.entries import is_booked, is_credit, read_entry, signed
from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.keys import Keys
from portefeuille.adapters.bank.references import as_iban
from portefeuille.adapters.bank.values import Statement, StatementLine
from portefeuille.adapters.bank.xml import (
    Node,
    cents,
    child,
    children,
    clear,
    day,
    identifier,
    moment,
    name_of,
    needed,
    needed_text,
    shown,
    text,
    walk,
    whole,
)
from portefeuille.core.money import Cents, format_euro

NAMESPACES: Final = {
    f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}": version for version in ("02", "08")
}
_STATEMENT: Final = ("Document", "BkToCstmrStmt", "Stmt")
_ENTRY: Final = (*_STATEMENT, "Ntry")
_HEADER: Final = ("Document", "BkToCstmrStmt", "GrpHdr")
_TOTALS: Final = {"TtlNtries": None, "TtlCdtNtries": True, "TtlDbtNtries": False}


def read_statements(content: bytes) -> list[Statement]:
    """The statements of a camt.053 file, in its order; BankFileError, and none, otherwise.

    How an entry becomes lines, reversals and what is not booked among them: `entries`. How a
    line is known again: `keys`.
    """
    try:
        return list(_read(content))
    except RecursionError:  # of a library: our own walk has none
        raise BankFileError("file", "nests too deep", "a statement") from None


def _read(content: bytes) -> Iterator[Statement]:
    path: list[str] = []
    reading: _Reading | None = None
    made_at = ""
    found = 0
    for event, node in walk(content):
        if event == "start":
            if not path and _namespace(node) not in NAMESPACES:
                raise BankFileError(
                    "Document", f"is {shown(str(node.tag))}", " or ".join(NAMESPACES)
                )
            path.append(name_of(node))
            if tuple(path) == _STATEMENT:
                found += 1
                reading = _Reading(f"statement {found}", node, made_at)
            continue
        here = tuple(path)
        path.pop()
        if here == _HEADER:
            made_at = text(node, "CreDtTm")
        elif here == _ENTRY and reading is not None:
            reading.entry(node)
            clear(node)
        elif here == _STATEMENT and reading is not None:
            yield reading.done()
            reading = None
            clear(node)
    if not found:
        raise BankFileError("file", "has no statement", "Document/BkToCstmrStmt/Stmt")


def _namespace(root: Node) -> str:
    return str(root.tag).rpartition("}")[0].removeprefix("{")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the entries."""

    identifier: str
    number: int | None
    iban: str
    made_at: datetime
    opening: Cents
    closing: Cents
    opened_on: date
    closed_on: date
    totals: dict[str, tuple[int | None, Cents | None]]


@dataclass(slots=True)
class _Count:
    """Entries and their sums, for each direction."""

    number: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    amount: dict[bool, Cents] = field(default_factory=lambda: {True: 0, False: 0})

    def add(self, entry: Node) -> None:
        credit = is_credit(entry)
        self.number[credit] += 1
        self.amount[credit] += abs(signed(entry))

    def of(self, credit: bool | None) -> tuple[int, Cents]:  # noqa: FBT001 - a direction, or both
        if credit is None:
            return sum(self.number.values()), sum(self.amount.values())
        return self.number[credit], self.amount[credit]


class _Reading:
    """One statement while it is read."""

    def __init__(self, where: str, node: Node, made_at: str) -> None:
        self.where, self.node, self.made_at = where, node, made_at
        self.head: _Head | None = None
        self.keys = Keys(0)
        self.lines: list[StatementLine] = []
        self.booked, self.told, self.entries = _Count(), _Count(), 0

    def entry(self, node: Node) -> None:
        """Take the lines of an entry, and its sum in the totals."""
        head = self.begun()
        self.entries += 1
        try:
            if not is_booked(node):
                self.told.add(node)
                return
            self.booked.add(node)
            for found in read_entry(node, head.iban):
                self.lines.append(self.keys.give(found.line, found.reference))
        except BankFileError as error:
            raise error.within(f"{self.where}, entry {self.entries}") from None

    def begun(self) -> _Head:
        """What stands before the entries, read once."""
        if self.head is None:
            try:
                self.head = _head(self.node, self.made_at)
            except BankFileError as error:
                raise error.within(self.where) from None
            self.keys = Keys(self.head.opening)
        return self.head

    def done(self) -> Statement:
        """The statement; BankFileError where it does not add up."""
        head = self.begun()
        moved = sum(line.amount if line.credit else -line.amount for line in self.lines)
        if head.opening + moved != head.closing:
            raise BankFileError(
                f"{self.where}: Bal",
                f"opens at {format_euro(head.opening)}, closes at {format_euro(head.closing)}",
                f"{format_euro(head.opening + moved)} at its closing, as its entries make",
            )
        self._hold_to_totals(head)
        return Statement(
            identifier=head.identifier,
            number=head.number,
            iban=head.iban,
            currency="EUR",
            made_at=head.made_at,
            opening=head.opening,
            closing=head.closing,
            opened_on=head.opened_on,
            closed_on=head.closed_on,
            lines=tuple(self.lines),
        )

    def _hold_to_totals(self, head: _Head) -> None:
        """The totals are of what is booked, or of all that is told: banks do either."""
        for name, told in head.totals.items():
            number, amount = self.booked.of(_TOTALS[name])
            more, rest = self.told.of(_TOTALS[name])
            for kind, said, one, other in (
                ("NbOfNtries", told[0], number, number + more),
                ("Sum", told[1], amount, amount + rest),
            ):
                if said is not None and said not in (one, other):
                    raise BankFileError(
                        f"{self.where}: {name}/{kind}",
                        f"is {said if kind == 'NbOfNtries' else format_euro(said)}",
                        f"{one if kind == 'NbOfNtries' else format_euro(one)}, as there is",
                    )


def _head(node: Node, made_at: str) -> _Head:
    iban = needed_text(node, "Acct/Id/IBAN")
    account = as_iban(iban)
    if account is None:
        raise BankFileError("Acct/Id/IBAN", f"is {shown(iban)}", "an IBAN whose check fits")
    if (currency := text(node, "Acct/Ccy")) not in ("", "EUR"):
        raise BankFileError("Acct/Ccy", f"is {shown(currency)}", "EUR")
    balances = {text(one, "Tp/CdOrPrtry/Cd"): one for one in children(node, "Bal")}
    opening = balances.get("OPBD", balances.get("PRCD"))
    closing = balances.get("CLBD")
    if opening is None or closing is None:
        raise BankFileError("Bal", "is not whole", "OPBD or PRCD, and CLBD")
    number = text(node, "ElctrncSeqNb", "LglSeqNb")
    return _Head(
        identifier=identifier(node, "Id") or needed_text(node, "Id"),
        number=whole(number, "ElctrncSeqNb") if number else None,
        iban=account,
        made_at=moment(text(node, "CreDtTm") or made_at, "CreDtTm"),
        opening=signed(opening),
        closing=signed(closing),
        opened_on=day(needed(opening, "Dt")),
        closed_on=day(needed(closing, "Dt")),
        totals=_totals(node),
    )


def _totals(node: Node) -> dict[str, tuple[int | None, Cents | None]]:
    totals = {}
    for name in _TOTALS:
        told = child(node, f"TxsSummry/{name}")
        if told is not None:
            number, total = text(told, "NbOfNtries"), child(told, "Sum")
            totals[name] = (
                whole(number, "NbOfNtries") if number else None,
                None if total is None else cents(total),
            )
    return totals
