"""What surrounds pages, and not the answers to programs.

A page has a language, a style sheet and a place in a browser; the interface under `/api/` has
none of these, so it is spared the work (a fifth of the time of a submission, as measured by
`bench/decide`). Asked of both: that the host is one of ours, and who may call what.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

View = Callable[[HttpRequest], HttpResponseBase]

INTERFACE: Final = "/api/"


def around_pages(get_response: View) -> View:
    """Middleware: PAGE_MIDDLEWARE, in its order, around everything but the interface."""
    page = get_response
    for name in reversed(settings.PAGE_MIDDLEWARE):
        page = import_string(name)(page)

    def respond(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # DisallowedHost, so 400, for a name that is not ours
        inner = get_response if request.path_info.startswith(INTERFACE) else page
        return inner(request)

    return respond
