"""Money that goes out, in words: what it is for, how far it came, why it came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portefeuille.adapters.bank import reason_in_words
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_day
from portefeuille.payments.outgoing import trips
from portefeuille.payments.outgoing.trips import Course, Trip
from portefeuille.payments.transitions import SETTLED
from portefeuille.web.ui.language import language_of_page

Words = str | Promise

KINDS: Final[Mapping[str, Words]] = {
    "order": _("Invoice"),
    "refund": _("Own share back"),
    "return": _("Deposit sent back"),
    "transfer": _("To the government"),
}
"""What a payout is for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a payment came: its tag, when, and why where it came back."""

    label: Words
    colour: str
    when: str = ""
    why: str = ""


WAITS: Final = Standing(_("Waits to be paid"), "grey")
SET_OFF: Final = Standing(_("Set off"), "grey")


def standing(course: Course) -> Standing:
    """How far a payout came, as whoever waits for it reads it."""
    if course.status == SETTLED:
        return SET_OFF
    last = course.last
    return WAITS if last is None or last.status == trips.IN_RUN else standing_in_run(last)


def standing_in_run(trip: Trip) -> Standing:
    """How far it came in one run, as the finance officer reads it."""
    day = show_day(legal_day(trip.at), language_of_page())
    match trip.status:
        case trips.IN_RUN:
            return Standing(_("In this run"), "light-blue")
        case trips.AT_BANK:
            return Standing(_("At the bank"), "light-blue", gettext("since %(day)s") % {"day": day})
        case trips.BOOKED:
            booked = show_day(trip.booked_on or legal_day(trip.at), language_of_page())
            return Standing(_("Paid"), "green", gettext("on %(day)s") % {"day": booked})
        case trips.BACK:
            why = why_back(trip)
            return Standing(_("Came back"), "red", gettext("on %(day)s") % {"day": day}, why)
        case _:
            return Standing(_("Taken out"), "grey", gettext("on %(day)s") % {"day": day})


def why_back(trip: Trip) -> str:
    """Why the bank sent it back, with what was said beside it."""
    words = reason_in_words(trip.reason or "MS03", language_of_page())
    return f"{words}. {trip.words}" if trip.words else words
