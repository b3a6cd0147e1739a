"""What the codes of MAGDA mean, as a table, and the error of an answer that cannot be read.

MAGDA reports trouble on three levels: a SOAP fault, exceptions of the message, exceptions of the
answer. On each the decision is made on the code ("Identificatie"), never on the type: that a
number does not exist arrives as INFORMATIE, that there is nothing to tell as FOUT.

The list says of 99994 to 99997 together "too many questions, or source not available": those
that no answer shows to be about us are taken for trouble of the source, which is asked less too.

Sources, in the column of that name: mock: the public MAGDA mock and client, and their answers;
list: the code list in the public documentation of MAGDA; registries: what the organisation and
association registries of Flanders handle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final


class MagdaError(ValueError):
    """Something that is not what MAGDA writes: `why` says what was expected and what was found."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Handling(Enum):
    """How a code is handled where no content came with it, the one that weighs most first."""

    OUR_FAULT = "our request was wrong"
    REFUSED = "access was refused"
    NOT_SUBSCRIBED = "a subscription to this number is needed first"
    THROTTLED = "too many look-ups at once"
    DOWN = "the source behind MAGDA does not answer"
    INCOMPLETE = "the source may not tell everything"
    UNDOCUMENTED = "a code that is in no list"
    UNKNOWN = "the number does not exist"
    NO_DATA = "the source has nothing on this number"
    ALREADY = "the subscription exists already"
    HARMLESS = "nothing that matters"


RETRIED: Final = frozenset({Handling.THROTTLED, Handling.DOWN})
OUR_TROUBLE: Final = frozenset({Handling.OUR_FAULT, Handling.REFUSED, Handling.NOT_SUBSCRIBED})
"""For an operator: waiting does not help."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means, how it is handled, and who says so."""

    handling: Handling
    text: str
    source: str


MEANINGS: Final[dict[str, Meaning]] = {
    "15021": Meaning(Handling.INCOMPLETE, "no data, because of filtering", "list"),
    "20007": Meaning(Handling.OUR_FAULT, "invalid structure of an enterprise number", "list"),
    "25001": Meaning(Handling.OUR_FAULT, "language not supported", "list"),
    "30001": Meaning(Handling.NO_DATA, "no data found for the question", "mock"),
    "30034": Meaning(Handling.OUR_FAULT, "period not allowed for an enterprise", "list"),
    "40003": Meaning(Handling.NOT_SUBSCRIBED, "no subscription", "list"),
    "40005": Meaning(Handling.REFUSED, "access refused", "list"),
    "40006": Meaning(Handling.REFUSED, "authorisation failed", "list"),
    "40035": Meaning(Handling.OUR_FAULT, "at most one subject", "list"),
    "40046": Meaning(Handling.UNKNOWN, "the number does not exist in the KBO", "mock, registries"),
    "40143": Meaning(Handling.ALREADY, "the subscription exists already", "list"),
    "50000": Meaning(Handling.OUR_FAULT, "not valid against the schema", "list"),
    "60006": Meaning(Handling.DOWN, "the source does not answer", "list"),
    "60007": Meaning(Handling.DOWN, "the answer of the source is unreadable", "list"),
    "60009": Meaning(Handling.DOWN, "technical error at the source", "list"),
    "60011": Meaning(Handling.DOWN, "technical error at the source", "list"),
    "60013": Meaning(Handling.DOWN, "no access to the source", "list"),
    "70002": Meaning(Handling.DOWN, "error at the social security crossroads bank", "list"),
    "99984": Meaning(Handling.HARMLESS, "a code without its description", "list"),
    "99994": Meaning(Handling.DOWN, "source not available for a moment", "list"),
    "99995": Meaning(Handling.THROTTLED, "too many questions at once", "list, registries"),
    "99996": Meaning(Handling.THROTTLED, "too many questions at once", "mock"),
    "99997": Meaning(Handling.DOWN, "source not available for a moment", "list"),
}

_UNDOCUMENTED: Final = Meaning(Handling.UNDOCUMENTED, "a code that is in no list", "")
_ORDER: Final = list(Handling)


def meaning_of(code: str) -> Meaning:
    """What a code means; a code in no list is UNDOCUMENTED, and never taken for an answer."""
    return MEANINGS.get(code, _UNDOCUMENTED)


def weightiest(codes: Iterable[str]) -> str | None:
    """Of several codes the one that decides; None of none.

    Trouble weighs more than "no data": a source that says both may have been asked too little.
    """
    return min(codes, key=lambda code: _ORDER.index(meaning_of(code).handling), default=None)
