"""Readers of the parts that answers of MAGDA share: codes, periods, names, addresses.

Each takes the element that holds the part and gives the value; MagdaError says what is wrong.

Source: schemas Onderneming-02.00 and Generiek-02.00 of MAGDA.
"""

from portefeuille.adapters.magda.errors import MagdaError
from portefeuille.adapters.magda.nodes import (
    Node,
    attribute,
    child,
    children,
    day_of,
    name_of,
    needed,
    needed_text,
    text,
)
from portefeuille.adapters.magda.parts import (
    Address,
    Code,
    Contact,
    Country,
    Description,
    Municipality,
    Nace,
    Name,
    Notice,
    Period,
    Place,
    StrikingOff,
)


def code(node: Node | None) -> Code | None:
    """A code with its texts; None where the element or its code is missing."""
    value = text(node, "Code")
    if value is None:
        return None
    description = child(node, "Omschrijving")
    return Code(
        code=value,
        label=attribute(child(node, "Code"), "Beschrijving"),
        description=text(node, "Omschrijving"),
        language=_lower(attribute(description, "TaalCode")),
        origin=attribute(description, "Oorsprong"),
    )


def needed_code(node: Node, *path: str) -> Code:
    """A code that must be there."""
    found = code(needed(node, *path))
    if found is None:
        raise MagdaError(f"expected a Code in {name_of(node)}/{'/'.join(path)}, found none")
    return found


def validity(node: Node) -> Period:
    """The period in the attributes of an element."""
    return Period(day_of(node, "DatumBegin"), day_of(node, "DatumEinde"))


def notice(node: Node) -> Notice:
    """An exception, of any level."""
    return Notice(
        code=needed_text(node, "Identificatie"),
        origin=text(node, "Oorsprong"),
        kind=text(node, "Type"),
        diagnosis=text(node, "Diagnose"),
        circumstance=text(node, "Omstandigheid"),
    )


_NAMES = (
    ("MaatschappelijkeNamen", "MaatschappelijkeNaam", "registered"),
    ("AfgekorteNamen", "AfgekorteNaam", "abbreviated"),
    ("CommercieleNamen", "CommercieleNaam", "commercial"),
)


def names(node: Node) -> tuple[Name, ...]:
    """The names in Namen, as GeefOnderneming lists them."""
    return tuple(
        Name(
            text=needed_text(one, "Naam"),
            language=_lower(text(one, "Taalcode")),
            kind=kind,
            validity=validity(one),
        )
        for several, single, kind in _NAMES
        for one in children(node, "Namen", several, single)
    )


def vkbo_names(node: Node) -> tuple[Name, ...]:
    """The names in Namen, as GeefOndernemingVKBO writes them: text, no element Naam."""
    return tuple(
        Name(
            text=found,
            language=_lower(attribute(one, "TaalCode")),
            kind=kind,
            modified_on=day_of(one, "DatumModificatie"),
        )
        for _, single, kind in _NAMES
        for one in children(node, "Namen", single)
        if (found := text(one)) is not None
    )


def municipality(node: Node | None) -> Municipality | None:
    """The municipality in an element Gemeente."""
    if node is None:
        return None
    return Municipality(text(node, "NISCode"), text(node, "PostCode"), text(node, "Naam"))


def place(node: Node) -> Place:
    """Where it is: the fields of an address that do not depend on its use."""
    country = child(node, "Land")
    return Place(
        street_code=text(node, "Straat", "Code"),
        street=text(node, "Straat", "Naam"),
        house_number=text(node, "Huisnummer"),
        box=text(node, "Busnummer"),
        municipality=municipality(child(node, "Gemeente")),
        state=text(node, "Staat"),
        country=None
        if country is None
        else Country(text(country, "NISCode"), text(country, "ISOCode"), text(country, "Naam")),
    )


def contact(node: Node | None) -> Contact | None:
    """The contact details in an element Contact."""
    if node is None:
        return None
    return Contact(
        telephone=text(node, "Telefoonnummer"),
        fax=text(node, "Faxnummer"),
        mobile=text(node, "GSM"),
        email=text(node, "Email"),
        website=text(node, "Website"),
    )


def striking_off(node: Node) -> StrikingOff:
    """That the register struck something off."""
    return StrikingOff(needed_code(node, "Reden"), validity(node))


def address(node: Node) -> Address:
    """An address as GeefOnderneming writes it."""
    return Address(
        place=place(node),
        kind=code(child(node, "Type")),
        descriptions=tuple(map(_description, children(node, "Descripties", "Descriptie"))),
        struck_off=tuple(map(striking_off, children(node, "Doorhalingen", "Doorhaling"))),
        validity=validity(node),
    )


def addresses(node: Node) -> tuple[Address, ...]:
    """The addresses in Adressen."""
    return tuple(map(address, children(node, "Adressen", "Adres")))


def nace(node: Node | None) -> Nace | None:
    """An activity code with its version; None where there is none."""
    value = code(node)
    return None if value is None else Nace(value, text(node, "Versie"))


def _description(node: Node) -> Description:
    at = child(node, "Adres")
    return Description(
        place=None if at is None else place(at),
        contact=contact(child(node, "Contact")),
        language=_lower(text(node, "Taalcode")),
        addition=text(node, "Aanvulling"),
    )


def _lower(language: str | None) -> str | None:
    return None if language is None else language.lower()
