"""What stands in the book of a bank, and what a statement tells of it."""

from dataclasses import dataclass
from datetime import date

from portefeuille.core.money import Cents


@dataclass(frozen=True, slots=True)
class Detail:
    """A transaction in a booking. `name` and `iban` are of the other side; "" is untold.

    `amount` None leaves it untold, and `credit` None leaves the direction to the booking.
    """

    amount: Cents | None = None
    credit: bool | None = None
    name: str = ""
    iban: str = ""
    structured: str | None = None
    text: str = ""
    end_to_end_id: str = ""
    payment_id: str = ""
    return_reason: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a bank says of transactions that it booked as one."""

    payment_id: str
    count: int
    amount: Cents


@dataclass(frozen=True, slots=True)
class Booking:
    """An entry in the book of an account. `reference` is the bank's own, "" for none."""

    amount: Cents
    credit: bool
    booked_on: date
    reference: str = ""
    details: tuple[Detail, ...] = ()
    batch: Batch | None = None
    reversal: bool = False
    status: str = "BOOK"

    @property
    def moved(self) -> Cents:
        """What it does to the balance; nothing while it is not booked."""
        if self.status != "BOOK":
            return 0
        return self.amount if self.credit else -self.amount


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as the bank tells it. `copy` is CODU, COPY or DUPL where it is one."""

    identifier: str
    number: int
    iban: str
    owner: str
    opened_on: date
    closed_on: date
    opening: Cents
    bookings: tuple[Booking, ...]
    copy: str = ""

    @property
    def closing(self) -> Cents:
        """The opening balance and all that was booked."""
        return self.opening + sum(booking.moved for booking in self.bookings)
