"""Submit an application over HTTP: the same service as the counter and the command line.

Answers 201 with reference and decision; 202 where the register cannot be asked: the application
is received, counts as submitted now, and its decision follows at the address in `Location`. 400
where the body is no JSON and 422 where a field cannot be read (with where, why and expected);
404 where the register does not know the number. Then nothing is stored.
"""

from datetime import UTC, datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portefeuille import law
from portefeuille.applications.queries import decisions_of, reference_of, what_came_of
from portefeuille.applications.services import By, Received, submit
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unknown
from portefeuille.core.periods import legal_day
from portefeuille.people.perms import PUBLIC, SUBMIT, permission


@permission(SUBMIT)
@csrf_exempt  # no cookie authorises this call, so no other site can borrow one
@require_POST
def applications(request: HttpRequest) -> HttpResponse:
    """Submit one application; the body is a request as `applications.request` reads it."""
    try:
        body = orjson.loads(request.body)
    except ValueError as error:
        return _problem(400, {"where": "body", "why": str(error), "expected": "JSON"})
    try:
        answer = submit(body, law.load(), By("api", datetime.now(UTC)))
    except CaseError as error:
        return _problem(422, {"where": error.where, "why": error.why, "expected": error.expected})
    match answer:
        case Unknown():
            return _problem(
                404,
                {
                    "where": "enterprise.number",
                    "why": f"{answer.source} does not know {answer.number}",
                    "expected": "an enterprise that is active in the KBO",
                },
            )
        case Received():
            waits = {"arrival": answer.arrival_id, "status": "waiting", "waits_for": answer.source}
            response = _answer(202, {**waits, "why": answer.why})
            response["Location"] = reverse("api-arrival", args=[answer.arrival_id])
            return response
    decision = decision_document(answer.decision, answer.law, "nl")
    return _answer(201, {"reference": answer.reference, "decision": decision})


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
        return _problem(404, {"where": "arrival", "why": "is not known", "expected": wanted})
    document: dict[str, Any] = {"arrival": arrival, "status": came.status}
    if came.application_id is not None:
        decided = decisions_of(came.application_id)[0]
        document["reference"] = reference_of(came.application_id, legal_day(came.arrived_at).year)
        document["decision"] = decision_document(decided.decision, decided.law, "nl")
    else:
        document |= {"waits_for": came.source, "why": came.why}
    return _answer(200, document)


@permission(PUBLIC)
def nowhere(_: HttpRequest) -> HttpResponse:
    """What every other address of the interface answers."""
    return _problem(
        404, {"where": "address", "why": "is not known", "expected": "POST /api/v1/applications"}
    )


def _problem(status: int, error: dict[str, Any]) -> HttpResponse:
    return _answer(status, {"error": error})


def _answer(status: int, document: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(document), content_type="application/json", status=status)
