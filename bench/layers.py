"""Where the time of one submission goes: each layer's share, one request after the other.

The functions of the real path are wrapped where the path looks them up, and the real site is
called; a layer's time is its own, without the layers it calls. What is left between that and
the answer over HTTP is Granian, the wire and waking up. Beside the time stands the part in
which this process worked; in the rest it waited, for the database nearly always.
"""

import io
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import orjson

from bench.place import Place, number_of, request_for

SESSION: Final = "session (database)"
WHO: Final = "who it is, and may (database)"
PAGE: Final = "the applicant on the page (database)"
DRAFT: Final = "read and close the draft (database)"
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

DECIDING: Final = (PARSE, STANDING, CASE, DECIDE, ROWS, BOOK)
INTERFACE: Final = (*DECIDING, ANSWER, SERVICE, DJANGO)
COUNTER: Final = (SESSION, WHO, PAGE, DRAFT, *DECIDING, SERVICE, DJANGO)
WARM: Final = 200

Wrapped = list[tuple[Any, str, Any]]


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
    """Of so many submissions through the interface; `over_http`: what one takes, in µs."""
    return _shares(INTERFACE, _interface, _posts(place), count, over_http)


def shares_at_counter(drafts: Iterator[str], body: str, over_http: float) -> list[Share]:
    """The same of drafts (a line of session and address each) that are sent at the counter."""
    lines = list(drafts)
    calls = (_declaration(line, body) for line in lines)
    return _shares(COUNTER, _counter, calls, len(lines) - WARM, over_http)


def _shares(
    order: tuple[str, ...],
    wrapped: Callable[[Clock], Wrapped],
    environs: Iterator[dict[str, Any]],
    count: int,
    over_http: float,
) -> list[Share]:
    import django

    django.setup()
    from portefeuille.config.wsgi import application

    clock = Clock()
    with ExitStack() as patches:
        for module, name, replacement in [*_deciding(clock), *wrapped(clock)]:
            patches.enter_context(patch.object(module, name, replacement))
        call = clock.around(DJANGO, _call)
        for at in range(WARM + count):
            if at == WARM:
                clock.spent.clear()
            call(application, next(environs))
    found = [Share(name, *(part / count / 1000 for part in clock.spent[name])) for name in order]
    return [*found, Share(WIRE, over_http - sum(share.microseconds for share in found), None)]


def _wrap(clock: Clock, layers: dict[str, list[tuple[Any, str]]]) -> Wrapped:
    """What is wrapped: the module that looks a name up, the name, and its timed function."""
    return [
        (module, name, clock.around(layer, getattr(module, name)))
        for layer, functions in layers.items()
        for module, name in functions
    ]


def _deciding(clock: Clock) -> Wrapped:
    from portefeuille.applications import submitting

    rows = ("application_row", "judged_facts", "decision_row", "event_row")
    writing = SimpleNamespace(dumps=clock.around(ROWS, orjson.dumps))
    return [
        (submitting, "orjson", writing),
        *_wrap(
            clock,
            {
                PARSE: [(submitting, "read_request")],
                STANDING: [(submitting, "standing")],
                CASE: [(submitting, "compose"), (submitting, "read_case")],
                DECIDE: [(submitting, "decide_under")],
                ROWS: [(submitting, name) for name in rows],
                BOOK: [(submitting, "_book")],
            },
        ),
    ]


def _interface(clock: Clock) -> Wrapped:
    from portefeuille.api import views

    reading = SimpleNamespace(loads=clock.around(PARSE, orjson.loads), dumps=orjson.dumps)
    return [
        (views, "orjson", reading),
        *_wrap(
            clock,
            {
                ANSWER: [(views, "decision_document"), (views, "answer")],
                SERVICE: [(views, "submit")],
            },
        ),
    ]


def _counter(clock: Clock) -> Wrapped:
    from django.contrib.sessions.backends.db import SessionStore

    from portefeuille.applications import sending
    from portefeuille.people import queries
    from portefeuille.web.enterprise.wizard import checking, desk

    return _wrap(
        clock,
        {
            SESSION: [(SessionStore, "load")],
            WHO: [(queries, "mandates_of")],
            PAGE: [(desk, "applicant_of")],
            DRAFT: [(desk, "draft_of"), (checking, "submit_draft")],
            SERVICE: [(sending, "submit")],
        },
    )


def _call(application: Callable[..., Any], environ: dict[str, Any]) -> None:
    """One POST through the WSGI application; RuntimeError unless it was stored."""
    said: list[str] = []
    answer = application(environ, lambda status, _headers: said.append(status))
    content = b"".join(answer)
    answer.close()
    if not said[0].startswith(("201", "303")):
        raise RuntimeError(f"{said[0]}: {content.decode()}")


def _posts(place: Place) -> Iterator[dict[str, Any]]:
    while True:
        number = number_of(random.randrange(place.enterprises))
        body = json.dumps(request_for(number)).encode()
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {place.token}"}
        yield _environ("/api/v1/applications", body, "application/json") | bearer


def _declaration(line: str, body: str) -> dict[str, Any]:
    session, path = line.split()
    token = body.partition("csrfmiddlewaretoken=")[2][:32]
    cookies = {"HTTP_COOKIE": f"sessionid={session}; csrftoken={token}"}
    return _environ(path, body.encode(), "application/x-www-form-urlencoded") | cookies


def _environ(path: str, body: bytes, content_type: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
