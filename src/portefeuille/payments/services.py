"""What can be done with the money of an application; every verb is one transaction."""

from portefeuille.payments.deposits import record_deposit
from portefeuille.payments.orders import (
    MAX_DOCUMENT,
    Invoice,
    InvoiceOrdered,
    NotEnough,
    WrongFile,
    keep_document,
    order_payment,
    pay,
)

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
