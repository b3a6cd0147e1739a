"""What the frame of every page needs to know of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(_: HttpRequest) -> dict[str, Any]:
    """Whether this is a demonstration, in which anybody may sign in."""
    return {"demo": settings.DEMO}
