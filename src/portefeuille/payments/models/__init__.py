"""Deposits, orders, payouts, and what the bank said. What they move stands in the ledger (`wallet`)."""

from portefeuille.payments.models.deposits import Deposit
from portefeuille.payments.models.orders import Document, Order

__all__ = ["Deposit", "Document", "Order"]
