"""The bank of the year: the simulator, with what it booked counted for each payout.

It is down now and then, and never books on a day of which it has given the statement already.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from portefeuille.adapters.bank.simulator import Bank, Booking, Refused
from portefeuille.adapters.bank.simulator.orders import read_orders
from portefeuille.core.money import Cents

_PAYOUT: Final = re.compile("P([0-9]+)-")


class Down(Exception):
    """The bank does not answer."""


class YearsBank(Bank):
    """The bank with one account of ours, `ours`; `told` is the last day it gave a statement of.

    `refused` are payouts that it will not pay and nobody wrote down yet. `left` is how often each
    payout was paid, less how often it came back; `moved` the payouts of which that changed since
    somebody looked last.
    """

    def __init__(self, ours: str, opening: Cents, before: date) -> None:
        super().__init__()
        self.ours, self.opening, self.told = ours, opening, before
        self.down = False
        self.refused: list[int] = []
        self._rejected: set[bytes] = set()
        self._days: set[date] = set()
        self.left: Counter[int] = Counter()
        self.moved: set[int] = set()
        self.open(ours, "Verzonnen Beheerder nv", opening)

    def book(self, iban: str, booking: Booking) -> Booking:
        """As the simulator, but on the next day where the day asked for was told already."""
        if booking.booked_on <= self.told:
            booking = replace(booking, booked_on=self.told + timedelta(days=1))
        for one in booking.details:
            if one.return_reason:
                self._count(one.end_to_end_id, -1)
        self._days.add(booking.booked_on)
        return super().book(iban, booking)

    def receive(self, content: bytes) -> int:
        """As the simulator; Down while it is."""
        if self.down:
            raise Down
        if content in self._rejected:
            raise Refused("MsgId", "came before", "a new message")
        done = super().receive(content)
        for order in read_orders(content):
            for one in order.transfers:
                self._count(one.end_to_end_id, 1)
        return done

    def reject(self, content: bytes) -> None:
        """Refuse all of a message for good, and book nothing of it; `refused` gets its payouts.

        One that was taken before stays so: Refused.
        """
        orders = read_orders(content)
        if self.down:
            raise Down
        if content in self._rejected or any(one.message_id in self._seen for one in orders):
            raise Refused("MsgId", "came before", "a new message")
        self._rejected.add(content)
        for order in orders:
            for one in order.transfers:
                self.refused.append(int(one.end_to_end_id.partition("-")[0][1:]))

    def pay_again(self, payout_id: int, booking: Booking) -> None:
        """A debit too much, as of a bank that pays twice."""
        self.book(self.ours, booking)
        self.left[payout_id] += 1
        self.moved.add(payout_id)

    def tell(self, day: date, version: str) -> list[bytes]:
        """Files with the statements of all days up to this one that were not told yet; Down while
        it is. Of days on which nothing was booked it says nothing, but of the last one."""
        if self.down:
            raise Down
        days = sorted({day, *(one for one in self._days if self.told < one <= day)})
        files, first = [], days[0]
        for one, after in zip(days, [*days[1:], None], strict=True):
            if after != one + timedelta(days=1):
                files.append(self.statement(one, version, since=first))
                first = after or day
        self.told = day
        return files

    def held(self) -> Cents:
        """What it says it holds at the end of the last day it told of, less the opening."""
        return self.balance(self.ours, self.told) - self.opening

    def _count(self, end_to_end_id: str, change: int) -> None:
        if (found := _PAYOUT.match(end_to_end_id)) is not None:
            self.left[int(found[1])] += change
            self.moved.add(int(found[1]))
