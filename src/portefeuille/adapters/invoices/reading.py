"""Reads a UBL invoice or credit note into what it says.

Read leniently where nothing hangs on it (any profile of UBL 2.1 with these elements), strictly
where money or identity does.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import exceptions
from stdnum import iban as ibans
from stdnum.be import ogm_vcs

from portefeuille.adapters.invoices.errors import InvoiceError
from portefeuille.adapters.invoices.nodes import (
    ROOTS,
    Node,
    amount,
    child,
    day,
    every,
    needed,
    needed_amount,
    needed_day,
    needed_text,
    parse,
    text,
    text_in,
)
from portefeuille.adapters.invoices.values import Invoice, Kind, Line, Party, Period
from portefeuille.core.money import Cents
from portefeuille.core.numbers import NumberError, parse_enterprise_number

MAX_NUMBER: Final = 60
"""Characters of the number of an invoice."""

CREDIT_NOTE: Final = "381"
"""The type code of a credit note (UNTDID 1001), also where the root says invoice."""

ENTERPRISE, VAT_NUMBER = "0208", "9925"
"""Schemes of a Belgian identifier: the enterprise number, the VAT number (Peppol EAS list)."""

_TYPE: Final = {"invoice": "cbc:InvoiceTypeCode", "credit_note": "cbc:CreditNoteTypeCode"}
_LINES: Final = {"invoice": "cac:InvoiceLine", "credit_note": "cac:CreditNoteLine"}
_TOTAL: Final = "cac:LegalMonetaryTotal"
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_REFERENCE: Final = 140


def read_invoice(content: bytes) -> Invoice:
    """The invoice in a file; InvoiceError where it is none, or says what cannot be."""
    root = parse(content)
    shape = ROOTS[str(root.tag)]
    currency = needed_text(root, "cbc:DocumentCurrencyCode", 3)
    if currency != "EUR":
        raise InvoiceError("cbc:DocumentCurrencyCode", repr(currency), "EUR")
    lines = tuple(_line(line) for line in every(root, _LINES[shape]))
    if not lines:
        raise InvoiceError(_LINES[shape], "there is none", "one or more")
    return Invoice(
        kind=_kind(root, shape),
        number=needed_text(root, "cbc:ID", MAX_NUMBER),
        issued_on=needed_day(root, "cbc:IssueDate"),
        currency=currency,
        supplier=_party(needed(root, "cac:AccountingSupplierParty/cac:Party")),
        customer=_party(needed(root, "cac:AccountingCustomerParty/cac:Party")),
        tax_exclusive=_tax_exclusive(root, lines),
        payable=needed_amount(root, f"{_TOTAL}/cbc:PayableAmount"),
        payment_reference=_payment_reference(root),
        iban=_iban(root),
        period=_period(root),
        lines=lines,
    )


def _kind(root: Node, shape: str) -> Kind:
    credited = shape == "credit_note" or text(root, _TYPE[shape]) == CREDIT_NOTE
    return "credit_note" if credited else "invoice"


def _line(node: Node) -> Line:
    described = text(node, "cac:Item/cbc:Name") or next(
        (text_in(one) for one in every(node, "cac:Item/cbc:Description")), ""
    )
    return Line(described, needed_amount(node, "cbc:LineExtensionAmount"))


def _tax_exclusive(root: Node, lines: tuple[Line, ...]) -> Cents:
    """The amount without VAT, which its parts must add up to (rules BR-CO-10 and BR-CO-13)."""
    where = f"{_TOTAL}/cbc:TaxExclusiveAmount"
    total = needed_amount(root, where)
    less = amount(root, f"{_TOTAL}/cbc:AllowanceTotalAmount") or 0
    more = amount(root, f"{_TOTAL}/cbc:ChargeTotalAmount") or 0
    expected = sum(line.amount for line in lines) - less + more
    if total != expected:
        raise InvoiceError(
            where,
            f"it is {total} cents, while lines, allowances and charges make {expected}",
            "the same",
        )
    return total


def _party(party: Node) -> Party:
    name = text(party, "cac:PartyLegalEntity/cbc:RegistrationName") or text(
        party, "cac:PartyName/cbc:Name"
    )
    return Party(name, next(_numbers(party), None))


def _numbers(party: Node) -> Iterator[str]:
    """Enterprise numbers of a party, the one that weighs most first.

    The legal registration (BT-30, BT-47), then identifiers that say their scheme (BT-29, BT-34),
    then the VAT number (BT-31): that can be of a VAT unit the party is a member of.
    """
    legal = child(party, "cac:PartyLegalEntity/cbc:CompanyID")
    if legal is not None and legal.get("schemeID", ENTERPRISE) == ENTERPRISE:
        yield from _number_in(legal)
    said = [*every(party, "cac:PartyIdentification/cbc:ID"), *every(party, "cbc:EndpointID")]
    for scheme in (ENTERPRISE, VAT_NUMBER):
        for one in said:
            if one.get("schemeID") == scheme:
                yield from _number_in(one)
    for one in every(party, "cac:PartyTaxScheme"):
        if text(one, "cac:TaxScheme/cbc:ID") == "VAT":
            number = child(one, "cbc:CompanyID")
            if number is not None and text_in(number).upper().startswith("BE"):
                yield from _number_in(number)


def _number_in(node: Node) -> Iterator[str]:
    try:
        yield parse_enterprise_number(text_in(node))
    except NumberError:
        return


def _payment_reference(root: Node) -> str | None:
    said = [text_in(one) for one in every(root, "cac:PaymentMeans/cbc:PaymentID")]
    for one in said:
        try:
            return str(ogm_vcs.validate(one.strip("+* ")))
        except exceptions.ValidationError:
            continue
    return next((one[:_REFERENCE] for one in said if one), None)


def _iban(root: Node) -> str | None:
    for one in every(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"):
        found = text_in(one).replace(" ", "").upper()
        if _IBAN.fullmatch(found) and ibans.is_valid(found, check_country=False):
            return found
    return None


def _period(root: Node) -> Period | None:
    period = child(root, "cac:InvoicePeriod")
    if period is None:
        return None
    found = Period(day(period, "cbc:StartDate"), day(period, "cbc:EndDate"))
    if found.first_day and found.last_day and found.last_day < found.first_day:
        raise InvoiceError("cac:InvoicePeriod", "it ends before it begins", "days in order")
    return found if found.first_day or found.last_day else None
