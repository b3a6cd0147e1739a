"""What a bank tells of our account: statements of a bank that does not exist, to be read."""

import re
from datetime import date
from itertools import count

from django.conf import settings

from portefeuille.adapters.bank.simulator import Bank, Booking, Detail
from portefeuille.payments.models import BankLine
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import import_statements, match_waiting
from tests.payments.life import at

OURS: str = settings.FINANCIAL_MANAGER_IBAN
DAY = date(2026, 11, 21)
PAYER = "BE62510007547061"

_SAID = count(1)


def bank() -> Bank:
    """A bank that holds 5.000,00 of ours; each gives references of its own."""
    it = Bank(references=next(_SAID) * 1_000)
    it.open(OURS, "Beheerder", 5_000_00)
    return it


def digits(application_id: int) -> str:
    """The communication of an application as it travels."""
    return re.sub("[^0-9]", "", communication_of(application_id))


def near(application_id: int) -> str:
    """The same with one digit another, so that it is none."""
    right = digits(application_id)
    return right[:2] + str((int(right[2]) + 5) % 10) + right[3:]


def costs(day: date = DAY) -> Booking:
    """What the bank takes for itself."""
    return Booking(12_50, False, day, details=(Detail(amount=12_50, text="Beheerskosten"),))


def statement_with(application_id: int, amount: int = 700_00) -> bytes:
    """A statement with a deposit of which the communication is nearly that of an application."""
    it = bank()
    it.deposit(OURS, amount, DAY, text=near(application_id), name="Bakker Bart", sender=PAYER)
    return it.statement(DAY)


def waiting_line(application_id: int, amount: int = 700_00) -> int:
    """A line that waits for a finance officer, and may be for an application."""
    by = at(2026, 11, 22)
    import_statements(statement_with(application_id, amount), "dag.xml", by)
    match_waiting(by.now)
    return BankLine.objects.latest("pk").pk
