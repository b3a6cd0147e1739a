"""Deposits, orders, payouts, what the bank said. What they move stands in `wallet`'s ledger."""

from portefeuille.payments.models.bank import Account, BankLine, Statement, StatementFile
from portefeuille.payments.models.deposits import Deposit
from portefeuille.payments.models.invoices import CheckedInvoice
from portefeuille.payments.models.orders import Document, Order
from portefeuille.payments.models.payouts import Beneficiary, Payout, Release, Run, RunLine

__all__ = [
    "Account",
    "BankLine",
    "Beneficiary",
    "CheckedInvoice",
    "Deposit",
    "Document",
    "Order",
    "Payout",
    "Release",
    "Run",
    "RunLine",
    "Statement",
    "StatementFile",
]
