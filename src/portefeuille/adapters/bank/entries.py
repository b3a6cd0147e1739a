"""An entry of a statement, as the lines that it stands for.

What is booked counts. An entry that is pending (PDNG), expected (FUTR) or only told (INFO) is
left out: it is in no balance, and comes back when it is booked (BOOK). A reversal (RvslInd) is a
line of its own in the direction that the bank gives it, since that is the way the money went;
the booking that it undoes stays, and was a line of its own too. What it undoes is told by its
EndToEndId, and its `return_reason` is never "". A sum of zero moves nothing and is left out.

An entry with one transaction is one line of the amount that was booked, whatever the transaction
was in its own currency. One with several is a line for each where their amounts are known, and
they must make the entry; where none of them has an amount it is one line that counts them.

Source: ISO 20022, camt.053.001.02 and .08; Febelfin, XML message for statement, version 2.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.references import as_iban, as_structured
from portefeuille.adapters.bank.values import StatementLine
from portefeuille.adapters.bank.xml import (
    MOST_TRANSACTIONS,
    Node,
    child,
    children,
    day,
    euros,
    identifier,
    needed,
    needed_text,
    shown,
    text,
    whole,
    words,
)
from portefeuille.core.money import Cents, format_euro

BOOKED: Final = "BOOK"
NOT_BOOKED: Final = frozenset({"PDNG", "FUTR", "INFO"})
NO_REASON: Final = "MS03"
"""ISO 20022, external return reasons: not specified by the agent."""

_NAMES: Final = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm")


@dataclass(frozen=True, slots=True)
class Found:
    """A line without its key, and the reference that the bank gives it, with its place; or ""."""

    line: StatementLine
    reference: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What holds for every transaction of an entry."""

    node: Node
    own_iban: str
    credit: bool
    booked_on: date
    reference: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A transaction, or a batch that is not told apart.

    Of such a batch `transaction` is None, or one of them: it names the batch and no more.
    """

    transaction: Node | None
    batch: Node | None
    count: int


def is_booked(entry: Node) -> bool:
    """Whether the entry is in the balances; BankFileError for a status that nobody knows."""
    status = needed_text(entry, "Sts/Cd", "Sts")
    if status == BOOKED or status in NOT_BOOKED:
        return status == BOOKED
    raise BankFileError("Sts", f"is {shown(status)}", f"{BOOKED} or one of {sorted(NOT_BOOKED)}")


def is_credit(node: Node) -> bool:
    """Whether CRDT or DBIT; BankFileError otherwise."""
    return _is_credit(needed_text(node, "CdtDbtInd"))


def signed(node: Node) -> Cents:
    """The amount of an entry or a balance, below zero where it is a debit."""
    amount = euros(needed(node, "Amt"))
    return amount if is_credit(node) else -amount


def read_entry(node: Node, own_iban: str) -> Iterator[Found]:
    """The lines of an entry that is booked, in their order, with "" for a key."""
    entry = _Entry(
        node=node,
        own_iban=own_iban,
        credit=is_credit(node),
        booked_on=day(needed(node, "BookgDt")),
        reference=identifier(node, "AcctSvcrRef"),
    )
    amount, parts = euros(needed(node, "Amt")), _parts(node)
    if len(parts) > 1:
        amounts = [_amount(part) for part in parts]
        known = [one for one in amounts if one is not None]
        if known:
            yield from _told_apart(entry, amount, parts, amounts)
            return
        parts = [replace(parts[0], count=sum(part.count for part in parts))]
    if amount:
        part = parts[0]
        yield _found(entry, part, amount, credit=entry.credit, place="")


def _told_apart(
    entry: _Entry, amount: Cents, parts: list[_Part], amounts: list[Cents | None]
) -> Iterator[Found]:
    """A line for each part; BankFileError where they do not make the entry."""
    total = 0
    for place, (part, own) in enumerate(zip(parts, amounts, strict=True), 1):
        if own is None:
            raise BankFileError(
                f"transaction {place}", "has no amount in EUR", "one, as the others"
            )
        credit = _direction(entry, part)
        total += own if credit else -own
        if own:
            yield _found(entry, part, own, credit=credit, place=str(place))
    if total != (amount if entry.credit else -amount):
        raise BankFileError(
            "Amt",
            f"is {format_euro(amount)}, and its transactions make {format_euro(abs(total))}",
            "the same",
        )


def _parts(entry: Node) -> list[_Part]:
    """The transactions of an entry, held to the number and the sum of their batch."""
    parts: list[_Part] = []
    for details in children(entry, "NtryDtls"):
        batch, transactions = child(details, "Btch"), children(details, "TxDtls")
        told = text(batch, "NbOfTxs") if batch is not None else ""
        count = whole(told, "NbOfTxs", MOST_TRANSACTIONS) if told else max(len(transactions), 1)
        if len(transactions) > 1:
            if count != len(transactions):
                raise BankFileError(
                    "NbOfTxs", f"is {count}", f"{len(transactions)}, as there are transactions"
                )
            parts += [_Part(one, batch, 1) for one in transactions]
        else:
            only = transactions[0] if transactions else None
            parts.append(_Part(only, batch, max(count, 1)))
        _hold_to_the_sum(batch, transactions)
    return parts or [_Part(None, None, 1)]


def _hold_to_the_sum(batch: Node | None, transactions: list[Node]) -> None:
    """BankFileError where a batch has another sum than its transactions."""
    told = None if batch is None else child(batch, "TtlAmt")
    if told is None or len(transactions) < 2:
        return
    amounts = [_amount(_Part(one, None, 1)) for one in transactions]
    known = [one for one in amounts if one is not None]
    if len(known) == len(amounts) and not any(_opposite(one) for one in transactions):
        total = euros(told)
        if total != sum(known):
            raise BankFileError(
                "TtlAmt", f"is {format_euro(total)}", f"{format_euro(sum(known))}, as there is"
            )


def _opposite(transaction: Node) -> bool:
    """Whether a transaction says its own direction: then a plain sum says nothing."""
    return bool(text(transaction, "CdtDbtInd"))


def _amount(part: _Part) -> Cents | None:
    """The amount of a part in EUR; None where it has none."""
    if part.transaction is None:
        found = None if part.batch is None else child(part.batch, "TtlAmt")
        return None if found is None else euros(found)
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = child(part.transaction, path)
        if found is not None and found.get("Ccy") == "EUR":
            return euros(found)
    return None


def _direction(entry: _Entry, part: _Part) -> bool:
    for node in (part.transaction, part.batch):
        if node is not None and (said := text(node, "CdtDbtInd")):
            return _is_credit(said)
    return entry.credit


def _is_credit(said: str) -> bool:
    if said not in ("CRDT", "DBIT"):
        raise BankFileError("CdtDbtInd", f"is {shown(said)}", "CRDT or DBIT")
    return said == "CRDT"


def _found(entry: _Entry, part: _Part, amount: Cents, *, credit: bool, place: str) -> Found:
    transaction = part.transaction if part.count == 1 else None
    own = "" if transaction is None else identifier(transaction, "Refs/AcctSvcrRef")
    shared = f"{entry.reference}/{place}" if entry.reference and place else entry.reference
    structured, free = _remittance(entry, transaction)
    name, iban = _counterparty(entry, transaction, credit=credit)
    line = StatementLine(
        key="",
        amount=amount,
        credit=credit,
        booked_on=entry.booked_on,
        structured=structured,
        free_text=free,
        counterparty_name=name,
        counterparty_iban=iban,
        end_to_end_id=_end_to_end(transaction),
        payment_id=_payment(part),
        return_reason=_return_reason(entry, transaction),
        count=part.count,
    )
    return Found(line, own or shared)


def _remittance(entry: _Entry, transaction: Node | None) -> tuple[str | None, str]:
    """The structured reference, and the free text with what no check fits beside it.

    Where a payer or the bank says nothing, what the bank adds to the booking is the text.
    """
    structured, said = None, []
    if transaction is not None:
        said = [words(one) for one in children(transaction, "RmtInf/Ustrd")]
        for one in children(transaction, "RmtInf/Strd"):
            reference = text(one, "CdtrRefInf/Ref")
            if structured is None and (structured := as_structured(reference)) is not None:
                reference = ""
            said += [reference, *(words(more) for more in children(one, "AddtlRmtInf"))]
    free = " ".join(one for one in said if one)
    if not free and structured is None:
        free = "" if transaction is None else text(transaction, "AddtlTxInf")
        free = free or text(entry.node, "AddtlNtryInf")
    return structured, free


def _counterparty(entry: _Entry, transaction: Node | None, *, credit: bool) -> tuple[str, str]:
    """Name and IBAN of the other side: who paid in, who was paid.

    Of a transfer that came back some banks leave everyone in the part of the first time: the
    other side is then the one that is not this account.
    """
    if transaction is None:
        return "", ""
    sides = ("Dbtr", "Cdtr") if credit else ("Cdtr", "Dbtr")
    ibans = [as_iban(text(transaction, f"RltdPties/{side}Acct/Id/IBAN")) or "" for side in sides]
    which = 1 if ibans[0] == entry.own_iban else 0
    names = (f"RltdPties/{party}/{name}" for party in _called(sides[which]) for name in _NAMES)
    return text(transaction, *names), ibans[which]


def _called(side: str) -> tuple[str, str]:
    return side, f"Ultmt{side}"


def _end_to_end(transaction: Node | None) -> str:
    found = "" if transaction is None else identifier(transaction, "Refs/EndToEndId")
    return "" if found == "NOTPROVIDED" else found


def _payment(part: _Part) -> str:
    for name in ("PmtInfId", "MsgId"):
        if part.transaction is not None and (own := identifier(part.transaction, f"Refs/{name}")):
            return own
        if part.batch is not None and (own := identifier(part.batch, name)):
            return own
    return ""


def _return_reason(entry: _Entry, transaction: Node | None) -> str:
    returned = None if transaction is None else child(transaction, "RtrInf")
    if returned is not None:
        return identifier(returned, "Rsn/Cd", "Rsn/Prtry") or NO_REASON
    return NO_REASON if text(entry.node, "RvslInd") in ("true", "1") else ""
