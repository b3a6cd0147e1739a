"""Reads the content of GeefOnderneming and of GeefOndernemingVKBO.

Not read, even where a source sends it: `Functies`, the persons with a function in the enterprise,
since no decision of ours needs them; and `BeStAdres`, the identifiers of an address in the
federal address register, which no sample holds.

Source: schema Onderneming-02.00 of MAGDA; read from answers of the public mock.
"""

from portefeuille.adapters.magda.errors import MagdaError
from portefeuille.adapters.magda.nodes import (
    Node,
    attribute,
    child,
    children,
    day,
    day_of,
    needed,
    number,
    text,
)
from portefeuille.adapters.magda.parts import Address, Notice, Period, StrikingOff
from portefeuille.adapters.magda.reading_parts import (
    address,
    addresses,
    code,
    contact,
    nace,
    names,
    needed_code,
    place,
    striking_off,
    validity,
    vkbo_names,
)
from portefeuille.adapters.magda.values import (
    Activity,
    BankAccount,
    Branch,
    Capacity,
    Enterprise,
    Establishment,
    LegalForm,
    LegalSituation,
    Related,
    Stopping,
    VkboEnterprise,
)


def read_enterprise(content: Node, notices: tuple[Notice, ...] = ()) -> Enterprise:
    """The enterprise in an Inhoud of GeefOnderneming; MagdaError where it cannot be read."""
    node = needed(content, "Onderneming")
    return Enterprise(
        number=number(node, "Ondernemingsnummer"),
        source=needed_code(node, "AuthentiekBron"),
        entity=needed_code(node, "OndernemingOfVestiging"),
        status=code(child(node, "StatusKBO")),
        kind=code(child(node, "SoortOnderneming")),
        seat=_seat(node),
        names=names(node),
        addresses=addresses(node),
        started_on=day(node, "Start", "Datum"),
        registered_on=day(node, "Inschrijving", "Datum"),
        duration=text(node, "Duurtijd"),
        closed_on=day(node, "Afsluiting", "Datum"),
        stopping=_stopping(child(node, "Stopzetting")),
        legal_forms=tuple(map(_legal_form, children(node, "Rechtsvormen", "Rechtsvorm"))),
        legal_situations=tuple(
            map(_legal_situation, children(node, "Rechtstoestanden", "Rechtstoestand"))
        ),
        establishments=tuple(map(_establishment, children(node, "Vestigingen", "Vestiging"))),
        bank_accounts=tuple(
            map(_bank_account, children(node, "Bankrekeningen", "Bankrekeningnummer"))
        ),
        activities=tuple(map(_activity, children(node, "Activiteiten", "Activiteit"))),
        related=tuple(
            map(_related, children(node, "GerelateerdeOndernemingen", "GerelateerdeOnderneming"))
        ),
        capacities=tuple(map(_capacity, children(node, "Hoedanigheden", "Hoedanigheid"))),
        external_names=tuple(
            (text(one, "EDRL") or "", text(one, "Naam") or "")
            for one in children(node, "ExterneIdentificaties", "ExterneIdentificatie")
        ),
        branch=_branch(child(node, "Bijhuis")),
        struck_off=tuple(
            map(striking_off, children(node, "AmbtshalveDoorhalingen", "AmbtshalveDoorhaling"))
        ),
        notices=notices,
    )


def read_vkbo(content: Node, notices: tuple[Notice, ...] = ()) -> VkboEnterprise:
    """The enterprise in an Inhoud of GeefOndernemingVKBO; MagdaError where it cannot be read."""
    node = needed(content, "Onderneming")
    entity, seat = child(node, "OndernemingOfVestiging"), child(node, "MaatschappelijkeZetel")
    return VkboEnterprise(
        number=number(node, "Ondernemingsnummer"),
        source=needed_code(node, "AuthentiekeBron"),
        entity=needed_code(node, "OndernemingOfVestiging"),
        entity_modified_on=day_of(entity, "DatumModificatie"),
        status=code(child(node, "StatusKBO")),
        kind=code(child(node, "SoortOnderneming")),
        seat_number=None if seat is None else number(node, "MaatschappelijkeZetel"),
        seat_modified_on=day_of(seat, "DatumModificatie"),
        names=vkbo_names(node),
        address=_vkbo_address(child(node, "Adres")),
        contact=contact(child(node, "Contact")),
        started_on=day(node, "DatumStart"),
        registered_on=day(node, "DatumInschrijving"),
        closed_on=day(node, "DatumAfsluiting"),
        legal_situation=_vkbo_situation(child(node, "Rechtstoestand")),
        legal_form=_vkbo_form(child(node, "Rechtsvorm")),
        legal_form_cac=_vkbo_form(child(node, "RechtsvormCAC")),
        struck_off=_vkbo_striking_off(child(node, "AmbtshalveDoorhaling")),
        stopping=_vkbo_stopping(child(node, "Stopzetting")),
        modified_on=day_of(node, "DatumModificatie"),
        notices=notices,
    )


def _seat(node: Node) -> Related | None:
    seat = child(node, "MaatschappelijkeZetel")
    return None if seat is None else _related(seat)


def _related(node: Node) -> Related:
    ending = child(node, "EindeRelatie")
    return Related(
        relation=needed_code(node, "Relatie"),
        number=number(node, "Ondernemingsnummer"),
        daughter=attribute(child(node, "Relatie"), "IsDochter"),
        ending=code(child(node, "Stopzetting") if ending is None else ending),
        validity=validity(node),
    )


def _stopping(node: Node | None) -> Stopping | None:
    return None if node is None else Stopping(code(node), day(node, "Datum"))


def _legal_form(node: Node) -> LegalForm:
    form = code(node)
    if form is None:
        raise MagdaError("expected a Code in Rechtsvorm, found none")
    return LegalForm(form, text(node, "Afkorting"), validity(node))


def _legal_situation(node: Node) -> LegalSituation:
    return LegalSituation(code(node), text(node, "InstrumenterendeOverheid"), validity(node))


def _establishment(node: Node) -> Establishment:
    return Establishment(
        number=number(node, "Vestigingsnummer"),
        status=code(child(node, "StatusKBO")),
        seat=_seat(node),
        names=names(node),
        addresses=addresses(node),
        closed_on=day(node, "Afsluiting", "Datum"),
        stopping=_stopping(child(node, "Stopzetting")),
        validity=validity(node),
    )


def _bank_account(node: Node) -> BankAccount:
    return BankAccount(
        number=text(node, "Rekeningnummer"),
        purpose=text(node, "Doel"),
        iban=text(node, "IBAN"),
        bic=text(node, "BIC"),
        other_number=text(node, "NietSEPAnummer"),
        validity=validity(node),
    )


def _activity(node: Node) -> Activity:
    activity = nace(child(node, "Nace"))
    if activity is None:
        raise MagdaError("expected a Code in Activiteit/Nace, found none")
    return Activity(activity, code(child(node, "Type")), text(node, "Groep"), validity(node))


def _capacity(node: Node) -> Capacity:
    capacity = code(node)
    if capacity is None:
        raise MagdaError("expected a Code in Hoedanigheid, found none")
    return Capacity(
        code=capacity,
        administration=text(node, "InstrumenterendeAdministratie"),
        registered_on=day(node, "Inschrijving", "Datum"),
        duration=text(node, "Duurtijd"),
        phase=code(child(node, "Fase")),
        ending=code(child(node, "Beeindiging")),
        validity=validity(node),
    )


def _branch(node: Node | None) -> Branch | None:
    if node is None:
        return None
    at, stopping = needed(node, "Adres"), child(node, "Stopzetting")
    return Branch(address(at), _stopping(stopping), validity(node))


def _vkbo_address(node: Node | None) -> Address | None:
    if node is None:
        return None
    struck = child(node, "Doorhaling")
    return Address(
        place=place(node),
        struck_off=()
        if struck is None
        else (
            StrikingOff(
                needed_code(struck, "Reden"),
                Period(day(struck, "Datum")),
                day_of(struck, "DatumModificatie"),
            ),
        ),
        modified_on=day_of(node, "DatumModificatie"),
    )


def _vkbo_form(node: Node | None) -> LegalForm | None:
    form = code(node)
    return None if form is None else LegalForm(form, modified_on=day_of(node, "DatumModificatie"))


def _vkbo_situation(node: Node | None) -> LegalSituation | None:
    if node is None:
        return None
    return LegalSituation(code(node), modified_on=day_of(node, "DatumModificatie"))


def _vkbo_striking_off(node: Node | None) -> StrikingOff | None:
    if node is None:
        return None
    return StrikingOff(
        needed_code(node, "Reden"),
        Period(day(node, "Periode", "Begin"), day(node, "Periode", "Einde")),
        day_of(node, "DatumModificatie"),
    )


def _vkbo_stopping(node: Node | None) -> Stopping | None:
    return None if node is None else Stopping(code(child(node, "Reden")), day(node, "Datum"))
