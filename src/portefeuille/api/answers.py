"""Answers of the interface: JSON, and what is wrong in one shape (where, why, expected)."""

from typing import Any

import orjson
from django.http import HttpResponse


def answer(status: int, document: dict[str, Any]) -> HttpResponse:
    """A document as JSON."""
    return HttpResponse(orjson.dumps(document), content_type="application/json", status=status)


def problem(status: int, error: dict[str, str]) -> HttpResponse:
    """What is wrong: `where`, `why`, and what was `expected`."""
    return answer(status, {"error": error})
