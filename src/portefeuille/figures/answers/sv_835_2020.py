"""SV 835 (2020): how many enterprises used the wallet in 2019, how far, and for which themes.

That its table of themes counts training only is not said there; its HR and Diversiteitsbeleid
equal, to the euro, the training column of SV 370.

Source: Vlaams Parlement, schriftelijke vraag nr. 835 van 24 september 2020, with its answer.
"""

from datetime import date
from typing import Final

from portefeuille import law
from portefeuille.core.show import show_day, show_euro
from portefeuille.figures.answers.question import Question
from portefeuille.figures.catalogue import figure
from portefeuille.figures.labels import label
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import NotAvailable, Row, Table, sum_of, total_row
from portefeuille.figures.values import Column, Facts, calendar_year

YEAR: Final = calendar_year(2019)
TRAINING: Final = calendar_year(2019, service="training")

_BETWEEN: Final = (YEAR.first_day, YEAR.last_day)


def _tables(at: Position) -> tuple[Table, ...]:
    by_size = at.ask("enterprises-by-size", YEAR)
    return (_enterprises(by_size), _use(by_size, at), _themes(at))


def _enterprises(by_size: tuple[Facts, ...]) -> Table:
    columns = (
        Column("calendar_year", {"nl": "Kalenderjaar", "en": "Calendar year"}),
        Column("enterprises", {"nl": "Aantal ondernemingen", "en": "Enterprises"}, "count"),
    )
    return Table(
        title="Ondernemingen die in 2019 een beroep hebben gedaan op de kmo-portefeuille",
        question="vraag 1",
        columns=columns,
        rows=(Row(("2019", sum_of(each["enterprises"] for each in by_size))),),
        definition=figure("enterprises-by-size").definition,
        notes=("Beroep gedaan: minstens één goedgekeurde aanvraag, opleiding of advies.",),
    )


def _use(by_size: tuple[Facts, ...], at: Position) -> Table:
    columns = (
        Column("size", {"nl": "Grootte", "en": "Size"}),
        Column("ceiling", {"nl": "Maximaal subsidiebedrag (€)", "en": "Ceiling (€)"}, "amount"),
        Column("average", {"nl": "Gemiddelde subsidie (€)", "en": "Average (€)"}, "amount"),
        Column("share", {"nl": "Opgebruikt", "en": "Used"}, "share"),
    )
    rows = tuple(
        Row(
            (
                label("size", each["size"], _BETWEEN, "nl"),
                each["ceiling_cents"],
                each["average_cents"],
                each["share_points"],
            )
        )
        for each in by_size
    )
    return Table(
        title="Gemiddeld opgebruikt deel van de kmo-portefeuille in 2019, per grootte",
        question="vraag 2",
        columns=columns,
        rows=rows,
        definition=figure("enterprises-by-size").definition,
        notes=_later_ceilings(at),
        rests_on=("medium-enterprises", "other-advice"),
    )


def _later_ceilings(at: Position) -> tuple[str, ...]:
    """The ceilings that came after the year and were in force on the day, from the law."""
    return tuple(
        f"Sinds {show_day(dated.first_day, 'nl')}: {label('size', size, _BETWEEN, 'nl')} hoogstens"
        f" {show_euro(law.load().on(dated.first_day).ceilings[size])}."
        for size in ("small", "medium")
        for dated in law.load().provisions[f"ceiling.{size}"]
        if YEAR.last_day < dated.first_day <= at.day
    )


def _themes(at: Position) -> Table:
    columns = (
        Column("theme", {"nl": "Thema", "en": "Theme"}),
        Column("projects", {"nl": "Aantal projecten", "en": "Projects"}, "count", adds_up=True),
        Column(
            "subsidy", {"nl": "Toegekende subsidie (€)", "en": "Subsidy (€)"}, "amount", None, True
        ),
    )
    rows = tuple(
        Row((label("theme", each["theme"], _BETWEEN, "nl"), each["approved"], each["grant_cents"]))
        for each in at.ask("grants-by-theme", TRAINING)
    )
    return Table(
        title="Aantal steundossiers per thema, 2019",
        question="vraag 4",
        columns=columns,
        rows=rows,
        total=total_row("Eindtotaal", columns, rows),
        definition=figure("grants-by-theme").definition,
        notes=(
            *_top_three(rows),
            "Alleen opleiding: de rijen HR en Diversiteitsbeleid van het document zijn tot op de"
            " euro gelijk aan de kolom opleiding van schriftelijke vraag 370.",
        ),
        rests_on=("table-is-training",),
    )


def _top_three(rows: tuple[Row, ...]) -> tuple[str, ...]:
    if len(rows) < 3:
        return ()
    first, second, third = (str(row.cells[0]) for row in rows[:3])
    return (f"De top drie van de steunaanvragen: {first}, {second} en {third}.",)


QUESTION: Final = Question(
    name="sv-835-2020",
    title="Kmo-portefeuille - Benutting",
    document="Schriftelijke vraag nr. 835 van 24 september 2020 van Kurt Vanryckeghem aan Hilde"
    " Crevits, viceminister-president van de Vlaamse Regering, Vlaams minister van Economie,"
    " Innovatie, Werk, Sociale Economie en Landbouw",
    text="Maakt iedere kmo gebruik van deze portefeuille? Zijn er cijfers over het aantal"
    " ondernemingen die hiervan gebruikmaken? Hoeveel procent van de kmo-portefeuille wordt"
    " gemiddeld gezien opgebruikt per jaar? Wordt de kmo-portefeuille voornamelijk gebruikt voor"
    " sectorspecifieke opleidingen of eerder voor algemene opleidingen? Welke opleidingen worden"
    " het meest aangevraagd via de kmo-portefeuille?",
    cut_off=date(2020, 9, 24),
    scopes=(YEAR,),
    tables=_tables,
    not_available=(
        NotAvailable(
            "1. Maakt iedere kmo gebruik van deze portefeuille?",
            "Hoeveel ondernemingen een aanvraag hadden kunnen doen, is hier niet bekend: het"
            " register van alle ondernemingen met hun grootte is niet geladen.",
            "Het aantal ondernemingen met een goedgekeurde aanvraag in 2019.",
        ),
        NotAvailable(
            "3. Wordt de kmo-portefeuille voornamelijk gebruikt voor sectorspecifieke opleidingen"
            " of eerder voor algemene opleidingen?",
            "Dat wordt niet bijgehouden: een aanvraag voor een opleiding heeft een titel en een"
            " thema uit een keuzelijst, en geen van beide zegt of de opleiding sectorspecifiek is.",
            "De tabel per thema bij vraag 4.",
        ),
    ),
)
