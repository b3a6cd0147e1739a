"""Submit an application over HTTP: the same service as the counter and the command line.

Answers 201 with reference and decision; 202 where the register cannot be asked: the application
is received, counts as submitted now, and its decision follows at the address in `Location`. 400
where the body is no JSON and 422 where a field cannot be read (with where, why and expected);
404 where the register does not know the number. Then nothing is stored.

Sent with an `Idempotency-Key` it is done once, however often it is sent (`idempotency`).
"""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portefeuille import law
from portefeuille.api.answers import answer, problem
from portefeuille.api.idempotency import HEADER, with_key
from portefeuille.applications.queries import decisions_of, reference_of, what_came_of
from portefeuille.applications.services import By, Received, ask_ahead, submit
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.core.periods import legal_day
from portefeuille.people.perms import PUBLIC, SUBMIT, permission
from portefeuille.register.services import asks_magda

CLIENT = "api"
"""Who submits here: whoever holds the token. Keys are its own, and stay so under a new token."""


@permission(SUBMIT)
@csrf_exempt  # no cookie authorises this call, so no other site can borrow one
@require_POST
def applications(request: HttpRequest) -> HttpResponse:
    """Submit one application; the body is a request as `applications.request` reads it."""
    try:
        body = orjson.loads(request.body)
    except ValueError as error:
        return problem(400, {"where": "body", "why": str(error), "expected": "JSON"})
    by = By(CLIENT, datetime.now(UTC))
    if HEADER not in request.headers:
        return _submitted(body, by, None)
    return with_key(
        request,
        body,
        (by.actor, by.now),
        act=lambda down: _submitted(body, by, down),
        ahead=(lambda: _asked_ahead(body, by)) if asks_magda() else None,
    )


def _submitted(body: Any, by: By, down: Unavailable | None) -> HttpResponse:
    try:
        given = submit(body, law.load(), by, down)
    except CaseError as error:
        return problem(422, {"where": error.where, "why": error.why, "expected": error.expected})
    match given:
        case Unknown():
            return problem(
                404,
                {
                    "where": "enterprise.number",
                    "why": f"{given.source} does not know {given.number}",
                    "expected": "an enterprise that is active in the KBO",
                },
            )
        case Received():
            waits = {"arrival": given.arrival_id, "status": "waiting", "waits_for": given.source}
            response = answer(202, {**waits, "why": given.why})
            response["Location"] = reverse("api-arrival", args=[given.arrival_id])
            return response
    decision = decision_document(given.decision, given.law, "nl")
    return answer(201, {"reference": given.reference, "decision": decision})


def _asked_ahead(body: Any, by: By) -> Unavailable | None:
    """What the register answers, asked before anything is held; a request that cannot be read is
    refused when it is submitted."""
    with suppress(CaseError):
        return ask_ahead(body, by)
    return None


@permission(SUBMIT)
@require_safe
def arrival(_: HttpRequest, arrival: int) -> HttpResponse:
    """What came of an application that was received: waiting, decided, or ended without decision.

    Decided: with reference and decision, as a submission would have answered. Ended: with why.
    404 where nothing was received under this number.
    """
    came = what_came_of(arrival)
    if came is None:
        wanted = "the number in the Location of a submission"
        return problem(404, {"where": "arrival", "why": "is not known", "expected": wanted})
    document: dict[str, Any] = {"arrival": arrival, "status": came.status}
    if came.application_id is not None:
        decided = decisions_of(came.application_id)[0]
        document["reference"] = reference_of(came.application_id, legal_day(came.arrived_at).year)
        document["decision"] = decision_document(decided.decision, decided.law, "nl")
    else:
        document |= {"waits_for": came.source, "why": came.why}
    return answer(200, document)


@permission(PUBLIC)
def nowhere(_: HttpRequest) -> HttpResponse:
    """What every other address of the interface answers."""
    return problem(
        404, {"where": "address", "why": "is not known", "expected": "POST /api/v1/applications"}
    )
