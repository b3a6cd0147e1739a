"""SV 370 (2020): HRM and diversity in 2019, by theme and service.

The document prints whole euros and calls the themes HRM and DIVERSITEIT; the list of 2019 calls
them HR and Diversiteitsbeleid. Totals and averages are each rounded once, from the cents.

Source: Vlaams Parlement, schriftelijke vraag nr. 370 van 13 februari 2020, with its answer.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from portefeuille.figures.answers.question import Question
from portefeuille.figures.catalogue import figure
from portefeuille.figures.queries import Position
from portefeuille.figures.rounding import average_in_euros, whole_euros
from portefeuille.figures.tables import NotAvailable, Row, Table, sum_of
from portefeuille.figures.values import Cell, Column, Facts, Kind, calendar_year

YEAR: Final = calendar_year(2019)
THEMES: Final = {"hr": "HRM", "diversiteitsbeleid": "DIVERSITEIT"}

_SERVICES: Final = (("advice",), ("training",), ("advice", "training"))
_DEFINITION: Final = figure("grants-by-service-and-theme").definition
_NOTE: Final = "HRM is in de lijst van 2019 het thema HR; DIVERSITEIT het thema Diversiteitsbeleid."

_ByGroup = Mapping[tuple[str, str], Facts]
_Value = Callable[[_ByGroup, str, tuple[str, ...]], Cell]


def _tables(at: Position) -> tuple[Table, ...]:
    facts = at.ask("grants-by-service-and-theme", YEAR)
    groups = {(each["theme"], each["service"]): each for each in facts}
    return (
        _matrix("Goedgekeurde projecten 2019", "projects", "count", groups, _projects),
        _matrix("Totaal toegekende steun 2019", "subsidy", "euros", groups, _subsidy),
        _matrix("Gemiddelde steun per project 2019", "average", "euros", groups, _average),
        _as_asked(groups),
    )


def _matrix(title: str, name: str, kind: Kind, groups: _ByGroup, value: _Value) -> Table:
    """A table of the answer: themes down, services and their sum across."""
    heads = (("advice", "Advies"), ("training", "Opleiding"), ("total", "Eindtotaal"))
    columns = (
        Column("theme", {"nl": "Thema", "en": "Theme"}),
        *(Column(f"{head}_{name}", {"nl": nl, "en": head}, kind) for head, nl in heads),
    )
    rows = tuple(
        Row((shown, *(value(groups, theme, services) for services in _SERVICES)))
        for theme, shown in THEMES.items()
    )
    return Table(
        title=title,
        question="vraag 2 b",
        columns=columns,
        rows=rows,
        definition=_DEFINITION,
        notes=(_NOTE,),
        rests_on=("advice-on-the-euro",) if kind == "euros" else (),
    )


def _as_asked(groups: _ByGroup) -> Table:
    """The same numbers in the structure the question asked for."""
    columns = (
        Column("service_and_theme", {"nl": "Opleiding of advies", "en": "Training or advice"}),
        Column("projects", {"nl": "Aantal aanvragen", "en": "Applications"}, "count"),
        Column("subsidy", {"nl": "Totale steun", "en": "Total subsidy"}, "euros"),
        Column(
            "average",
            {"nl": "Gemiddelde steun per aanvraag", "en": "Average subsidy"},
            "euros",
        ),
    )
    rows = tuple(
        Row(
            (
                f"{shown_service} {shown}",
                _projects(groups, theme, (service,)),
                _subsidy(groups, theme, (service,)),
                _average(groups, theme, (service,)),
            )
        )
        for service, shown_service in (("training", "Opleiding"), ("advice", "Advies"))
        for theme, shown in THEMES.items()
    )
    return Table(
        title="2019, in de gevraagde structuur",
        question="vraag 2 b",
        columns=columns,
        rows=rows,
        definition=_DEFINITION,
        notes=(_NOTE,),
        rests_on=("advice-on-the-euro",),
    )


def _projects(groups: _ByGroup, theme: str, services: tuple[str, ...]) -> int:
    return sum(each["approved"] for each in _of(groups, theme, services))


def _subsidy(groups: _ByGroup, theme: str, services: tuple[str, ...]) -> Cell:
    return whole_euros(sum_of(each["grant_cents"] for each in _of(groups, theme, services)))


def _average(groups: _ByGroup, theme: str, services: tuple[str, ...]) -> Cell:
    total = sum_of(each["grant_cents"] for each in _of(groups, theme, services))
    return average_in_euros(total, _projects(groups, theme, services))


def _of(groups: _ByGroup, theme: str, services: tuple[str, ...]) -> Iterator[Facts]:
    return (groups[theme, service] for service in services if (theme, service) in groups)


QUESTION: Final = Question(
    name="sv-370-2020",
    title="Kmo-portefeuille - Competentiegericht HR-beleid - Focus op Talent",
    document="Schriftelijke vraag nr. 370 van 13 februari 2020 van Caroline Gennez aan Hilde"
    " Crevits, viceminister-president van de Vlaamse Regering, Vlaams minister van Economie,"
    " Innovatie, Werk, Sociale Economie en Landbouw",
    text="Kan de minister een overzicht geven van de goedgekeurde aanvragen opgedeeld per jaar van"
    " 2016 tot en met 2019 en per dienst of opleiding? Kan ze hierbij ook de totale gegeven steun"
    " per dienst of opleiding en de gemiddelde hoeveelheid steun per aanvraag weergeven?",
    cut_off=date(2020, 2, 14),
    scopes=(YEAR,),
    tables=_tables,
    not_available=(
        NotAvailable(
            "1 a) Hoe wordt het effect van het gebruik van de kmo-portefeuille om een"
            " competentiegericht personeelsbeleid te ontwikkelen gemeten? Parameters en conceptueel"
            " kader?",
            "Het effect wordt niet gemeten: de ondernemer wijst elke aanvraag zelf toe aan een"
            " thema of vakgebied, en verdere monitoring is niet voorzien. Een bijkomende specifieke"
            " evaluatie in de context van Focus op Talent is niet voorzien of gemaakt.",
        ),
        NotAvailable(
            "1 b) Als het gemeten wordt, wat zijn de resultaten van deze meting?",
            "Het wordt niet gemeten: zie 1 a.",
        ),
        NotAvailable(
            "2 a) Een overzicht van de diensten en opleidingen die vallen onder Focus op Talent?",
            "Er bestaat geen afgebakende lijst van opleidingen of diensten: in principe komt alles"
            " in aanmerking dat nuttig is voor het functioneren van de onderneming, als een"
            " geregistreerde dienstverlener het aanbiedt.",
            "De thema's HRM en DIVERSITEIT.",
        ),
        NotAvailable(
            "2 b) De jaren 2016 tot en met 2018",
            "Voor die jaren verwijst het antwoord naar schriftelijke vraag 303 van Yasmine"
            " Kherbache; de cijfers zelf staan niet in deze documenten, en de aanvragen van die"
            " jaren zijn hier niet volledig opgeslagen.",
            "HRM in 2016, en diversiteit van 25 mei tot en met 31 augustus 2017: antwoord"
            " sv-749-2017.",
        ),
    ),
)
