"""How the parts are, for everybody: a page, and JSON for a monitor."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portefeuille.people.perms import PUBLIC, permission
from portefeuille.web import clock
from portefeuille.web.status import Part, all_work, parts

FORM, JSON = "vorm", "json"


@permission(PUBLIC)
@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Each part, whether it works, since when not, when it last succeeded; `?vorm=json`.

    Always 200: a part that is down is news, and no failure of this page.
    """
    found = parts(clock.now())
    if request.GET.get(FORM) == JSON:
        return JsonResponse({"all_work": all_work(found), "parts": [told(part) for part in found]})
    page = {"parts": found, "all_work": all_work(found), "now": clock.now()}
    return render(request, "public/status.html", page)


def told(part: Part) -> dict[str, Any]:
    """A part as everybody may know it: without the reason, which may name what is inside."""
    return {
        "part": part.code,
        "state": part.state,
        "last_success": _iso(part.last),
        "down_since": _iso(part.since) if part.state == "down" else None,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
