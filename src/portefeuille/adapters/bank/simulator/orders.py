"""A payment order as a bank reads it: pain.001.001.09, held to its schema and its sums."""

from dataclasses import dataclass
from datetime import date

from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.references import as_iban, as_structured
from portefeuille.adapters.bank.schemas import hold_to_pain_001
from portefeuille.adapters.bank.simulator.book import Detail
from portefeuille.adapters.bank.xml import (
    Node,
    cents,
    child,
    children,
    day,
    euros,
    needed,
    needed_text,
    shown,
    text,
    walk,
    whole,
)


@dataclass(frozen=True, slots=True)
class Order:
    """A payment (PmtInf) of an account; its transfers are debits with an amount each."""

    message_id: str
    payment_id: str
    iban: str
    execution_on: date
    transfers: tuple[Detail, ...]


def read_orders(content: bytes) -> list[Order]:
    """The payments of a message; BankFileError where it is not valid, or does not add up."""
    root: Node | None = None
    for _, node in walk(content):
        root = node if root is None else root
    if root is None:
        raise BankFileError("file", "is empty", "a pain.001.001.09")
    hold_to_pain_001(root)
    header = needed(root, "CstmrCdtTrfInitn/GrpHdr")
    message_id = needed_text(header, "MsgId")
    orders = [_order(one, message_id) for one in children(root, "CstmrCdtTrfInitn/PmtInf")]
    _hold_to_sums("GrpHdr", header, [one for order in orders for one in order.transfers])
    return orders


def _order(node: Node, message_id: str) -> Order:
    payment_id = needed_text(node, "PmtInfId")
    transfers = tuple(_transfer(one, payment_id) for one in children(node, "CdtTrfTxInf"))
    _hold_to_sums("PmtInf", node, transfers)
    return Order(
        message_id=message_id,
        payment_id=payment_id,
        iban=_iban(needed_text(node, "DbtrAcct/Id/IBAN")),
        execution_on=day(needed(node, "ReqdExctnDt")),
        transfers=transfers,
    )


def _transfer(node: Node, payment_id: str) -> Detail:
    return Detail(
        amount=euros(needed(node, "Amt/InstdAmt")),
        credit=False,
        name=needed_text(node, "Cdtr/Nm"),
        iban=_iban(needed_text(node, "CdtrAcct/Id/IBAN")),
        structured=as_structured(text(node, "RmtInf/Strd/CdtrRefInf/Ref")),
        text=text(node, "RmtInf/Ustrd"),
        end_to_end_id=needed_text(node, "PmtId/EndToEndId"),
        payment_id=payment_id,
    )


def _hold_to_sums(where: str, node: Node, transfers: "list[Detail] | tuple[Detail, ...]") -> None:
    count, total = text(node, "NbOfTxs"), child(node, "CtrlSum")
    if count and whole(count, "NbOfTxs") != len(transfers):
        raise BankFileError(f"{where}/NbOfTxs", f"is {count}", f"{len(transfers)}, as there are")
    if total is not None and cents(total) != sum(one.amount or 0 for one in transfers):
        raise BankFileError(f"{where}/CtrlSum", f"is {text(node, 'CtrlSum')}", "what there is")


def _iban(found: str) -> str:
    account = as_iban(found)
    if account is None:
        raise BankFileError("IBAN", f"is {shown(found)}", "an IBAN whose check fits")
    return account
