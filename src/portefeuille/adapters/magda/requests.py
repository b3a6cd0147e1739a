"""Requests to MAGDA: the envelope all services share, and what each of them is asked.

The order of elements is that of the schemas. Only the element of the service has a namespace.
Persons are never asked for: `Functies` stands at 0.

Source: schemas Generiek-02.00, Onderneming-02.00 and Repertorium-02.01 of MAGDA.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from lxml import etree

from portefeuille.adapters.magda.answers import SOAP_11
from portefeuille.adapters.magda.nodes import Node
from portefeuille.adapters.magda.settings import MagdaSettings
from portefeuille.core.periods import BRUSSELS

Content: TypeAlias = Mapping[str, "str | Content"]
"""What a service is asked, element by element, in order."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service of MAGDA in one version."""

    name: str
    version: str
    domain: str
    subscription: bool = False

    @property
    def namespace(self) -> str:
        """The namespace of its request and of its answer."""
        version = self.version.replace(".", "_")
        service = f"{self.name.lower()}dienst-{version}"
        return f"http://webservice.{service}.{self.domain}-{version}.vip.vlaanderen.be"

    @property
    def path(self) -> str:
        """Where it is, below the address."""
        return f"/{self.name}Dienst-{self.version}/soap/WebService"


ENTERPRISE: Final = Service("GeefOnderneming", "02.00", "onderneming")
VKBO: Final = Service("GeefOndernemingVKBO", "02.00", "onderneming")
EMPLOYMENT: Final = Service("GeefTewerkstelling", "02.00", "onderneming")
ACCOUNTS: Final = Service("GeefJaarrekeningen", "02.00", "onderneming")
SUBSCRIBE: Final = Service("RegistreerInschrijving", "02.01", "repertorium", subscription=True)
UNSUBSCRIBE: Final = Service("RegistreerUitschrijving", "02.01", "repertorium", subscription=True)
SERVICES: Final = (ENTERPRISE, VKBO, EMPLOYMENT, ACCOUNTS, SUBSCRIBE, UNSUBSCRIBE)


def enterprise_content(number: str) -> Content:
    """All a decision needs of an enterprise, with its history; no persons, no bank accounts."""
    return {
        "Criteria": {
            "Ondernemingsnummer": number,
            "Basisgegevens": "1",
            "Rechtstoestanden": "1",
            "Vestigingen": {"Aanduiding": "1", "Details": "1"},
            "Functies": {"Aanduiding": "0"},
            "Activiteiten": "1",
            "GerelateerdeOndernemingen": {"Aanduiding": "1"},
            "AmbtshalveDoorhalingen": "1",
            "Omschrijvingen": {"Aanduiding": "1"},
        },
        "Taal": "nl",
    }


def vkbo_content(number: str) -> Content:
    """An enterprise or an establishment by its number."""
    return {"Ondernemingsnummer": number}


def employment_content(number: str) -> Content:
    """The employment of an enterprise."""
    return {"Criteria": {"Ondernemingsnummer": number}}


def accounts_content(number: str, year: int | None) -> Content:
    """All lines of the annual accounts of a year; without a year, of the last ones filed."""
    of_year = {} if year is None else {"Boekjaar": f"{year:04d}"}
    return {"Criteria": {"Ondernemingsnummer": number, **of_year, "AlleRubrieken": "1"}}


def subscription_content(service: Service, number: str, settings: MagdaSettings) -> Content:
    """That we (do no longer) follow an enterprise. An enterprise takes no period.

    The schema demands `Hoedanigheid`, but it may be empty.
    """
    return {
        "Inschrijving" if service == SUBSCRIBE else "Uitschrijving": {
            "Identificatie": settings.sender,
            "Hoedanigheid": settings.capacity or "",
            "BetrokkenSubject": {
                "Type": "OND",
                "Subjecten": {"Subject": {"Type": "OND", "Sleutel": number}},
            },
        }
    }


def envelope(
    service: Service, content: Content, reference: str, at: datetime, settings: MagdaSettings
) -> Node:
    """The envelope of a request, not signed. `reference`: at most 36 characters, a UUID."""
    local = at.astimezone(BRUSSELS)
    capacity = {} if settings.capacity is None else {"Hoedanigheid": settings.capacity}
    root = etree.Element(f"{{{SOAP_11}}}Envelope", nsmap={"soapenv": SOAP_11})
    etree.SubElement(root, f"{{{SOAP_11}}}Header")
    body = etree.SubElement(root, f"{{{SOAP_11}}}Body")
    top = etree.SubElement(
        body, f"{{{service.namespace}}}{service.name}", nsmap={"web": service.namespace}
    )
    message: Content = {
        "Verzoek": {
            "Context": {
                "Naam": service.name,
                "Versie": f"{service.version}.0000",
                "Bericht": {
                    "Type": "VRAAG",
                    "Tijdstip": {
                        "Datum": local.strftime("%Y-%m-%d"),
                        "Tijd": local.strftime("%H:%M:%S.") + f"{local.microsecond // 1000:03d}",
                    },
                    "Afzender": {
                        "Identificatie": settings.sender,
                        "Referte": reference,
                        **capacity,
                    },
                    "Ontvanger": {"Identificatie": settings.recipient},
                },
            },
            "Vragen": {"Vraag": {"Referte": reference, "Inhoud": content}},
        }
    }
    _fill(top, message)
    return root


def _fill(node: Node, content: Content) -> None:
    for name, value in content.items():
        inner = etree.SubElement(node, name)
        if isinstance(value, str):
            inner.text = value
        else:
            _fill(inner, value)
