"""SV 749 (2017): support for diversity actions, 25 May to 1 September 2017, and HRM of 2016.

The document writes "25/05/2017 - 01/09/2017" and "01/01/2016 - 01/01/2017": the last day named
is the first that does not count.

Source: Vlaams Parlement, schriftelijke vraag nr. 749 van 7 augustus 2017, with its answer.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Final

from portefeuille.figures.answers.question import Question
from portefeuille.figures.catalogue import figure
from portefeuille.figures.labels import label, month
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import NotAvailable, Row, Table, sum_of, total_row
from portefeuille.figures.values import Column, Facts, Scope, calendar_year

DIVERSITY: Final = Scope(date(2017, 5, 25), date(2017, 8, 31), theme="diversiteit")
HRM: Final = calendar_year(2016, theme="hrm")

_PERIOD: Final = "25/05/2017 – 01/09/2017"
_LAST_DAY: Final = "De periode loopt tot en met 31 augustus 2017; 1 september telt niet mee."
_PROJECTS: Final = Column(
    "projects", {"nl": "Aantal Projecten", "en": "Projects"}, "count", None, True
)
_SUBSIDY: Final = Column(
    "subsidy", {"nl": "Subsidie (€)", "en": "Subsidy (€)"}, "amount", None, True
)


def _tables(at: Position) -> tuple[Table, ...]:
    return (_submitted(at), _by_service(at), _by_month(at), _hrm(at))


def _submitted(at: Position) -> Table:
    columns = (
        Column("outcome", {"nl": "Steunaanvragen", "en": "Applications"}),
        Column("applications", {"nl": "Aantal", "en": "Number"}, "count", adds_up=True),
        _SUBSIDY,
    )
    words = {
        "approved": "Voor steun goedgekeurd",
        "inadmissible": "Niet ontvankelijk",
        "refused": "Geweigerd om de inhoud",
    }
    rows = tuple(
        Row((words[facts["outcome"]], facts["applications"], facts["grant_cents"]))
        for facts in at.ask("applications-by-outcome", DIVERSITY)
    )
    return Table(
        title=f"Ingediende steunaanvragen diversiteit, {_PERIOD}",
        question="vraag 1, 1 a en 1 b",
        columns=columns,
        rows=rows,
        total=total_row("Ingediend", columns, rows),
        definition=figure("applications-by-outcome").definition,
        notes=(
            _LAST_DAY,
            "Het document geeft het aantal ingediende en goedgekeurde aanvragen; hoe de andere zijn"
            " beslist, staat er niet in.",
        ),
        rests_on=("diversity-failures", "diversity-failure"),
    )


def _by_service(at: Position) -> Table:
    return _services(
        f"Verdeling naar soort dienst, diversiteit, {_PERIOD}",
        "vraag 1 b",
        at.ask("grants-by-service", DIVERSITY),
        notes=(_LAST_DAY,),
        rests_on=(),
    )


def _hrm(at: Position) -> Table:
    return _services(
        "Goedgekeurde steunaanvragen HRM, 01/01/2016 – 01/01/2017",
        "vraag 2 a (het dichtste dat beschikbaar is)",
        at.ask("grants-by-service", HRM),
        notes=(
            "De periode loopt tot en met 31 december 2016. Diversiteit was toen deel van HRM.",
            figure("grants-by-service").caveats[0]["nl"],
        ),
        rests_on=("hrm-first-quarter", "earlier-law"),
    )


def _services(
    title: str,
    question: str,
    facts: tuple[Facts, ...],
    notes: tuple[str, ...],
    rests_on: tuple[str, ...],
) -> Table:
    """Projects and subsidy by service, training first as in the document."""
    columns = (Column("service", {"nl": "Dienst", "en": "Service"}), _PROJECTS, _SUBSIDY)
    rows = tuple(_service_row(each, 0) for each in reversed(facts))
    return Table(
        title=title,
        question=question,
        columns=columns,
        rows=rows,
        total=total_row("Totaal", columns, rows),
        definition=figure("grants-by-service").definition,
        notes=notes,
        rests_on=rests_on,
    )


def _by_month(at: Position) -> Table:
    columns = (
        Column("month_or_service", {"nl": "maand/dienst", "en": "month/service"}),
        _PROJECTS,
        _SUBSIDY,
    )
    facts = at.ask("grants-by-month", DIVERSITY)
    rows = tuple(
        row
        for first, group in groupby(facts, key=lambda each: each["month"])
        for row in _month_rows(first, group)
    )
    return Table(
        title="Verdeling van de goedgekeurde subsidie per maand van indiening, diversiteit,"
        f" {_PERIOD}",
        question="vraag 1 (oplijsting per maand)",
        columns=columns,
        rows=rows,
        total=total_row("Totaal", columns, rows),
        definition=figure("grants-by-month").definition,
        notes=(_LAST_DAY,),
    )


def _month_rows(first: date, facts: Iterable[Facts]) -> list[Row]:
    """The month, and under it its services."""
    services = list(facts)
    whole = Row(
        (
            month(first, "F", "nl"),
            sum_of(each["approved"] for each in services),
            sum_of(each["grant_cents"] for each in services),
        )
    )
    return [whole, *(_service_row(each, 1) for each in services)]


def _service_row(facts: Facts, level: int) -> Row:
    between = (DIVERSITY.first_day, DIVERSITY.last_day)
    name = label("service", facts["service"], between, "nl")
    return Row((name, facts["approved"], facts["grant_cents"]), level)


QUESTION: Final = Question(
    name="sv-749-2017",
    title="Kmo-portefeuille - Ondersteuning diversiteitsacties",
    document="Schriftelijke vraag nr. 749 van 7 augustus 2017 van Yasmine Kherbache aan Philippe"
    " Muyters, Vlaams minister van Werk, Economie, Innovatie en Sport",
    text="Hoeveel subsidies in het kader van diversiteit zijn er sinds mei 2017 aangevraagd?"
    " Hoeveel hiervan waren ontvankelijk en onontvankelijk? Voor welke bedragen werd in 2017 al"
    " aan diversiteitssteun aangevraagd en hoeveel daarvan werd al toegekend? Graag een oplijsting"
    " per maand. Hoeveel van het budget voor diversiteit werd in het jaar 2016 gebruikt?",
    cut_off=date(2017, 9, 1),
    scopes=(DIVERSITY, HRM),
    tables=_tables,
    not_available=(
        NotAvailable(
            "1 b) Voor welke bedragen werd in 2017 al aan diversiteitssteun aangevraagd?",
            "Een aanvraag noemt de kost van een dienst, geen bedrag aan steun: de steun volgt uit"
            " de beslissing.",
            "De toegekende steun, per uitkomst, dienst en maand.",
        ),
        NotAvailable(
            "1 c) Kan de minister een lijst geven voor welke acties de subsidies worden"
            " aangevraagd?",
            "De inhoud van een actie wordt niet als gegeven bijgehouden: de ondernemer wijst zijn"
            " aanvraag zelf toe aan een thema of vakgebied, verdere monitoring is er niet.",
            "Het aantal per dienst en per maand binnen het vakgebied Diversiteit.",
        ),
        NotAvailable(
            "2 a) Hoeveel van het budget voor diversiteit werd in het jaar 2016 gebruikt? Wat werd"
            " met de eventuele overschotten gedaan?",
            "Diversiteit was tot 25 mei 2017 deel van het bredere vakgebied HRM en is daarbinnen"
            " niet te onderscheiden. Budgetten en overschotten staan niet in deze gegevens.",
            "De goedgekeurde steun voor HRM in 2016.",
        ),
        NotAvailable(
            "2 b) Voor welke specifieke diversiteitsacties werden aanvragen ingediend in 2016?",
            "Een inhoudelijke rapportering binnen HRM is niet mogelijk: enkel de kmo zelf kent het"
            " vakgebied toe.",
        ),
        NotAvailable(
            "3. Is de minister tevreden met het aantal aanvragen en de aard van de"
            " diversiteitsacties?",
            "Dat is een oordeel van de minister, geen cijfer.",
        ),
    ),
)
