"""The header Idempotency-Key: a write that is sent again is done once and answered the same.

Source: draft-ietf-httpapi-idempotency-key-header-07 (IETF, October 2025). A key is a string of
the structured fields of HTTP (RFC 9651), "in quotes"; the same without quotes is taken as well.
Where a key is wrong 400, where its first request is still being handled 409, where it was used
for another request 422; each time nothing is done. Without the header every request is new.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse

from portefeuille.api.answers import problem
from portefeuille.journal.services import (
    Asked,
    OtherwiseAsked,
    StillAtWork,
    Told,
    once,
    told_before,
)

HEADER: Final = "Idempotency-Key"
LONGEST: Final = 255
"""Characters of a key."""

_QUOTED: Final = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])+)"')
_BARE: Final = re.compile(r"[A-Za-z0-9._:/+=~-]+")


def with_key(
    request: HttpRequest,
    body: Any,
    by: tuple[str, datetime],
    act: Callable[[Any], HttpResponse],
    ahead: Callable[[], Any] | None = None,
) -> HttpResponse:
    """The answer of `act`, or the one that was given to this key before.

    `body`: the JSON of the request. `by`: the client (a surrogate) and the moment. `act` works
    in the transaction that keeps its answer. What takes long is done by `ahead`, if any: where
    the key is new and before anything is held; `act` gets what it gave (None without it).
    """
    client, now = by
    key = read_key(request.headers[HEADER])
    if key is None:
        expected = f'"a string in quotes", of at most {LONGEST} visible ASCII characters'
        return problem(400, {"where": HEADER, "why": "is no key", "expected": expected})
    asked = Asked(client, key, digest_of(request, body))
    try:
        told = told_before(asked) if ahead else None
        if told is None:
            found = ahead() if ahead else None
            told = once(asked, now, lambda: _told(act(found)))
    except OtherwiseAsked:
        expected = "the same request again, or a new key for a new request"
        why = "was used for another request"
        return problem(422, {"where": HEADER, "why": why, "expected": expected})
    except StillAtWork:
        why = "the first request with this key is still being handled"
        answer = problem(409, {"where": HEADER, "why": why, "expected": "the same, in a moment"})
        answer["Retry-After"] = "1"
        return answer
    return _answer(told)


def read_key(header: str) -> str | None:
    """The key of a header; None where it is none."""
    quoted = _QUOTED.fullmatch(header.strip())
    if quoted:
        key = re.sub(r"\\(.)", r"\1", quoted[1])
    elif _BARE.fullmatch(header.strip()):
        key = header.strip()
    else:
        return None
    return key if len(key) <= LONGEST else None


def digest_of(request: HttpRequest, body: Any) -> str:
    """SHA-256 (hex) of what is asked: method, address and JSON, however it is spaced or ordered."""
    try:
        canonical = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # nested deeper than it writes: as it came
        canonical = request.body
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + canonical).hexdigest()


def _told(answer: HttpResponse) -> Told:
    return Told(answer.status_code, answer.content.decode(), answer.get("Location", ""))


def _answer(told: Told) -> HttpResponse:
    answer = HttpResponse(told.body, content_type="application/json", status=told.status)
    if told.location:
        answer["Location"] = told.location
    return answer
