"""Where the time of one submission goes: each layer's share, one request after the other.

The functions of the real path are wrapped where the path looks them up, and the real interface
is called; a layer's time is its own, without the layers it calls. What is left between that
and the answer over HTTP is Granian, the wire and waking up. Beside the time stands the part in
which this process worked; in the rest it waited, for the database nearly always.
"""

import io
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import orjson

from bench.place import Place, number_of, request_for

PARSE: Final = "parse the request"
STANDING: Final = "read the standing (database)"
CASE: Final = "compose and read the case"
DECIDE: Final = "decide"
ROWS: Final = "rows and their JSON"
BOOK: Final = "book (database)"
ANSWER: Final = "render the answer"
SERVICE: Final = "the service itself"
DJANGO: Final = "Django"
WIRE: Final = "Granian and the wire"

ORDER: Final = (PARSE, STANDING, CASE, DECIDE, ROWS, BOOK, ANSWER, SERVICE, DJANGO)
WARM: Final = 200


@dataclass(frozen=True, slots=True)
class Share:
    """A layer's time in a submission, and the part of it in which the process worked, in µs."""

    layer: str
    microseconds: float
    working: float | None


class Clock:
    """Adds up what each layer takes, without what the layers inside it take."""

    def __init__(self) -> None:
        self.spent: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._inside = [[0, 0]]

    def around(self, layer: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as part of the layer."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter_ns(), time.thread_time_ns()
            self._inside.append([0, 0])
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter_ns() - began[0], time.thread_time_ns() - began[1]
                inside = self._inside.pop()
                for at in (0, 1):
                    self.spent[layer][at] += took[at] - inside[at]
                    self._inside[-1][at] += took[at]

        return timed


def shares(place: Place, count: int, over_http: float) -> list[Share]:
    """The shares of so many submissions; `over_http`: what one takes over HTTP, in µs."""
    import django

    django.setup()
    from portefeuille.config.wsgi import application

    clock = Clock()
    with ExitStack() as patches:
        for module, name, replacement in _timed_functions(clock):
            patches.enter_context(patch.object(module, name, replacement))
        call = clock.around(DJANGO, _call)
        for at in range(WARM + count):
            if at == WARM:
                clock.spent.clear()
            call(application, place)
    found = [Share(name, *(part / count / 1000 for part in clock.spent[name])) for name in ORDER]
    return [*found, Share(WIRE, over_http - sum(share.microseconds for share in found), None)]


def _timed_functions(clock: Clock) -> list[tuple[Any, str, Any]]:
    """What is wrapped: the module that looks a name up, the name, and its timed function."""
    from portefeuille.api import views
    from portefeuille.applications import services

    layers = {
        PARSE: [(services, "read_request")],
        STANDING: [(services, "standing")],
        CASE: [(services, "compose"), (services, "read_case")],
        DECIDE: [(services, "decide_under")],
        ROWS: [
            (services, name)
            for name in ("application_row", "judged_facts", "decision_row", "event_row")
        ],
        BOOK: [(services, "_book")],
        ANSWER: [(views, "decision_document"), (views, "_answer")],
        SERVICE: [(views, "submit")],
    }
    reading = SimpleNamespace(loads=clock.around(PARSE, orjson.loads), dumps=orjson.dumps)
    writing = SimpleNamespace(dumps=clock.around(ROWS, orjson.dumps))
    return [
        (views, "orjson", reading),
        (services, "orjson", writing),
        *[
            (module, name, clock.around(layer, getattr(module, name)))
            for layer, functions in layers.items()
            for module, name in functions
        ],
    ]


def _call(application: Callable[..., Any], place: Place) -> None:
    """One POST through the WSGI application; RuntimeError unless it was stored."""
    number = number_of(random.randrange(place.enterprises))
    body = json.dumps(request_for(number)).encode()
    said: list[str] = []
    answer = application(_environ(body, place.token), lambda status, _headers: said.append(status))
    content = b"".join(answer)
    answer.close()
    if not said[0].startswith("201"):
        raise RuntimeError(f"{said[0]}: {content.decode()}")


def _environ(body: bytes, token: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/api/v1/applications",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
