"""The note of a payment, as PDF: what the provider was paid, for what, and from what money."""

from portefeuille.applications.dossiers import Dossier
from portefeuille.core.law import Language
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_day, show_euro
from portefeuille.messages.letter import set_pdf, words_of
from portefeuille.payments.models import Order
from portefeuille.wallet.queries import movements_of


def payment_note(dossier: Dossier, order: Order, language: Language) -> bytes:
    """The note of an order that was paid, for both who paid and who was paid."""
    words = words_of(language)
    paid_by = order.paid_by
    assert paid_by is not None, "a note is of what was paid"
    amount = show_euro(order.amount_cents)
    about = {
        "reference": dossier.reference,
        "enterprise": dossier.enterprise_name,
        "enterprise_number": format_enterprise_number(dossier.number),
        "provider": dossier.provider_name or "",
        "service_title": dossier.title or "",
        "invoice": order.invoice_number,
        "invoice_date": show_day(order.invoice_date, language),
        "paid_on": show_day(legal_day(paid_by.known_at), language),
    }
    moved = [
        one for one in movements_of(dossier.application_id) if one.event_id == order.sent_by_id
    ]
    parts = {
        account: show_euro(-sum(one.amount for one in moved if one.account == account))
        for account in ("own", "subsidy")
    }
    said = {
        "language": language,
        "words": words,
        "title": f"{words['payment']} {dossier.reference}",
        "reference": dossier.reference,
        "verdict": f"{words['paid']} {amount}",
        "about": [[words[name], value] for name, value in about.items() if value],
        "amounts": [
            [words["paid"], amount],
            [words["own_share"], parts["own"]],
            [words["subsidy"], parts["subsidy"]],
        ],
        **{name: [] for name in ("changed", "days", "failing", "unjudged", "holding")},
        **dict.fromkeys(("replaces", "motive", "law"), ""),
    }
    return set_pdf(said, paid_by.known_at)
