"""What another grant does with the books of one application: pure arithmetic on integer cents.

The books are what stands on the accounts of the ledger, and what government has put in so far,
less what it got or is owed back. A revision says what they become; the movement is the
difference, so that it is right whatever was revised before. Nothing moves where the grant is
the same.

While nothing was brought in, the grant is held. Once the own share is in, what government puts
in is the grant. Less is taken from the subsidy that lies ready, and what has left already is
owed. More first settles what is owed, then lies ready; what then lies ready beyond what is
still to be paid goes back to the enterprise, out of its own share where that is still there.
Room is held for the subsidy that lies ready and spent on the rest. Of an application that has
ended, the subsidy in what its provider was paid is settled, and the room of the year.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money, pro_rata

Standing = Literal["runs", "turned down", "ended, room back", "ended, room lost"]
"""Where an application is after a revision, as far as its money is concerned."""

ENDED: Final = ("ended, room back", "ended, room lost")


@dataclass(frozen=True, slots=True)
class Books:
    """The accounts of one application, in cents; `given` is what government has put in, and of
    what is `owed` so much was `forgiven`: written off."""

    held: Cents = 0
    spent: Cents = 0
    lost: Cents = 0
    own: Cents = 0
    subsidy: Cents = 0
    owed: Cents = 0
    given: Cents = 0
    forgiven: Cents = 0

    @property
    def room(self) -> Cents:
        """The room of the year that it takes."""
        return self.held + self.spent + self.lost


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes; below zero: less. `to_enterprise` is paid out to it now."""

    room: Cents
    held: Cents
    spent: Cents
    lost: Cents
    own: Cents
    subsidy: Cents
    owed: Cents
    given: Cents

    @property
    def to_enterprise(self) -> Cents:
        """What goes to the enterprise: what government gives and does not stay or settle a debt."""
        return self.given + self.owed - self.own - self.subsidy


def books_after(books: Books, money: Money, grant: Cents, standing: Standing) -> Books:
    """The books once the grant is so much; `money` as it was, with the grant of before."""
    if standing == "turned down":
        return Books()
    if grant == money.grant and standing in ENDED:
        return books
    if standing in ENDED:
        return _ended(books, money, grant, standing)
    if not money.deposited:
        return Books(held=grant)
    return _with_own_share(books, money, grant)


def effect_of(before: Books, after: Books) -> Effect:
    """The difference of two states of the books."""
    return Effect(
        room=after.room - before.room,
        held=after.held - before.held,
        spent=after.spent - before.spent,
        lost=after.lost - before.lost,
        own=after.own - before.own,
        subsidy=after.subsidy - before.subsidy,
        owed=after.owed - before.owed,
        given=after.given - before.given,
    )


def _ended(books: Books, money: Money, grant: Cents, standing: Standing) -> Books:
    """The subsidy in what was paid, at this grant; too much is owed, too little is given."""
    given = pro_rata(money.paid, grant, money.cost) if money.paid else 0
    return replace(
        books,
        spent=given,
        lost=grant - given if standing == "ended, room lost" else 0,
        owed=max(0, books.owed - (given - books.given)),
        given=given,
    )


def _with_own_share(books: Books, money: Money, grant: Cents) -> Books:
    """The own share is in: the grant lies ready, but for what was paid out or is owed."""
    more = grant - books.given
    if more >= 0:
        settled = min(more, books.owed)
        subsidy, owed = books.subsidy + more - settled, books.owed - settled
    else:
        taken = min(-more, books.subsidy)
        subsidy, owed = books.subsidy - taken, books.owed - more - taken
    surplus = max(0, books.own + subsidy - (money.cost - money.paid))
    from_own = min(surplus, books.own)
    subsidy -= surplus - from_own
    return Books(
        held=subsidy,
        spent=grant - subsidy,
        own=books.own - from_own,
        subsidy=subsidy,
        owed=owed,
        given=grant,
    )
