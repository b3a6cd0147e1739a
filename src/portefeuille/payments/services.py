"""What can be done with the money of an application; every verb is one transaction."""

import uuid
from datetime import date

from portefeuille.core.money import Cents
from portefeuille.journal.services import By
from portefeuille.payments.answers import refused
from portefeuille.payments.beneficiaries import WrongIban, give_account
from portefeuille.payments.checking import InvoiceRefused
from portefeuille.payments.documents import MAX_DOCUMENT, WrongFile, keep_document
from portefeuille.payments.invoices import Check
from portefeuille.payments.lines import (
    Imported,
    WrongAccount,
    import_statements,
    record_by_hand,
)
from portefeuille.payments.matching import (
    Matched,
    confirm,
    explain,
    match,
    match_lines,
    return_line,
)
from portefeuille.payments.models import Deposit
from portefeuille.payments.orders import Invoice, InvoiceOrdered, NotEnough, order_payment
from portefeuille.payments.runs import (
    NothingDue,
    OwnRelease,
    file_of,
    prepare,
    release,
    sent,
    throw_away,
)
from portefeuille.payments.transitions import NotThere


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
    "Check",
    "Imported",
    "Invoice",
    "InvoiceOrdered",
    "InvoiceRefused",
    "Matched",
    "NotEnough",
    "NotThere",
    "NothingDue",
    "OwnRelease",
    "WrongAccount",
    "WrongFile",
    "WrongIban",
    "confirm",
    "explain",
    "file_of",
    "give_account",
    "import_statements",
    "keep_document",
    "match_lines",
    "order_payment",
    "prepare",
    "record_deposit",
    "refused",
    "release",
    "return_line",
    "sent",
    "throw_away",
]
