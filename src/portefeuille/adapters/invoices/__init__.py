"""Structured invoices: UBL invoices and credit notes as Peppol BIS Billing 3.0 has them, read.

`read_invoice` takes the bytes of a file that somebody sent in and gives an `Invoice`, or an
`InvoiceError` that says where the file is not one. What is read is what the scheme needs: who
invoices whom, when, how much without VAT, and where the supplier wants to be paid. The rules of
EN 16931 (Schematron) are not run: they need an XSLT 2.0 engine, and a sender's access point has
run them. Of those that bear on money one is held here: lines, allowances and charges add up to
the amount without VAT.

Sources: Peppol BIS Billing 3.0 (EN 16931, UBL 2.1 syntax); BT numbers are those of EN 16931-1.
"""

from portefeuille.adapters.invoices.errors import WHOLE, InvoiceError
from portefeuille.adapters.invoices.nodes import MAX_BYTES, is_xml
from portefeuille.adapters.invoices.reading import read_invoice
from portefeuille.adapters.invoices.values import Invoice, Kind, Line, Party, Period

__all__ = [
    "MAX_BYTES",
    "WHOLE",
    "Invoice",
    "InvoiceError",
    "Kind",
    "Line",
    "Party",
    "Period",
    "is_xml",
    "read_invoice",
]
