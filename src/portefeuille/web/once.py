"""A form that carries a key is acted on once: sent again, it leads where it led before.

For forms whose rows have no key of their own.
"""

import hashlib
import uuid
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from portefeuille.journal.services import Asked, By, OtherwiseAsked, Told, once

NOT_SAID: Final = frozenset({"key", "csrfmiddlewaretoken"})

KEPT_OTHERWISE: Final = _(
    "This form was kept before with other answers. Send it again if this is to be kept as well."
)

__all__ = ["KEPT_OTHERWISE", "OtherwiseAsked", "acted_once"]


def acted_once(form: str, request: HttpRequest, by: By, act: Callable[[], str]) -> HttpResponse:
    """Act, and on to the address that gives; sent again with the same key, on to it at once.

    OtherwiseAsked where the key was sent with other answers. Without a key it just acts.
    """
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return HttpResponseRedirect(act(), status=303)
    said = sorted((name, value) for name, value in request.POST.items() if name not in NOT_SAID)
    digest = hashlib.sha256(urlencode([("", request.get_full_path()), *said]).encode()).hexdigest()
    told = once(Asked(f"form:{form}", str(key), digest), by.now, lambda: Told(303, "", act()))
    return HttpResponseRedirect(told.location, status=303)
