"""Deposits, orders, payouts, what the bank said. What they move stands in `wallet`'s ledger."""

from portefeuille.payments.models.bank import Account, BankLine, Statement, StatementFile
from portefeuille.payments.models.deposits import Deposit
from portefeuille.payments.models.invoices import CheckedInvoice
from portefeuille.payments.models.orders import Document, Order
from portefeuille.payments.models.payouts import Beneficiary, Payout, Release, Run, RunLine
from portefeuille.payments.models.recoveries import (
    Instalment,
    Plan,
    Recovery,
    Repayment,
    WriteOff,
)

__all__ = [
    "Account",
    "BankLine",
    "Beneficiary",
    "CheckedInvoice",
    "Deposit",
    "Document",
    "Instalment",
    "Order",
    "Payout",
    "Plan",
    "Recovery",
    "Release",
    "Repayment",
    "Run",
    "RunLine",
    "Statement",
    "StatementFile",
    "WriteOff",
]
