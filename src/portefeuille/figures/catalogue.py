"""The figures there are, each with its definition in the words of who will quote it."""

from typing import Final

from portefeuille.core.law import Text
from portefeuille.figures.values import Column, Figure

SOURCE: Final[Text] = {
    "nl": "aanvragen en beslissingen zoals opgeslagen in deze toepassing",
    "en": "applications and decisions as stored in this application",
}

THEME: Final = Column("theme", {"nl": "Thema", "en": "Theme"}, words="theme")
SERVICE: Final = Column("service", {"nl": "Dienst", "en": "Service"}, words="service")
SIZE: Final = Column("size", {"nl": "Grootte", "en": "Size"}, words="size")
OUTCOME: Final = Column("outcome", {"nl": "Uitkomst", "en": "Outcome"}, words="outcome")
MONTH: Final = Column("month", {"nl": "Maand van indiening", "en": "Month"}, words="month")
APPROVED: Final = Column(
    "approved", {"nl": "Aantal projecten", "en": "Projects"}, "count", adds_up=True
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

SELF_CHOSEN: Final[Text] = {
    "nl": "De aanvrager kiest het thema zelf; niemand controleert die keuze.",
    "en": "The applicant chooses the theme; nobody checks that choice.",
}
EARLIER: Final[Text] = {
    "nl": "Aanvragen die onder vroeger recht zijn beslist, tellen mee; is van één aanvraag de"
    " subsidie niet bekend, dan is de som onbekend.",
    "en": "Applications decided under earlier law are counted; where the subsidy of one of them"
    " is not known, the sum is unknown.",
}

_APPROVED_NL: Final = (
    "Aanvragen die volgens de beslissing zoals bekend op de peildag zijn goedgekeurd, naar de dag"
    " waarop zij zijn ingediend"
)
_APPROVED_EN: Final = (
    "Applications that were approved by the decision as known on the as-of day, by the day on"
    " which they were submitted"
)

_FIGURES: Final = (
    Figure(
        "grants-by-theme",
        {"nl": "Goedgekeurde projecten per thema", "en": "Approved projects by theme"},
        {"nl": f"{_APPROVED_NL}, per thema.", "en": f"{_APPROVED_EN}, by theme."},
        (THEME, APPROVED, GRANT),
        (SELF_CHOSEN,),
    ),
    Figure(
        "grants-by-service-and-theme",
        {
            "nl": "Goedgekeurde projecten per thema en dienst",
            "en": "Approved projects by theme and service",
        },
        {
            "nl": f"{_APPROVED_NL}, per thema en dienst; het gemiddelde is per project, afgerond"
            " op de cent.",
            "en": f"{_APPROVED_EN}, by theme and service; the average is that of a project,"
            " rounded to the cent.",
        },
        (THEME, SERVICE, APPROVED, GRANT, AVERAGE),
        (SELF_CHOSEN,),
    ),
    Figure(
        "grants-by-month",
        {
            "nl": "Goedgekeurde projecten per maand van indiening",
            "en": "Approved projects by month of submission",
        },
        {
            "nl": f"{_APPROVED_NL}, per maand en dienst; maanden zonder goedgekeurd project"
            " ontbreken.",
            "en": f"{_APPROVED_EN}, by month and service; months without an approved project are"
            " left out.",
        },
        (MONTH, SERVICE, APPROVED, GRANT),
    ),
    Figure(
        "grants-by-service",
        {"nl": "Goedgekeurde projecten per dienst", "en": "Approved projects by service"},
        {"nl": f"{_APPROVED_NL}, per dienst.", "en": f"{_APPROVED_EN}, by service."},
        (SERVICE, APPROVED, GRANT),
        (EARLIER,),
    ),
    Figure(
        "applications-by-outcome",
        {"nl": "Ingediende aanvragen per uitkomst", "en": "Applications submitted by outcome"},
        {
            "nl": "Alle ingediende aanvragen waarvan op de peildag een beslissing bekend was, naar"
            " de uitkomst van die beslissing: niet-ontvankelijk waar een vormvereiste niet is"
            " vervuld, geweigerd waar de inhoud niet in aanmerking komt.",
            "en": "All applications of which a decision was known on the as-of day, by the outcome"
            " of that decision: inadmissible where a formal condition fails, refused where the"
            " content is not supported.",
        },
        (
            OUTCOME,
            Column(
                "applications",
                {"nl": "Aantal aanvragen", "en": "Applications"},
                "count",
                adds_up=True,
            ),
            GRANT,
        ),
        (EARLIER,),
    ),
    Figure(
        "approved-against-year-before",
        {
            "nl": "Goedgekeurde projecten tegenover dezelfde periode een jaar eerder",
            "en": "Approved projects against the same period a year before",
        },
        {
            "nl": f"{_APPROVED_NL}, per dienst; daarnaast dezelfde dagen van een jaar eerder.",
            "en": f"{_APPROVED_EN}, by service; beside them the same days of a year before.",
        },
        (
            SERVICE,
            APPROVED,
            Column(
                "approved_year_before",
                {"nl": "Een jaar eerder", "en": "A year before"},
                "count",
                adds_up=True,
            ),
            Column("more", {"nl": "Méér", "en": "More"}, "count", adds_up=True),
        ),
        (EARLIER,),
    ),
    Figure(
        "enterprises-by-size",
        {
            "nl": "Ondernemingen met een goedgekeurde aanvraag, per grootte",
            "en": "Enterprises with an approved application, by size",
        },
        {
            "nl": "Ondernemingen met minstens één aanvraag van de periode die op de peildag was"
            " goedgekeurd, elk één keer geteld, met de grootte en het plafond van hun laatste"
            " goedgekeurde aanvraag; het gemiddelde is per onderneming, over opleiding en advies"
            " samen.",
            "en": "Enterprises with at least one application of the period approved on the as-of"
            " day, each counted once, with the size and ceiling of their last approved"
            " application; the average is that of an enterprise, training and advice together.",
        },
        (
            SIZE,
            CEILING,
            Column(
                "enterprises", {"nl": "Ondernemingen", "en": "Enterprises"}, "count", adds_up=True
            ),
            GRANT,
            AVERAGE,
            Column("share_points", {"nl": "Deel van het plafond", "en": "Of ceiling"}, "share"),
        ),
    ),
)

_BY_NAME: Final = {figure.name: figure for figure in _FIGURES}


def names() -> tuple[str, ...]:
    """The names of all figures."""
    return tuple(_BY_NAME)


def figure(name: str) -> Figure:
    """The figure of a name; KeyError where there is none."""
    return _BY_NAME[name]
