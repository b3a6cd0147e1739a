"""What the bank booked, in words: where a line stands, why it waits, what points to a dossier."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.payments.queries import Booking
from portefeuille.web.ui.statuses import RETURNS

Words = str | Promise


class Tag(NamedTuple):
    """How a status reads, and its colour."""

    label: Words
    colour: str


LINES: Final[Mapping[str, Tag]] = {
    "received": Tag(_("To be looked at"), "grey"),
    "queued": Tag(_("Waits for you"), "yellow"),
    "matched": Tag(_("Placed"), "green"),
    "sent_back": Tag(_("Goes back"), "red"),
    "explained": Tag(_("Of government"), "blue"),
}
"""Where a line of the bank stands, by its status in the journal."""

WAITS: Final[Mapping[str, Words]] = {
    **RETURNS,
    "unknown-reference": _("No communication in it belongs to an application"),
    "several-references": _("It names several applications"),
    "unknown-payment": _("It names no payment of ours"),
    "other-amount": _("The amount is not that of the payment it names"),
    "not-on-its-way": _("The payment it names was not on its way"),
    "not-booked-yet": _("It came back before its payment was booked"),
    "dossier-ended": _("It came back, and its dossier has ended since"),
    "recovery-closed": _("The recovery it names has nothing open any more"),
}
"""Why a line waits for a finance officer."""

POINTS: Final[Mapping[str, Words]] = {
    "near-reference": _("the communication differs in one digit, or two changed places"),
    "subsidy-number": _("the text names its subsidy number"),
    "enterprise-number": _("the text names the enterprise number"),
    "known-account": _("it deposited from this account before"),
    "name": _("the name is that of the enterprise"),
}
"""What of a line points to a dossier."""


def structured(reference: str) -> str:
    """A structured communication as people write it; a creditor reference stays as it is."""
    if len(reference) != 12 or not reference.isdigit():
        return reference
    return f"+++{reference[:3]}/{reference[3:7]}/{reference[7:]}+++"


class Shown(NamedTuple):
    """A line as a list shows it: where it stands, why, and what was written beside it."""

    line: Booking
    tag: Tag
    why: Words
    said: str

    @classmethod
    def of(cls, line: Booking) -> "Shown":
        """A line in words."""
        said = " ".join(part for part in (structured(line.structured), line.text) if part)
        return cls(line, LINES[line.status], WAITS.get(line.why, ""), said)
