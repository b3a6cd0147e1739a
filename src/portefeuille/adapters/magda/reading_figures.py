"""Reads the content of GeefTewerkstelling, GeefJaarrekeningen and of the subscriptions.

Source: schemas Onderneming-02.00 and Generiek-02.00 of MAGDA; annual accounts read from real
filings. No answer with employment is public: that reader rests on the schema alone.
"""

from portefeuille.adapters.magda.annual_accounts import AnnualAccounts, Filing, Position, Rubric
from portefeuille.adapters.magda.employment import Employment, HeadcountClass
from portefeuille.adapters.magda.errors import MagdaError
from portefeuille.adapters.magda.nodes import (
    Node,
    child,
    children,
    day,
    needed,
    needed_text,
    number,
    text,
    whole,
)
from portefeuille.adapters.magda.parts import Notice
from portefeuille.adapters.magda.reading_parts import code, municipality, nace, needed_code


def read_employment(content: Node, notices: tuple[Notice, ...] = ()) -> Employment:
    """The employment in an Inhoud of GeefTewerkstelling; MagdaError where it cannot be read."""
    node = needed(content, "Tewerkstelling")
    period, seat = needed(node, "Periode"), child(node, "MaatschappelijkeZetel")
    return Employment(
        number=number(node, "Ondernemingsnummer"),
        source=needed_code(node, "AuthentiekeBron"),
        year=whole(period, "Jaar"),
        quarter=whole(period, "Kwartaal"),
        begin=day(period, "Begin"),
        end=day(period, "Einde"),
        headcount=HeadcountClass(needed_code(node, "Personeelsklasse")),
        seat_number=None if seat is None else number(node, "MaatschappelijkeZetel"),
        social_security_number=text(node, "RSZNummer"),
        affiliated_on=day(node, "DatumAansluitingRSZ"),
        regionalisation=text(node, "TypeRegionalisering"),
        establishments=text(node, "AantalVestigingen"),
        municipality=municipality(child(node, "Gemeente")),
        nace=nace(child(node, "Nace")),
        notices=notices,
    )


def read_accounts(content: Node, notices: tuple[Notice, ...] = ()) -> tuple[AnnualAccounts, ...]:
    """The filings in an Inhoud of GeefJaarrekeningen; MagdaError where they cannot be read.

    An answer in several pages is refused: no pages are asked for, and half the accounts of an
    enterprise would be taken for all of them.
    """
    node = needed(content, "Jaarrekeningen")
    if child(node, "Paginatie") is not None and whole(node, "Paginatie", "Totaal") > 1:
        raise MagdaError("expected annual accounts in one page, found the first of several")
    accounts = tuple(_accounts(one, notices) for one in children(node, "Jaarrekening"))
    if not accounts:
        raise MagdaError("expected a Jaarrekening in Jaarrekeningen, found none")
    return accounts


def read_result(content: Node) -> bool:
    """Whether it succeeded, from an Inhoud of RegistreerInschrijving or -uitschrijving."""
    result = needed_text(content, "Resultaat")
    if result not in ("0", "1"):
        raise MagdaError(f"expected 0 or 1 in Inhoud/Resultaat, found {result[:40]!r}")
    return result == "1"


def _accounts(node: Node, notices: tuple[Notice, ...]) -> AnnualAccounts:
    return AnnualAccounts(
        number=number(node, "Ondernemingsnummer"),
        last_filed_on=day(node, "DatumLaatsteNeerlegging"),
        filing=_filing(child(node, "Hoofding")),
        rubrics=tuple(map(_rubric, children(node, "Elementen", "Element"))),
        notices=notices,
    )


def _filing(node: Node | None) -> Filing | None:
    if node is None:
        return None
    year, dates = needed(node, "Boekjaar"), needed(node, "Datum")
    bank = needed(node, "NationaleBank")
    return Filing(
        source=needed_code(node, "AuthentiekeBron"),
        year=whole(year, "Jaar"),
        begin=day(year, "Begin"),
        end=day(year, "Einde"),
        months=whole(year, "AantalMaanden"),
        scheme=needed_code(node, "Schema"),
        quality=needed_code(node, "Kwaliteit"),
        bank_reference=(
            needed_text(bank, "Referte", "Deel1"),
            needed_text(bank, "Referte", "Deel2"),
        ),
        file_made_on=day(bank, "DatumAanmaakBestand"),
        file_modified_on=day(bank, "DatumModificatie"),
        currency=needed_text(node, "Munt"),
        taxonomy_on=day(dates, "VersieTaxonomie"),
        filed_on=day(dates, "Neerlegging"),
        approved_on=day(dates, "Goedkeuring"),
        deed_on=day(dates, "AkteOfStatuut"),
        nace=nace(child(node, "Nace")),
        joint_committees=tuple(
            committee
            for one in children(node, "ParitairComites", "ParitairComite")
            if (committee := code(one)) is not None
        ),
        scheme_kind=code(child(node, "Soortschema")),
        nature=code(child(node, "Aard")),
    )


def _rubric(node: Node) -> Rubric:
    amount, at = child(node, "AantalBedrag"), needed(node, "Volume")
    return Rubric(
        code=text(node, "Rubriek"),
        hundredths=None if amount is None else whole(amount, "Waarde"),
        meaningful_decimals=None if amount is None else whole(amount, "DecimalenBetekenisvol"),
        unit=text(amount, "Eenheid"),
        position=Position(
            whole(at, "Deel"), whole(at, "Sectie"), whole(at, "Subsectie"), whole(at, "Volgorde")
        ),
        kind=code(child(amount, "Type")),
        label=text(node, "Benaming", "Waarde"),
        style=text(node, "Benaming", "Stijl"),
        name=text(node, "Naam"),
        title=code(child(node, "Titel")),
        key_figure=code(child(node, "Kerngegeven")),
        economic_weight=code(child(node, "EconomischGewicht")),
    )
