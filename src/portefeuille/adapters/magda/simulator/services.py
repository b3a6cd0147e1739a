"""The six services that the simulator plays, and the shape of a question to each.

A shape says which parts an element holds, in their order; `?` marks a part that may be left
out. It is what is checked where no folder of schemas is given.

Source: MAGDA schemas, `*Dienst-02.00` and `-02.01`, WebService; Context.xsd of Generiek-02.00.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from portefeuille.adapters.magda.simulator.elements import Element

Shape: TypeAlias = "Mapping[str, Shape | str]"
"""Parts by name, in order; a part has a shape of its own, or a pattern for its text."""

ANY: Final = ".*"
FLAG: Final = "[01]"
NUMBER: Final = "[0-9]{10}"
DAY: Final = "[0-9]{4}-[01][0-9]-[0-3][0-9]"
REFERTE: Final = ".{1,36}"
PARTY: Final[Shape] = {
    "Identificatie": ".{1,120}",
    "Naam?": ".{0,24}",
    "Referte": REFERTE,
    "OrganisatieEenheid?": ".{0,24}",
    "Hoedanigheid?": ".{0,24}",
    "Gebruiker?": "[0-9]{11}",
}
CONTEXT: Final[Shape] = {
    "Naam": ".{1,48}",
    "Versie": r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}",
    "Bericht": {
        "Type": "VRAAG",
        "Tijdstip": {"Datum": DAY, "Tijd": r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{3})?)?"},
        "Afzender": PARTY,
        "Ontvanger?": {name.replace("Referte", "Referte?"): told for name, told in PARTY.items()},
    },
    "Annotaties?": ANY,
}

MARKED: Final[Shape] = {"Aanduiding": FLAG, "Details?": FLAG, "Soort?": ANY, "Onderneming?": FLAG}
SUBJECT: Final[Shape] = {
    "Identificatie": ".{1,120}",
    "Hoedanigheid": ".{0,24}",
    "BetrokkenSubject": {
        "Type": ".{1,120}",
        "Subjecten": {"Subject": {"Rol?": ANY, "Type": ".+", "Sleutel": ".+"}},
    },
    "Periode?": ANY,
}


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its name and version, what a question holds, and where the number stands."""

    name: str
    version: str
    domain: str
    inhoud: Shape
    number: str

    @property
    def namespace(self) -> str:
        """The namespace of the wrappers of question and answer."""
        version = self.version.replace(".", "_")
        return (
            f"http://webservice.{self.name.lower()}dienst-{version}"
            f".{self.domain}-{version}.vip.vlaanderen.be"
        )

    @property
    def verzoek(self) -> Shape:
        """The shape of a whole question."""
        return {
            "Context": CONTEXT,
            "Vragen": {"Vraag": {"Referte": REFERTE, "Inhoud": self.inhoud}},
        }

    def number_in(self, inhoud: Element) -> str:
        """The number that is asked for."""
        return str(inhoud.findtext(self.number) or "")


_ENTERPRISE: Final[Shape] = {
    "Criteria": {
        "Ondernemingsnummer": NUMBER,
        "Basisgegevens": FLAG,
        "Rechtstoestanden?": FLAG,
        "Vestigingen?": MARKED,
        "Bankrekeningen?": FLAG,
        "Functies?": MARKED,
        "Activiteiten?": FLAG,
        "GerelateerdeOndernemingen?": {"Aanduiding": FLAG, "Vestigingen?": FLAG},
        "Hoedanigheden?": MARKED,
        "ExterneIdentificaties?": FLAG,
        "Bijhuis?": FLAG,
        "AmbtshalveDoorhalingen?": FLAG,
        "Omschrijvingen?": MARKED,
        "Datums?": ANY,
    },
    "Taal?": "[a-zA-Z]{2}",
}
_ACCOUNTS: Final[Shape] = {
    "Criteria": {
        "Ondernemingsnummer": NUMBER,
        "Boekjaar?": "[0-9]{4}",
        "Kerngegevens?": FLAG,
        "EconomischGewicht?": FLAG,
        "Titels?": FLAG,
        "AlleRubrieken?": FLAG,
        "Benamingen?": FLAG,
        "Paginatie?": ANY,
    }
}

_ONDERNEMING: Final = "onderneming"
_REPERTORIUM: Final = "repertorium"
_IN_CRITERIA: Final = "Criteria/Ondernemingsnummer"

SERVICES: Final[Mapping[str, Service]] = {
    service.name: service
    for service in (
        Service("GeefOnderneming", "02.00", _ONDERNEMING, _ENTERPRISE, _IN_CRITERIA),
        Service(
            "GeefOndernemingVKBO",
            "02.00",
            _ONDERNEMING,
            {"Ondernemingsnummer": NUMBER},
            "Ondernemingsnummer",
        ),
        Service(
            "GeefTewerkstelling",
            "02.00",
            _ONDERNEMING,
            {"Criteria": {"Ondernemingsnummer": NUMBER}},
            _IN_CRITERIA,
        ),
        Service("GeefJaarrekeningen", "02.00", _ONDERNEMING, _ACCOUNTS, _IN_CRITERIA),
        Service(
            "RegistreerInschrijving",
            "02.01",
            _REPERTORIUM,
            {"Inschrijving": SUBJECT},
            "Inschrijving/BetrokkenSubject/Subjecten/Subject/Sleutel",
        ),
        Service(
            "RegistreerUitschrijving",
            "02.01",
            _REPERTORIUM,
            {"Uitschrijving": SUBJECT},
            "Uitschrijving/BetrokkenSubject/Subjecten/Subject/Sleutel",
        ),
    )
}
