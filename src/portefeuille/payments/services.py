"""What can be done with the money of an application; every verb is one transaction."""

from portefeuille.payments.deposits import record_deposit
from portefeuille.payments.documents import MAX_DOCUMENT, WrongFile, keep_document
from portefeuille.payments.orders import Invoice, InvoiceOrdered, NotEnough, order_payment, pay

__all__ = [
    "MAX_DOCUMENT",
    "Invoice",
    "InvoiceOrdered",
    "NotEnough",
    "WrongFile",
    "keep_document",
    "order_payment",
    "pay",
    "record_deposit",
]
