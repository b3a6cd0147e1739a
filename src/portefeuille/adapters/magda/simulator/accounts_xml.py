"""GeefJaarrekeningen: annual accounts as the National Bank has them.

An amount is told in hundredths, whatever it counts: 22.0 persons are 2200, with one decimal
that means something. Without a flag that asks for rubrics an account is its heading alone.

Source: `JaarrekeningenLijstType` of Onderneming-02.00; recorded answers.
"""

from decimal import Decimal
from typing import Final

from portefeuille.adapters.magda.simulator import codes
from portefeuille.adapters.magda.simulator.elements import Element, element, filled, optional
from portefeuille.adapters.magda.simulator.enterprises import Account, Enterprise

RUBRICS: Final = {
    "20/58": ((3, 1, 0, 43), "Activa"),
    "70": ((4, 0, 0, 2), "Omzet"),
    "9086": ((6, 10, 0, 13), "Totaal aantal op de afsluitingsdatum"),
    "9087": ((6, 10, 0, 14), "Gemiddeld personeelsbestand berekend in voltijdse equivalenten"),
}
PERSONS: Final = ("9086", "9087")
ASKING: Final = ("Kerngegevens", "EconomischGewicht", "AlleRubrieken")


def accounts_xml(of: Enterprise, year: str | None, criteria: Element) -> Element | None:
    """The element Jaarrekeningen with every account of that year, or of the last one.

    None where none was ever filed; the day of the last one alone where none is of that year.
    """
    if not of.accounts:
        return None
    wanted = max(account.year for account in of.accounts) if year is None else int(year)
    filed = [account for account in of.accounts if account.year == wanted]
    if not filed:
        last = max(account.filed for account in of.accounts)
        number = element("Ondernemingsnummer", of.number)
        known = element("Jaarrekening", number, element("DatumLaatsteNeerlegging", last))
        return element("Jaarrekeningen", known)
    return element("Jaarrekeningen", *(_account(of, account, criteria) for account in filed))


def _account(of: Enterprise, told: Account, criteria: Element) -> Element:
    with_rubrics = any(criteria.findtext(flag) == "1" for flag in ASKING)
    with_names = criteria.findtext("Benamingen") == "1"
    values = told.values.items() if with_rubrics else ()
    return element(
        "Jaarrekening",
        element("Ondernemingsnummer", of.number),
        element("DatumLaatsteNeerlegging", max(account.filed for account in of.accounts)),
        _heading(told),
        filled("Elementen", *(_rubric(*value, with_name=with_names) for value in values)),
    )


def _heading(told: Account) -> Element:
    scheme = element("Code", told.scheme, Beschrijving=codes.SCHEMES[told.scheme])
    quality = element("Code", "P", Beschrijving="Voldoet aan alle verplichte controles")
    bank = element("Code", "N", Beschrijving="Nationale Bank België")
    reference = element("Referte", element("Deel1", str(told.year)), element("Deel2", "00001"))
    return element(
        "Hoofding",
        element("AuthentiekeBron", bank),
        element(
            "Boekjaar",
            element("Jaar", told.year),
            element("Begin", told.begin),
            element("Einde", told.end),
            element("AantalMaanden", told.months),
        ),
        element("Schema", scheme),
        element("Kwaliteit", quality),
        element(
            "NationaleBank",
            reference,
            element("DatumAanmaakBestand", told.filed),
            element("DatumModificatie", told.filed),
        ),
        element("Munt", "E"),
        element(
            "Datum",
            element("VersieTaxonomie", told.end.replace(month=1, day=6)),
            element("Neerlegging", told.filed),
            element("Goedkeuring", told.approved),
        ),
    )


def _rubric(rubric: str, value: Decimal, *, with_name: bool) -> Element:
    volume, name = RUBRICS[rubric]
    naming = element("Benaming", element("Waarde", name), element("Stijl", "Text1"))
    filed_as = "Uit de oorspronkelijk neergelegde jaarrekening of uit een verbeterde neerlegging"
    parts = zip(("Deel", "Sectie", "Subsectie", "Volgorde"), volume, strict=True)
    return element(
        "Element",
        element("Volume", *(element(part, number) for part, number in parts)),
        element(
            "AantalBedrag",
            element("Waarde", int(value * 100)),
            element("Type", element("Code", "1", Beschrijving=filed_as)),
            optional("Eenheid", None if rubric in PERSONS else "EUR"),
            element("DecimalenBetekenisvol", "1" if rubric == "9087" else "0"),
        ),
        element("Rubriek", rubric),
        naming if with_name else None,
        element("Titel", element("Code", "0")),
        element("Kerngegeven", element("Code", "0")),
        element("EconomischGewicht", element("Code", "0")),
    )
