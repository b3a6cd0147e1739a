"""Asks the simulator over HTTP, in words of its own: no client of ours has a part in it."""

import http.client
import json
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from portefeuille import samples
from portefeuille.adapters.magda.simulator import Register

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SENDER = "portefeuille.example/trial"
BAKERY, STEEL, PERSON, ADVISER = "1999900171", "1999900270", "1999900369", "1999900666"

EVERYTHING = """
<Basisgegevens>1</Basisgegevens><Rechtstoestanden>1</Rechtstoestanden>
<Vestigingen><Aanduiding>1</Aanduiding><Details>1</Details></Vestigingen>
<Activiteiten>1</Activiteiten>
<GerelateerdeOndernemingen><Aanduiding>1</Aanduiding></GerelateerdeOndernemingen>
<Hoedanigheden><Aanduiding>1</Aanduiding></Hoedanigheden>
<Omschrijvingen><Aanduiding>1</Aanduiding></Omschrijvingen>
"""


@cache
def register() -> Register:
    """The demo register, read once."""
    return Register.read(samples.KBO, samples.MAGDA)


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def wrapper(self) -> Any:
        """What the SOAP Body holds."""
        return etree.fromstring(self.body).find(f"{{{SOAP}}}Body")[0]

    @property
    def inhoud(self) -> Any:
        """What the answer holds."""
        return self.wrapper.find("Repliek/Antwoorden/Antwoord/Inhoud/*")

    @property
    def codes(self) -> list[str]:
        """The codes of the exceptions, of any level."""
        return [one.text for one in self.wrapper.iterfind(".//Uitzondering/Identificatie")]

    def text(self, path: str) -> str | None:
        """The text at a path below the wrapper."""
        found: str | None = self.wrapper.findtext(path)
        return found

    def texts(self, path: str) -> list[str]:
        """The texts at a path below what the answer holds."""
        return [one.text for one in self.inhoud.iterfind(path)]


def criteria(number: str, more: str = "") -> str:
    """Criteria for a number."""
    return f"<Criteria><Ondernemingsnummer>{number}</Ondernemingsnummer>{more.strip()}</Criteria>"


def inhoud_of(service: str, number: str, more: str | None = None) -> str:
    """What a question to a service holds: for all there is, unless told."""
    match service:
        case "GeefOnderneming":
            return criteria(number, EVERYTHING if more is None else more)
        case "GeefOndernemingVKBO":
            return f"<Ondernemingsnummer>{number}</Ondernemingsnummer>"
        case "GeefJaarrekeningen":
            return criteria(number, "<AlleRubrieken>1</AlleRubrieken>" if more is None else more)
        case "RegistreerInschrijving" | "RegistreerUitschrijving":
            name = service.removeprefix("Registreer")
            return (
                f"<{name}><Identificatie>{SENDER}</Identificatie><Hoedanigheid>1</Hoedanigheid>"
                "<BetrokkenSubject><Type>OND</Type><Subjecten><Subject><Type>OND</Type>"
                f"<Sleutel>{number}</Sleutel></Subject></Subjecten></BetrokkenSubject></{name}>"
            )
    return criteria(number)


def question(
    service: str, number: str, more: str | None = None, *, referte: str = "ref-1", inhoud: str = ""
) -> bytes:
    """A question in its envelope."""
    version, domain = (
        ("02.01", "repertorium") if "schrijving" in service else ("02.00", "onderneming")
    )
    under = version.replace(".", "_")
    namespace = f"http://webservice.{service.lower()}dienst-{under}.{domain}-{under}"
    return f"""<soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Header/><soapenv:Body Id="Body">
<web:{service} xmlns:web="{namespace}.vip.vlaanderen.be"><Verzoek>
<Context><Naam>{service}</Naam><Versie>{version}.0000</Versie><Bericht><Type>VRAAG</Type>
<Tijdstip><Datum>2026-11-25</Datum><Tijd>09:30:00.000</Tijd></Tijdstip>
<Afzender><Identificatie>{SENDER}</Identificatie><Referte>{referte}</Referte></Afzender>
<Ontvanger><Identificatie>vip.vlaanderen.be</Identificatie></Ontvanger></Bericht></Context>
<Vragen><Vraag><Referte>{referte}</Referte><Inhoud>{inhoud or inhoud_of(service, number, more)}
</Inhoud></Vraag></Vragen></Verzoek></web:{service}></soapenv:Body></soapenv:Envelope>""".encode()


def send(url: str, body: bytes, path: str = "/soap/WebService", **tls: Any) -> Answer:
    """POST a body; the connection's errors are the caller's."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=20, **tls)
    try:
        connection.request("POST", path, body, {"Content-Type": "text/xml", "SOAPAction": '""'})
        response = connection.getresponse()
        return Answer(response.status, response.read())
    finally:
        connection.close()


def ask(url: str, service: str, number: str, more: str | None = None) -> Answer:
    """Ask a service for a number."""
    return send(url, question(service, number, more, referte=str(uuid.uuid4())))


def control(url: str, method: str, path: str, document: Any = None) -> tuple[int, Any]:
    """Ask the simulator about itself."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, path, None if document is None else json.dumps(document))
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
