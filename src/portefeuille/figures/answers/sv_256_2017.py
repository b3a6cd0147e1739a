"""SV 256 (2017): the files approved since the reform, and why there are no target groups.

Source: Vlaams Parlement, schriftelijke vraag nr. 256 van 20 januari 2017, with its answer.
"""

from datetime import date
from typing import Final

from portefeuille.figures.answers.question import Question
from portefeuille.figures.catalogue import figure
from portefeuille.figures.labels import label
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import NotAvailable, Row, Table, total_row
from portefeuille.figures.values import Column, Scope

NINE_MONTHS: Final = Scope(date(2016, 4, 1), date(2016, 12, 31))
YEAR_BEFORE: Final = Scope(date(2015, 4, 1), date(2015, 12, 31))

_COLUMNS: Final = (
    Column("service", {"nl": "Dossiers voor", "en": "Files for"}),
    Column("approved_2016", {"nl": "2016", "en": "2016"}, "count", adds_up=True),
    Column("approved_2015", {"nl": "2015", "en": "2015"}, "count", adds_up=True),
    Column("more", {"nl": "Méér in 2016", "en": "More in 2016"}, "count", adds_up=True),
)


def _tables(at: Position) -> tuple[Table, ...]:
    between = (NINE_MONTHS.first_day, NINE_MONTHS.last_day)
    rows = tuple(
        Row(
            (
                label("service", facts["service"], between, "nl"),
                facts["approved"],
                facts["approved_year_before"],
                facts["more"],
            )
        )
        for facts in at.ask("approved-against-year-before", NINE_MONTHS)
    )
    table = Table(
        title="Goedgekeurde dossiers van 1 april tot 31 december 2016, tegenover dezelfde periode"
        " in 2015",
        question="de inleiding van de vraag",
        columns=_COLUMNS,
        rows=rows,
        total=total_row("Totaal", _COLUMNS, rows),
        definition=figure("approved-against-year-before").definition,
        notes=("De dossiers van 2015 zijn beslist onder vroeger recht: geteld, niet beoordeeld.",),
        rests_on=("earlier-law",),
    )
    return (table,)


QUESTION: Final = Question(
    name="sv-256-2017",
    title="Kmo-portefeuille - Aanvragen door doelgroepen",
    document="Schriftelijke vraag nr. 256 van 20 januari 2017 van Güler Turan aan Philippe"
    " Muyters, Vlaams minister van Werk, Economie, Innovatie en Sport",
    text="Wordt het gebruik van de kmo-portefeuille ook gemonitord volgens doelgroep (allochtonen,"
    " vrouwen, personen met een handicap)? Zo nee, waarom niet? Zo ja, graag het aantal"
    " goedgekeurde dossiers voor respectievelijk advies en opleiding, opgesplitst per doelgroep.",
    cut_off=date(2017, 1, 20),
    scopes=(YEAR_BEFORE, NINE_MONTHS),
    tables=_tables,
    not_available=(
        NotAvailable(
            "Wordt het gebruik van de kmo-portefeuille ook gemonitord volgens doelgroep"
            " (allochtonen, vrouwen, personen met een handicap)? Zo nee, waarom niet?",
            "Nee. “Het gericht opleiden van specifieke doelgroepen is geen beleidsdoelstelling van"
            " de kmo-portefeuille.” “Privacygevoelige persoonsgegevens (zoals geslacht,"
            " beperkingen, leeftijd, …) kunnen enkel gebruikt en bijgehouden worden als dit"
            " relevant is voor een bepaalde maatregel.” Van personen worden hier daarom geen"
            " kenmerken opgeslagen.",
        ),
        NotAvailable(
            "Het aantal goedgekeurde dossiers voor respectievelijk advies en opleiding, opgesplitst"
            " per doelgroep.",
            "Een opsplitsing per doelgroep bestaat niet, want geen enkel kenmerk van een persoon"
            " wordt opgeslagen. Een schatting zou geen telling zijn.",
            "Het aantal per dienst, in de tabel; gegevens van de onderneming zelf (vestiging,"
            " activiteit, grootte) zijn er wel.",
        ),
    ),
)
