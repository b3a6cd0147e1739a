"""The signature of a question: whether there is one."""

from typing import Final

from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.requests import SOAP

DS: Final = "http://www.w3.org/2000/09/xmldsig#"


class NotSigned(ValueError):
    """No signature, or one that does not hold."""


def check_signature(envelope: Element) -> None:
    """NotSigned unless the header holds a signature."""
    if envelope.find(f"{{{SOAP}}}Header//{{{DS}}}Signature") is None:
        raise NotSigned("the message is not signed: no ds:Signature in its Header")
