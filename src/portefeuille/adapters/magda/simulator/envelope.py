"""Around an answer: the Repliek with its Context, the SOAP envelope, and the SOAP fault.

Three levels at which MAGDA says that something is wrong: a fault in place of an answer
(`fault`), an exception of the whole question (`refusal`), one of the answer (`repliek`).
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from lxml import etree

from portefeuille.adapters.magda.simulator.elements import Element, element, filled, optional
from portefeuille.adapters.magda.simulator.exceptions import EXCEPTIONS, Exceptional
from portefeuille.adapters.magda.simulator.requests import SOAP, Request

US: Final = "vip.vlaanderen.be"


def repliek(
    request: Request,
    now: datetime,
    inhoud: Element | None,
    exceptions: Iterable[Exceptional] = (),
) -> Element:
    """The answer to a question: what it holds, exceptions, or both."""
    answer = element(
        "Antwoord",
        element("Referte", request.question),
        None if inhoud is None else element("Inhoud", inhoud),
        _exceptions(exceptions, now),
    )
    return _wrapped(request, now, element("Antwoorden", answer))


def refusal(request: Request, now: datetime, code: str, circumstance: str | None = None) -> Element:
    """The answer to a question that is not taken up (schema, context, authorisation)."""
    why = replace(EXCEPTIONS[code], circumstance=circumstance)
    return _wrapped(request, now, _exceptions((why,), now))


def soap(wrapper: Element) -> bytes:
    """An answer in its envelope, as it travels."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Header")
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(wrapper)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def fault(code: str, said: str, detail: str | None = None) -> bytes:
    """A SOAP fault in its envelope: `code` is Client or Server (SOAP 1.1, section 4.4)."""
    made = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soapenv": SOAP})
    for part in (
        element("faultcode", f"soapenv:{code}"),
        element("faultstring", said),
        optional("detail", detail),
    ):
        if part is not None:
            made.append(part)
    return soap(made)


def _wrapped(request: Request, now: datetime, answer: Element | None) -> Element:
    service = request.service
    tag = f"{{{service.namespace}}}{service.name}Response"
    wrapper = etree.Element(tag, nsmap={"web": service.namespace})
    wrapper.append(element("Repliek", _context(request, now), answer))
    return wrapper


def _context(request: Request, now: datetime) -> Element:
    ours = element(
        "Afzender",
        element("Identificatie", US),
        element("Naam", "MagdaGateway"),
        element("Referte", str(uuid.uuid4())),
    )
    theirs = element(
        "Ontvanger",
        element("Identificatie", request.sender),
        optional("Referte", request.referte or None),
        optional("Hoedanigheid", request.quality),
    )
    return element(
        "Context",
        element("Naam", request.service.name),
        element("Versie", f"{request.service.version}.0000"),
        element("Bericht", element("Type", "ANTWOORD"), moment(now), ours, theirs),
    )


def moment(now: datetime) -> Element:
    """A Tijdstip: the day and, to the millisecond, the time."""
    time = now.time().isoformat("milliseconds")
    return element("Tijdstip", element("Datum", now.date()), element("Tijd", time))


def _exceptions(exceptions: Iterable[Exceptional], now: datetime) -> Element | None:
    return filled(
        "Uitzonderingen",
        *(
            element(
                "Uitzondering",
                element("Identificatie", one.code),
                element("Oorsprong", one.origin),
                element("Type", one.type),
                moment(now),
                element("Diagnose", one.diagnosis),
                optional("Omstandigheid", one.circumstance),
            )
            for one in exceptions
        ),
    )
