"""Submit an application over HTTP: the same service as the counter and the command line.

Answers 201 with reference and decision; 400 where the body is no JSON and 422 where a field
cannot be read (with where, why and expected); 404 where the register does not know the number;
503 where there is no register to ask. Nothing is stored unless the answer is 201.
"""

from datetime import UTC, datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portefeuille import law
from portefeuille.applications.services import By, submit
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unavailable, Unknown
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
        case Unavailable():
            return _problem(
                503, {"where": answer.source, "why": answer.why, "expected": "try again later"}
            )
    decision = decision_document(answer.decision, answer.law, "nl")
    return _answer(201, {"reference": answer.reference, "decision": decision})


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
