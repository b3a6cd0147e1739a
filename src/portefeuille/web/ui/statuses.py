"""The status of a dossier in words: its tag, the one sentence that says what now, what happened.

The labels are ours: the official ones were not found. A tag is text first, its colour second.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Status:
    """How one status reads: `now` says what comes next and who does it."""

    label: str | Promise
    colour: str
    now: str | Promise


STATUSES: Final[Mapping[str, Status]] = {
    "awaiting_deposit": Status(
        _("Awaiting deposit"), "yellow", _("Deposit your own share with the financial manager.")
    ),
    "deposited": Status(_("Deposited"), "turquoise", _("Order payment of your provider.")),
    "payment_ordered": Status(
        _("Payment in progress"), "light-blue", _("The financial manager pays your provider.")
    ),
    "partly_paid": Status(_("Partly paid"), "turquoise", _("Order payment of the balance.")),
    "paid": Status(_("Paid"), "green", _("Keep your proof for ten years after the start.")),
    "lapsed": Status(_("Lapsed"), "grey", _("A time limit has passed. Nothing more can be done.")),
    "stopped": Status(_("Stopped"), "grey", _("You stopped this application.")),
    "refused": Status(_("Refused"), "red", _("Read why it was refused.")),
    "inadmissible": Status(_("Inadmissible"), "red", _("Read why it is inadmissible.")),
    "on_record": Status(
        _("Approved (history)"),
        "grey",
        _("Approved before this system; what followed is not known here."),
    ),
}

HAPPENED: Final[Mapping[str, str | Promise]] = {
    "approve": _("Application submitted and approved"),
    "refuse": _("Application submitted and refused"),
    "declare_inadmissible": _("Application submitted and inadmissible"),
    "record": _("Decision taken before this system"),
    "check": _("Checked by the provider: in order"),
    "provider_refuse": _("Refused by the provider"),
    "deposit": _("Own share received, subsidy added"),
    "return_deposit": _("Deposit was not right: it goes back"),
    "order": _("Payment ordered"),
    "send": _("Given to the bank"),
    "bounce": _("Came back from the bank"),
    "pay": _("Paid to the provider"),
    "stop": _("Stopped"),
    "lapse": _("Lapsed: a time limit passed"),
    "revise": _("Decision revised"),
}
"""What happened, by the verb of the journal."""

REFUSALS: Final[Mapping[str, str | Promise]] = {
    "enterprise-not-allowed": _("The enterprise may not use the kmo-portefeuille"),
    "related-party": _("The enterprise is related to us"),
    "service-not-eligible": _("The service does not qualify"),
    "wrong-provider": _("Wrong provider: no enrolment or agreement with us"),
}
"""Why a provider refuses, in the codes of `applications.services`."""

RETURNS: Final[Mapping[str, str | Promise]] = {
    "unknown-reference": _("The structured communication belongs to no application"),
    "wrong-amount": _("The amount is not the amount that was asked"),
    "too-late": _("The deposit came after the last day"),
    "not-expected": _("No deposit is expected for this application"),
}
"""Why a deposit goes back."""
