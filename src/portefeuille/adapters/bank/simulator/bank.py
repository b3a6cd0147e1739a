"""The bank itself: accounts, what is booked in them, and its answers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.references import as_iban
from portefeuille.adapters.bank.simulator.book import Batch, Booking, Detail, Told
from portefeuille.adapters.bank.simulator.camt import write_statements
from portefeuille.adapters.bank.simulator.orders import Order, read_orders
from portefeuille.adapters.bank.simulator.troubles import Batching, References, Troubles
from portefeuille.core.money import Cents
from portefeuille.core.periods import BRUSSELS

TOLD_AT: Final = time(20, 0)
"""When statements are made, in Brussels."""


class Refused(BankFileError):
    """A message that the bank does not carry out: nothing of it is booked."""


@dataclass(slots=True)
class _Account:
    iban: str
    owner: str
    balance: Cents
    book: list[Booking] = field(default_factory=list)


class Bank:
    """A bank with accounts and a book. It lets an account go below zero.

    It counts its references on from `references`, of at most eight digits: two banks that stand
    for one must begin apart, or they give two bookings the same.
    """

    def __init__(self, troubles: Troubles | None = None, references: int = 0) -> None:
        self.troubles = troubles or Troubles()
        self._accounts: dict[str, _Account] = {}
        self._seen: set[str] = set()
        self._references = references

    def open(self, iban: str, owner: str, balance: Cents = 0) -> None:
        """An account; ValueError where its IBAN is none, or has one already."""
        account = as_iban(iban)
        if account is None or account in self._accounts:
            raise ValueError(f"{iban!r} is no IBAN, or has an account already")
        self._accounts[account] = _Account(account, owner, balance)

    def deposit(
        self,
        iban: str,
        amount: Cents,
        day: date,
        *,
        name: str = "",
        sender: str = "",
        structured: str | None = None,
        text: str = "",
    ) -> Booking:
        """Money in, as somebody sends it; `sender` is an IBAN, or "" where the bank is silent."""
        detail = Detail(
            amount=amount,
            credit=True,
            name=name,
            iban=sender,
            structured=structured,
            text=text,
        )
        return self.book(iban, Booking(amount, True, day, details=(detail,)))

    def book(self, iban: str, booking: Booking) -> Booking:
        """Any booking, with the reference that the bank gives it unless it has one."""
        if not booking.reference:
            booking = replace(booking, reference=self._reference(booking.booked_on))
        self._accounts[iban].book.append(booking)
        return booking

    def receive(self, content: bytes) -> int:
        """Carry out a pain.001.001.09; the number of its transfers.

        Refused for a MsgId that came before and for an account that is not here, BankFileError
        for a message that is not valid. Nothing is booked then.
        """
        orders = read_orders(content)
        for order in orders:
            if order.message_id in self._seen:
                raise Refused("MsgId", f"{order.message_id!r} came before", "a new message")
            if order.iban not in self._accounts:
                raise Refused("DbtrAcct", f"{order.iban} is not here", "an account of this bank")
        for order in orders:
            self._seen.add(order.message_id)
            for booking in self._bookings(order):
                self.book(order.iban, booking)
        return sum(len(order.transfers) for order in orders)

    def balance(self, iban: str, day: date) -> Cents:
        """What the account holds at the end of a day."""
        account = self._accounts[iban]
        return account.balance + sum(one.moved for one in account.book if one.booked_on <= day)

    def last_day(self) -> date | None:
        """The last day on which something is booked; None in an empty book."""
        days = [one.booked_on for account in self._accounts.values() for one in account.book]
        return max(days, default=None)

    def statement(self, day: date, version: str = "08", *, since: date | None = None) -> bytes:
        """A camt.053 of every account on a day, or on each day since another. "02" or "08"."""
        return self._written(day, version, since or day, copy="")

    def duplicate(self, day: date, version: str = "08", *, since: date | None = None) -> bytes:
        """The same bookings again, marked as a duplicate, in a message of its own."""
        return self._written(day, version, since or day, copy="DUPL")

    def _written(self, day: date, version: str, since: date, *, copy: str) -> bytes:
        days = [since + timedelta(days=n) for n in range((day - since).days + 1)]
        told = [
            self._told(account, one, copy) for account in self._accounts.values() for one in days
        ]
        made_at = datetime.combine(day, TOLD_AT, BRUSSELS)
        return write_statements(f"STMT{copy}-{day:%Y%m%d}", made_at, told, version)

    def _told(self, account: _Account, day: date, copy: str) -> Told:
        before = day - timedelta(days=1)
        return Told(
            identifier=f"{account.iban[-12:]}-{day:%Y%m%d}",
            number=day.timetuple().tm_yday,  # banks begin anew in a year
            iban=account.iban,
            owner=account.owner,
            opened_on=before,
            closed_on=day,
            opening=self.balance(account.iban, before),
            bookings=tuple(one for one in account.book if one.booked_on == day),
            copy=copy,
        )

    def _bookings(self, order: Order) -> Iterator[Booking]:
        """What a payment becomes: debits, and a credit for each transfer that comes back."""
        days: defaultdict[date, list[Detail]] = defaultdict(list)
        for one in order.transfers:
            late = self.troubles.days_late(one.iban, one.end_to_end_id)
            days[order.execution_on + timedelta(days=late)].append(one)
        for day, transfers in sorted(days.items()):
            yield from self._debits(order, day, transfers)
            for one in transfers:
                reason = self.troubles.reason(one.iban, one.end_to_end_id)
                if reason:
                    back = replace(one, credit=True, return_reason=reason)
                    returned_on = day + timedelta(days=self.troubles.returned_after)
                    yield Booking(one.amount or 0, True, returned_on, details=(back,))

    def _debits(self, order: Order, day: date, transfers: list[Detail]) -> Iterator[Booking]:
        if self.troubles.batching is Batching.EACH:
            for one in transfers:
                yield Booking(one.amount or 0, False, day, details=(one,))
            return
        total = sum(one.amount or 0 for one in transfers)
        told = tuple(transfers) if self.troubles.batching is Batching.DETAILED else ()
        batch = Batch(order.payment_id, len(transfers), total)
        yield Booking(total, False, day, details=told, batch=batch)

    def _reference(self, day: date) -> str:
        if self.troubles.references is References.NONE:
            return ""
        if self.troubles.references is References.SHARED:
            return f"{day:%Y%m%d}"
        self._references += 1
        return f"{day:%Y%m%d}{self._references:08d}"
