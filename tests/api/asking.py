"""A program that submits: it holds the token, and sends a key or none."""

import hashlib
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from portefeuille.api import views
from tests.applications.filing import NOW

TOKEN = "a-token-of-the-tests"  # noqa: S105 - opens nothing but these tests
ADDRESS = "/api/v1/applications"


def open_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token opens it, and it is the morning of the tests."""
    monkeypatch.setattr(settings, "API_TOKEN_HASH", hashlib.sha256(TOKEN.encode()).hexdigest())
    monkeypatch.setattr(views, "datetime", SimpleNamespace(now=lambda _zone: NOW))


def send(body: Any, key: str | None = None, address: str = ADDRESS) -> HttpResponse:
    """POST a body, JSON or bytes, with a header Idempotency-Key as it is given."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if key is not None:
        headers["Idempotency-Key"] = key
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(address, content, content_type="application/json", headers=headers)
