"""A question as it came in: read, and held to what its service wants.

What is no SOAP, or names no service, raises NotUnderstood (answered with a SOAP fault); what is
a question of a service but not well made raises Invalid, which knows whom to answer (50000).

The XML is read without document types, entities or network.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.schemas import Schemas
from portefeuille.adapters.magda.simulator.services import SERVICES, Service, Shape

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
PATH: Final = re.compile(r"/(?:(\w+)Dienst-([0-9]{2}\.[0-9]{2})/)?soap/WebService$")


class NotUnderstood(ValueError):
    """No question can be made of what came in."""


class Invalid(ValueError):
    """A question that is not as its service wants it; `request` as far as it could be read."""

    def __init__(self, request: "Request", reason: str) -> None:
        super().__init__(reason)
        self.request = request


@dataclass(frozen=True, slots=True)
class Request:
    """A question; `referte` is that of the Context, `question` that of the Vraag."""

    service: Service
    sender: str
    quality: str | None
    referte: str
    question: str
    number: str
    inhoud: Element


def parse(body: bytes) -> Element:
    """The root of the XML; NotUnderstood where it is not well formed or has a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotUnderstood(f"not well-formed XML: {error}") from None
    if root.getroottree().docinfo.doctype:
        raise NotUnderstood("a document type is not allowed")
    return root


def read_request(envelope: Element, path: str, schemas: Schemas) -> Request:
    """The question in the envelope; the path may name its service, or be that of all."""
    body = envelope.find(f"{{{SOAP}}}Body")
    if envelope.tag != f"{{{SOAP}}}Envelope" or body is None or len(body) != 1:
        raise NotUnderstood("expected a SOAP 1.1 Envelope with a Body that holds one element")
    wrapper = body[0]
    service = _service_of(wrapper, path)
    verzoek = wrapper.find("Verzoek")
    request = _read(service, wrapper if verzoek is None else verzoek)
    if reason := schemas.why_invalid(service, wrapper) or _why_wrong(service, wrapper):
        raise Invalid(request, reason)
    return request


def _service_of(wrapper: Element, path: str) -> Service:
    name = etree.QName(wrapper)
    service = SERVICES.get(name.localname)
    if service is None or name.namespace != service.namespace:
        known = ", ".join(SERVICES)
        raise NotUnderstood(f"{wrapper.tag} is no question of a known service ({known})")
    match = PATH.search(path)
    if match is None or match[1] not in (None, service.name):
        raise NotUnderstood(f"{service.name} is not asked at {path}")
    if match[2] not in (None, service.version):
        raise NotUnderstood(f"{service.name} has version {service.version}, not {match[2]}")
    return service


def _read(service: Service, verzoek: Element) -> Request:
    """Everything that can be read, checked or not: an answer of 50000 is addressed with it."""
    sender = "Context/Bericht/Afzender"
    inhoud = verzoek.find("Vragen/Vraag/Inhoud")
    return Request(
        service=service,
        sender=verzoek.findtext(f"{sender}/Identificatie") or "",
        quality=verzoek.findtext(f"{sender}/Hoedanigheid"),
        referte=verzoek.findtext(f"{sender}/Referte") or "",
        question=verzoek.findtext("Vragen/Vraag/Referte") or "",
        number="" if inhoud is None else service.number_in(inhoud),
        inhoud=inhoud,
    )


def _why_wrong(service: Service, wrapper: Element) -> str | None:
    """What the shape forbids, and what the Context says of another service; None if all is well."""
    if reason := _why_misshapen(wrapper, {"Verzoek": service.verzoek}):
        return reason
    named = wrapper.findtext("Verzoek/Context/Naam")
    version = wrapper.findtext("Verzoek/Context/Versie")
    if named != service.name or version != f"{service.version}.0000":
        return f"Context: expected {service.name} {service.version}.0000, found {named} {version}"
    return None


def _why_misshapen(held: Element, shape: Shape) -> str | None:
    """The first part that is missing, out of order, unknown or not as its pattern says."""
    children = [child for child in held if isinstance(child.tag, str)]
    for name, told in shape.items():
        wanted = name.removesuffix("?")
        if not children or children[0].tag != wanted:
            if name.endswith("?"):
                continue
            found = children[0].tag if children else "nothing"
            return f"{etree.QName(held).localname}: expected {wanted}, found {found}"
        child = children.pop(0)
        if isinstance(told, Mapping):
            if reason := _why_misshapen(child, told):
                return reason
        elif told != ".*" and not re.fullmatch(told, child.text or ""):
            return f"{wanted}: {child.text!r} does not match {told}"
    if children:
        return f"{etree.QName(held).localname}: {children[0].tag} is not expected here"
    return None
