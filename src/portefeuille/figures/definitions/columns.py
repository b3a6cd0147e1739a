"""Columns, words and sums that more than one figure has."""

from typing import Final

import ibis
from ibis.expr.types import IntegerValue, Table

from portefeuille.core.law import Text
from portefeuille.figures.values import Column

THEME: Final = Column("theme", {"nl": "Thema", "en": "Theme"}, words="theme")
SERVICE: Final = Column("service", {"nl": "Dienst", "en": "Service"}, words="service")
SIZE: Final = Column("size", {"nl": "Grootte", "en": "Size"}, words="size")
OUTCOME: Final = Column("outcome", {"nl": "Uitkomst", "en": "Outcome"}, words="outcome")
MONTH: Final = Column("month", {"nl": "Maand van indiening", "en": "Month"}, words="month")
APPROVED: Final = Column(
    "approved", {"nl": "Aantal projecten", "en": "Projects"}, "count", adds_up=True
)
ENTERPRISES: Final = Column(
    "enterprises", {"nl": "Ondernemingen", "en": "Enterprises"}, "count", adds_up=True
)
GRANT: Final = Column(
    "grant_cents",
    {"nl": "Toegekende subsidie (€)", "en": "Subsidy granted (€)"},
    "amount",
    adds_up=True,
)
AVERAGE: Final = Column(
    "average_cents", {"nl": "Gemiddelde subsidie (€)", "en": "Average subsidy (€)"}, "amount"
)
CEILING: Final = Column(
    "ceiling_cents", {"nl": "Maximale subsidie (€)", "en": "Most subsidy (€)"}, "amount"
)
ENTERPRISES_ONCE: Final = Column(
    "enterprises", {"nl": "Ondernemingen", "en": "Enterprises"}, "count"
)
SHARE: Final = Column("share_points", {"nl": "Aandeel", "en": "Share"}, "share")

SELF_CHOSEN: Final[Text] = {
    "nl": "De aanvrager kiest het thema zelf; niemand controleert die keuze.",
    "en": "The applicant chooses the theme; nobody checks that choice.",
}
PLACE: Final[Text] = {
    "nl": "De plaats is die van de vestiging waarvoor de dienst is, anders van de zetel; zij is"
    " onbekend waar het register haar niet zei.",
    "en": "The place is that of the establishment the service is for, else of the seat; it is"
    " unknown where the register did not tell it.",
}
ACTIVITY: Final[Text] = {
    "nl": "De sector is die van de hoofdactiviteit (NACE-BEL) zoals het register ze zei bij de"
    " beslissing.",
    "en": "The sector is that of the main activity (NACE-BEL) as the register told it at the"
    " decision.",
}
AS_GRANTED: Final[Text] = {
    "nl": "Wat werd toegekend, telt: ook waar het project later verviel of werd stopgezet. Een"
    " onderneming kan zo meer dan haar plafond lijken te gebruiken.",
    "en": "What was granted counts, also where the project later lapsed or was stopped. So an"
    " enterprise can seem to use more than its ceiling.",
}
EARLIER: Final[Text] = {
    "nl": "Aanvragen die onder vroeger recht zijn beslist, tellen mee; is van één aanvraag de"
    " subsidie niet bekend, dan is de som onbekend.",
    "en": "Applications decided under earlier law are counted; where the subsidy of one of them"
    " is not known, the sum is unknown.",
}
NOT_FOLLOWED: Final[Text] = {
    "nl": "Van een aanvraag die met haar beslissing alleen is overgenomen, is niet bekend wat"
    " erop volgde: is er zo één bij, dan zijn stortingen en betalingen samen onbekend.",
    "en": "Of an application that was taken over with its decision alone, what followed is not"
    " known: where there is one, deposits and payments together are unknown.",
}

APPROVED_NL: Final = (
    "Aanvragen die volgens de beslissing zoals bekend op de peildag zijn goedgekeurd, naar de dag"
    " waarop zij zijn ingediend"
)
APPROVED_EN: Final = (
    "Applications that were approved by the decision as known on the as-of day, by the day on"
    " which they were submitted"
)


def granted(table: Table) -> IntegerValue:
    """The subsidy of the rows together, in cents; null where that of one of them is not known."""
    grant = table.grant_cents
    return ibis.cases((grant.count() == table.count(), grant.sum().cast("int64")))


def contributors(table: Table, *keys: str) -> Table:
    """How many enterprises each group of rows is about; see `Figure.contributors`."""
    return table.group_by(*keys).agg(contributors=table.enterprise_id.nunique())
