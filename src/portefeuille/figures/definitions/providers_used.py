"""How many registrations were used, and how many approved projects they had together."""

from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.values import Column, Figure


def _counts(asked: Asked) -> Table:
    approved = asked.approved.filter(asked.approved.registration.notnull())
    return approved.agg(registrations=approved.registration.nunique(), approved=approved.count())


def _contributors(asked: Asked) -> Table:
    approved = asked.approved.filter(asked.approved.registration.notnull())
    return approved.agg(contributors=approved.enterprise_id.nunique())


FIGURE: Final = Figure(
    "providers-used",
    {"nl": "Gebruikte registratienummers", "en": "Registration numbers used"},
    {
        "nl": "Registratienummers waaronder minstens één aanvraag van de periode is goedgekeurd,"
        " en die aanvragen samen, volgens de beslissing zoals bekend op de peildag.",
        "en": "Registration numbers under which at least one application of the period was"
        " approved, and those applications together, by the decision as known on the as-of day.",
    },
    (
        Column("registrations", {"nl": "Registratienummers", "en": "Registrations"}, "count"),
        Column("approved", {"nl": "Goedgekeurde projecten", "en": "Approved projects"}, "count"),
    ),
    _counts,
    contributors=_contributors,
)
