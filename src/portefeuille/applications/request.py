"""What an applicant sends, and the dossier it becomes.

An applicant gives the number of the enterprise, what no register knows, and what is asked. All
else is fetched: a fact of the register that stands in the request is refused, not ignored. The
dossier is the contract's, so that a stored decision can be taken again by anybody.

Source: SV 256 ("Ondernemingsgegevens worden ... maximaal opgehaald uit authentieke bronnen").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portefeuille.applications.queries import Standing
from portefeuille.core.fields import CaseError, Fields, enterprise_number, text
from portefeuille.core.money import format_euro
from portefeuille.core.numbers import NumberError, parse_establishment_number
from portefeuille.providers.numbers import parse_registration_number
from portefeuille.register.queries import places_in

FROM_REGISTER: Final = (
    "legal_form",
    "natural_person",
    "status",
    "juridical_situation",
    "nace",
)
DECLARED: Final = ("size", "public_share", "sheltered_workshop", "region")
PLACE: Final = "establishment"
STOP: Final = "stop"
SHOWN: Final = 5
"""So many establishments are named in an error."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose two keys are read; the rest is read with the dossier."""

    number: str
    registration: str | None
    application: Mapping[str, Any]
    declared: Mapping[str, Any]
    related_to_applicant: Any
    establishment: str | None = None


def read_request(raw: Any) -> Request:
    """The request of a mapping; CaseError where a key is wrong or a fact is not the applicant's."""
    fields = Fields(raw, "")
    enterprise, provider = fields.section("enterprise"), fields.section("provider")
    application = fields.raw("application")
    if not isinstance(application, Mapping):
        raise CaseError("application", "is missing", "what is asked")
    request = Request(
        number=enterprise.need("number", enterprise_number),
        registration=provider.may("registration", _registration),
        application=application,
        declared={name: enterprise.raw(name) for name in DECLARED},
        related_to_applicant=provider.raw("related_to_applicant"),
        establishment=enterprise.may(PLACE, _establishment),
    )
    enterprise.finish(("number", PLACE, *DECLARED))
    provider.finish(("registration", "related_to_applicant"))
    fields.finish(("application", "enterprise", "provider"))
    return request


def compose(request: Request, standing: Standing, day: date) -> dict[str, Any]:
    """The dossier to judge: the request, what the register says, the wallet, the budget if any.

    The number stays out: an enterprise is not its number, and no rule asks for it.
    """
    stated = request.application.get("submitted_on", day)
    if str(stated) != str(day):
        raise CaseError(
            "application.submitted_on",
            f"is {stated}, but an application is submitted on the day it arrives",
            f"{day}, or nothing",
        )
    if request.registration is not None and standing.registered_from is None:
        raise CaseError(
            "provider.registration",
            f"{request.registration} is not in the register of providers",
            "the number your provider gave you",
        )
    facts = standing.facts
    place = place_of(request, facts)
    _refuse_another_region(request.declared.get("region"), [place] if place else places_in(facts))
    declared = {name: value for name, value in request.declared.items() if value is not None}
    return {
        "application": {**request.application, "submitted_on": day},
        "enterprise": {
            **{name: facts.get(name) for name in FROM_REGISTER},
            "region": (place or facts).get("region"),
            **declared,
        },
        "provider": {
            "registration": request.registration,
            "registered": {"from": standing.registered_from, "until": standing.registered_until},
            "related_to_applicant": request.related_to_applicant,
        },
        "wallet": {
            "granted_this_year": format_euro(standing.used),
            "locked_size": standing.locked_size,
        },
        **_budget(standing),
    }


def _budget(standing: Standing) -> dict[str, Any]:
    """What the budget has left, where a grant that does not fit is refused."""
    budget = standing.budget
    if budget is None or budget.when_exhausted != STOP:
        return {}
    part = {"part": budget.part} if budget.part else {}
    return {"budget": {"left": format_euro(max(0, budget.left)), **part}}


def place_of(request: Request, facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The establishment that is applied for: the one that is named, or the only one there is.

    CaseError where the register does not know the one that is named, or says it is closed. None
    where none is named and there are several, or where the register tells of none.
    """
    places = places_in(facts)
    if request.establishment is None:
        return places[0] if len(places) == 1 else None
    named = [place for place in places if place["number"] == request.establishment]
    if not named and places:
        numbers = [place["number"] for place in places]
        shown = ", ".join(numbers[:SHOWN]) + (" ..." if len(numbers) > SHOWN else "")
        raise CaseError(
            f"enterprise.{PLACE}",
            f"{request.establishment} is no open establishment of this enterprise",
            f"one of {shown}",
        )
    return named[0] if named else None


def _refuse_another_region(declared: Any, places: Sequence[Mapping[str, Any]]) -> None:
    """Whoever names the region names that of an establishment the register knows."""
    known = {place["region"] for place in places} - {None}
    if declared is not None and known and declared not in known:
        raise CaseError(
            "enterprise.region",
            f"the register knows no establishment in {declared}",
            f"one of {', '.join(sorted(known))}",
        )


def _establishment(value: Any, where: str) -> str:
    try:
        return parse_establishment_number(text(value, where))
    except NumberError as error:
        raise CaseError(where, error.why, error.expected) from None


def _registration(value: Any, where: str) -> str:
    try:
        return parse_registration_number(text(value, where))
    except NumberError as error:
        raise CaseError(where, error.why, error.expected) from None
