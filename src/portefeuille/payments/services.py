"""What can be done with the money of an application; every verb is one transaction."""

import uuid
from datetime import date

from portefeuille.core.money import Cents
from portefeuille.journal.services import By
from portefeuille.payments.incoming.lines import (
    MAX_STATEMENT,
    Imported,
    WrongAccount,
    import_statements,
    record_by_hand,
)
from portefeuille.payments.incoming.matching import (
    Matched,
    confirm,
    explain,
    match,
    match_lines,
    match_waiting,
    return_line,
)
from portefeuille.payments.models import Deposit
from portefeuille.payments.outgoing.answers import refused
from portefeuille.payments.outgoing.beneficiaries import WrongIban, give_account, give_account_for
from portefeuille.payments.outgoing.checking import InvoiceRefused
from portefeuille.payments.outgoing.documents import MAX_DOCUMENT, WrongFile, keep_document
from portefeuille.payments.outgoing.invoices import Check
from portefeuille.payments.outgoing.orders import Invoice, InvoiceOrdered, NotEnough, order_payment
from portefeuille.payments.outgoing.payouts import owe_refunds
from portefeuille.payments.outgoing.runs import (
    NothingDue,
    OwnRelease,
    file_of,
    prepare,
    release,
    sent,
    throw_away,
)
from portefeuille.payments.outgoing.sending import give_to_bank, raise_refunds, send_released
from portefeuille.payments.recovering.asking import Demand, NotAsked, ask_back
from portefeuille.payments.recovering.debts import Part
from portefeuille.payments.recovering.settling import (
    OtherAmount,
    OwnWriteOff,
    WrongPlan,
    agree,
    close_settled,
    receive_queued,
    remind,
    set_off,
    write_off,
)
from portefeuille.payments.transitions import MoneyOut, NotThere


def record_deposit(
    key: uuid.UUID, reference: str, amount: Cents, received_on: date, by: By
) -> Deposit | None:
    """Record by hand money that came in, and find out what it was for.

    The deposit it was, booked or sent back; None where it waits for a finance officer. Called
    again with the same key it does nothing and answers what it answered.
    """
    line = record_by_hand(key, reference, amount, received_on, by)
    match(line, by)
    return Deposit.objects.filter(line=line).first()


__all__ = [
    "MAX_DOCUMENT",
    "MAX_STATEMENT",
    "Check",
    "Demand",
    "Imported",
    "Invoice",
    "InvoiceOrdered",
    "InvoiceRefused",
    "Matched",
    "MoneyOut",
    "NotAsked",
    "NotEnough",
    "NotThere",
    "NothingDue",
    "OtherAmount",
    "OwnRelease",
    "OwnWriteOff",
    "Part",
    "WrongAccount",
    "WrongFile",
    "WrongIban",
    "WrongPlan",
    "agree",
    "ask_back",
    "close_settled",
    "confirm",
    "explain",
    "file_of",
    "give_account",
    "give_account_for",
    "give_to_bank",
    "import_statements",
    "keep_document",
    "match_lines",
    "match_waiting",
    "order_payment",
    "owe_refunds",
    "prepare",
    "raise_refunds",
    "receive_queued",
    "record_deposit",
    "refused",
    "release",
    "remind",
    "return_line",
    "send_released",
    "sent",
    "set_off",
    "throw_away",
    "write_off",
]
