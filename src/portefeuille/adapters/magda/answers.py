"""An answer of MAGDA: its envelope opened, its trouble on three levels told apart.

    soap:Envelope / soap:Body / Fault                           the first level
                              / <Service>Response / Repliek
        Uitzonderingen                                          the second level
        Antwoorden / Antwoord / Referte, Inhoud, Uitzonderingen the third level

Source: schema Generiek-02.00 of MAGDA; SOAP 1.1, section 4.4, and 1.2, part 1, section 5.4.
"""

import re
from dataclasses import dataclass
from typing import Final

from portefeuille.adapters.magda.errors import MagdaError
from portefeuille.adapters.magda.nodes import Node, child, children, name_of, parse, text
from portefeuille.adapters.magda.parts import Notice
from portefeuille.adapters.magda.reading_parts import notice

SOAP_11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12: Final = "http://www.w3.org/2003/05/soap-envelope"

_FAULT_CODE: Final = re.compile(r"\b[0-9]{5}\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault; `code` is MAGDA's own where the text holds one ("99995 - Te veel ...")."""

    side: str
    text: str
    code: str | None

    @property
    def blames_us(self) -> bool:
        """Whether it says that the request was wrong: sending it again would not help."""
        return self.side.rpartition(":")[2].partition(".")[0] in ("Client", "Sender")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `references`: what it says it answers, most telling first."""

    references: tuple[str, ...]
    content: Node | None
    notices: tuple[Notice, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the exceptions of the second and third level."""
        return tuple(one.code for one in self.notices)


def read_answer(content: bytes, service: str) -> Answer | Fault:
    """The answer of a service, or the fault in its place; MagdaError for anything else."""
    inside = _inside_body(parse(content))
    if name_of(inside) == "Fault":
        return _fault(inside)
    if name_of(inside) != f"{service}Response":
        raise MagdaError(f"expected {service}Response, found {name_of(inside)[:60]}")
    reply = child(inside, "Repliek")
    if reply is None:
        raise MagdaError(f"expected Repliek in {service}Response, found none")
    answers = list(children(reply, "Antwoorden", "Antwoord"))
    if len(answers) > 1:
        raise MagdaError(f"expected one Antwoord, found {len(answers)}")
    answer = answers[0] if answers else None
    echoed = (
        text(answer, "Referte"),
        text(reply, "Context", "Bericht", "Ontvanger", "Referte"),
    )
    troubles = (
        *children(reply, "Uitzonderingen", "Uitzondering"),
        *children(answer, "Uitzonderingen", "Uitzondering"),
    )
    return Answer(
        references=tuple(one for one in echoed if one is not None),
        content=child(answer, "Inhoud"),
        notices=tuple(map(notice, troubles)),
    )


def _inside_body(root: Node) -> Node:
    for soap in (SOAP_11, SOAP_12):
        if root.tag == f"{{{soap}}}Envelope":
            body = root.find(f"{{{soap}}}Body")
            if body is None or len(body) != 1:
                raise MagdaError("expected a soap:Body with one element, found none or several")
            return body[0]
    raise MagdaError(f"expected a soap:Envelope, found {name_of(root)[:60]}")


def _fault(node: Node) -> Fault:
    side, said = text(node, "faultcode"), text(node, "faultstring")
    if side is None and said is None:
        parts = [_plain(one) for one in node]
        side, said = (*parts, "", "")[:2]
    found = _FAULT_CODE.search(said or "")
    return Fault(side or "", (said or "")[:200], found[0] if found else None)


def _plain(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())
