"""The four documents, number by number, out of the synthetic years at full scale.

The numbers are typed over from the documents; the rows they are counted from are drawn.
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from portefeuille.core.money import format_euro
from portefeuille.figures import answers
from portefeuille.figures.tables import Table

pytestmark = pytest.mark.usefixtures("synthetic")

THEMES = """
Gezondheidszorg 24.252 7.029.304,65
Administratie & financiën 23.963 5.942.507,37
Logistiek & transport 18.293 4.751.124,24
Juridisch 16.608 2.243.573,59
Specifieke expertises 15.173 6.564.601,60
IT 9.683 4.540.584,42
Energie & milieu 9.450 2.143.055,83
Fiscaliteit & belastingen 6.069 1.081.218,86
Marketing & sales 5.878 4.649.452,45
Productie & kwaliteit 5.668 2.859.716,79
Rijvaardigheden 5.192 1.492.285,81
HR 4.150 2.305.218,74
Veiligheid op het werk 3.127 791.615,17
Boekhouding 3.019 550.320,03
Welzijn op het werk 2.459 893.634,49
Communicatievaardigheden en talen 1.891 831.991,09
Wetgeving en rechtspraak 1.779 194.626,88
Technologieverkenning 1.744 499.795,22
Software 1.540 735.153,71
Styling en lichaamsverzorging 1.468 257.239,62
Strategie 1.413 1.822.969,82
Innovatie 1.192 467.564,53
Verkoopstechnieken 1.030 746.916,83
Competentie en loopbaanbeleid 916 578.945,73
Energie-efficientie 738 118.038,51
EHBO 689 106.780,08
Website & online marketing 601 275.566,95
Arbeidsorganisatie 541 358.348,39
Energie- & milieucertificering 457 86.807,52
Contracten en clausules 401 45.906,40
Kwaliteitscontrole 379 183.276,63
Marketingstrategie 366 330.773,25
ADR 357 64.046,36
Businessplan 292 410.883,77
Onderzoek en ontwikkeling 239 109.096,40
Bedrijfsoverdracht 175 107.019,50
Productontwikkeling 170 50.880,88
Diversiteitsbeleid 164 67.456,86
Recrutering en selectie 151 63.222,64
Magazijnbeheer 149 33.621,94
Toeristische dienstverlening 147 25.578,30
GPDR 143 42.681,46
Processinnovatie 102 64.661,25
Internationalisering 100 17.211,23
Ecodesign 98 26.541,40
Reclame 91 32.292,73
Debiteurenbeheer 75 21.749,98
Marktonderzoek 69 29.921,94
Bodemsanering 68 9.258,33
Herstructurering 59 32.911,69
Hardware 52 30.183,54
Afvalwater 45 7.868,80
Intellectuele eigendom 39 10.851,31
Cybersecurity 39 34.521,96
Infrastructuur 33 12.093,17
Archiefbeheer 30 5.539,47
SWOT 21 12.604,12
Artificiële Intelligentie (AI) 16 11.408,85
"""


def as_printed(table: Table) -> list[tuple[Any, ...]]:
    """Rows with their amounts in euro, as a reader of the document would type them."""
    return [_typed(table, row.cells) for row in table.rows]


def total(table: Table) -> tuple[Any, ...]:
    """The last row of a table, likewise."""
    return _typed(table, table.total)


def _typed(table: Table, cells: tuple[Any, ...]) -> tuple[Any, ...]:
    amounts = ("amount", "euros")
    return tuple(
        format_euro(cell) if column.kind in amounts and isinstance(cell, int) else cell
        for cell, column in zip(cells, table.columns, strict=True)
    )


def tables_of(name: str) -> Mapping[str, Table]:
    """The tables of an answer by title, none of them without its source."""
    answer = answers.answer(name)
    for table in answer.tables:
        assert "synthetic data calibrated on published totals" in table.source
    return {table.title: table for table in answer.tables}


def test_sv_749_counts_fifty_applications_by_outcome_service_and_month() -> None:
    submitted, by_service, by_month, hrm = tables_of("sv-749-2017").values()
    assert as_printed(submitted)[0] == ("Voor steun goedgekeurd", 41, "12823.36")
    assert total(submitted) == ("Ingediend", 50, "12823.36")
    assert as_printed(by_service) == [("opleiding", 39, "9623.36"), ("advies", 2, "3200.00")]
    assert total(by_service) == ("Totaal", 41, "12823.36")
    assert as_printed(by_month) == [
        ("mei", 3, "281.24"),
        ("opleiding", 3, "281.24"),
        ("juni", 11, "3332.02"),
        ("advies", 1, "1200.00"),
        ("opleiding", 10, "2132.02"),
        ("juli", 8, "3858.78"),
        ("advies", 1, "2000.00"),
        ("opleiding", 7, "1858.78"),
        ("augustus", 19, "5351.32"),
        ("opleiding", 19, "5351.32"),
    ]
    assert total(by_month) == ("Totaal", 41, "12823.36")
    assert as_printed(hrm) == [
        ("opleiding", 2364, "1321511.36"),
        ("advies", 443, "707315.48"),
    ]
    assert total(hrm) == ("Totaal", 2807, "2028826.84")


def test_sv_835_counts_enterprises_and_what_they_use_of_their_ceiling() -> None:
    enterprises, use, _ = tables_of("sv-835-2020").values()
    assert as_printed(enterprises) == [("2019", 69215)]
    assert as_printed(use) == [
        ("kleine ondernemingen", "10000.00", "988.70", 990),
        ("middelgrote ondernemingen", "15000.00", "2157.42", 1440),
    ]


def test_sv_835_lists_the_58_themes_in_the_order_of_the_document() -> None:
    themes = tables_of("sv-835-2020")["Aantal steundossiers per thema, 2019"]
    printed = [re.fullmatch(r"(.+) ([\d.]+) ([\d.,]+)", line) for line in THEMES.split("\n")[1:-1]]
    assert len(printed) == 58
    assert as_printed(themes) == [
        (line[1], int(line[2].replace(".", "")), line[3].replace(".", "").replace(",", "."))
        for line in printed
        if line
    ]
    assert total(themes) == ("Eindtotaal", 173053, "56813023.08")
    assert themes.notes[0].endswith(
        "Gezondheidszorg, Administratie & financiën en Logistiek & transport."
    )


def test_sv_370_gives_projects_subsidy_and_averages_rounded_to_the_euro() -> None:
    projects, subsidy, average, as_asked = tables_of("sv-370-2020").values()
    assert as_printed(projects) == [("HRM", 452, 4150, 4602), ("DIVERSITEIT", 13, 164, 177)]
    assert as_printed(subsidy) == [
        ("HRM", "749140.00", "2305219.00", "3054359.00"),
        ("DIVERSITEIT", "27409.00", "67457.00", "94866.00"),
    ]
    assert as_printed(average) == [
        ("HRM", "1657.00", "555.00", "664.00"),
        ("DIVERSITEIT", "2108.00", "411.00", "536.00"),
    ]
    assert as_printed(as_asked)[2] == ("Advies HRM", 452, "749140.00", "1657.00")


def test_sv_256_compares_nine_months_of_2016_with_those_of_2015() -> None:
    (compared,) = tables_of("sv-256-2017").values()
    assert as_printed(compared) == [
        ("advies", 3054, 2410, 644),
        ("opleiding", 84656, 65682, 18974),
    ]
