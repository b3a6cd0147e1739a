"""What an invoice says, as values. Amounts in cents; an absent fact is None or empty."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from portefeuille.core.money import Cents

Kind: TypeAlias = Literal["invoice", "credit_note"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who invoices or is invoiced: a name, and the enterprise number (ten digits) where it has
    one that is Belgian and whose check digits fit."""

    name: str
    number: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """The days an invoice is about (BG-14), both included; an end that is not said is None."""

    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what was delivered (BT-153) and its amount without VAT (BT-131), below zero too."""

    description: str
    amount: Cents


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or a credit note in euro.

    `tax_exclusive` (BT-109) and `payable` (BT-115) stand as in the file: those of a credit note
    are above zero, and an invoice may be below. `payment_reference` (BT-83) is twelve digits
    where it is a structured communication, else as it stands, else None. `iban` is of the payee
    (BT-84), None where the file gives none that can exist.
    """

    kind: Kind
    number: str
    issued_on: date
    currency: str
    supplier: Party
    customer: Party
    tax_exclusive: Cents
    payable: Cents
    payment_reference: str | None
    iban: str | None
    period: Period | None
    lines: tuple[Line, ...]
