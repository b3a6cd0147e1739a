"""The simulator: a question goes through the throttle, is read, gets in trouble, is answered.

Beside the questions it answers four of its own: `GET /requests` (what was asked), `POST
/trouble` (switch a trouble on), `DELETE /trouble` (all off) and `GET /trouble` (which there are).
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from portefeuille.adapters.magda.simulator.answering import Answering
from portefeuille.adapters.magda.simulator.asked import Log, Seen
from portefeuille.adapters.magda.simulator.envelope import fault, refusal, soap
from portefeuille.adapters.magda.simulator.playing import Playing
from portefeuille.adapters.magda.simulator.register import Register
from portefeuille.adapters.magda.simulator.requests import (
    Invalid,
    NotUnderstood,
    Request,
    parse,
    read_request,
)
from portefeuille.adapters.magda.simulator.schemas import Schemas
from portefeuille.adapters.magda.simulator.server import Server, Tls
from portefeuille.adapters.magda.simulator.signature import NotSigned, check_signature
from portefeuille.adapters.magda.simulator.throttle import Throttle
from portefeuille.adapters.magda.simulator.troubles import (
    MAGIC,
    TROUBLES,
    Asked,
    Reply,
    honest,
    too_many,
)
from portefeuille.core.periods import BRUSSELS

A_SECOND: Final = 10
"""Questions a second, as the real gateway allows them."""


class Simulator:
    """Answers at `url` from `start` to `stop`; `play` and `quiet` switch troubles.

    OSError where the port is taken, FileNotFoundError where a folder is not what it should be.
    """

    def __init__(
        self,
        register: Register,
        *,
        answers: Path | None = None,
        schemas: Path | None = None,
        throttle: int | None = A_SECOND,
        delay: float = 5,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: Tls | None = None,
        require_signature: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.requests = Log()
        self._clock, self._started = clock, clock()
        self._playing = Playing(clock)
        self._throttle = Throttle(throttle, clock)
        self._schemas = Schemas(schemas)
        self._answering = Answering(register.with_stand_ins(MAGIC), answers)
        self._require_signature = require_signature
        self._server = Server((host, port), self.reply, self._control, delay, tls)
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://{host}:{self._server.server_address[1]}"
        self.play, self.quiet = self._playing.play, self._playing.quiet

    def start(self) -> None:
        """Answer from here on."""
        self._server.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.stop()

    def reply(self, path: str, body: bytes) -> Reply:
        """The reply to whatever came in at the path of a service."""
        if not self._throttle.lets_through():
            return self._noted("throttled", None, too_many(self._throttle.limit))
        try:
            envelope = parse(body)
            if self._require_signature:
                check_signature(envelope)
            request = read_request(envelope, path, self._schemas)
        except (NotUnderstood, NotSigned) as error:
            return self._noted("fault", None, Reply(500, fault("Client", str(error))))
        except Invalid as error:
            said = refusal(error.request, _now(), "50000", str(error))
            return self._noted("50000", error.request, Reply(200, soap(said)))
        now = _now()
        trouble = self._playing.take(request.service.name, request.number)
        asked = Asked(request, now, lambda: self._answering.answer(request, now))
        if trouble is None:
            return self._noted("answered", request, honest(asked))
        return self._noted(trouble.name, request, trouble.play(asked))

    def _noted(self, answer: str, request: Request | None, reply: Reply) -> Reply:
        at = round(self._clock() - self._started, 3)
        if request is None:
            self.requests.add(Seen(at, None, None, None, answer))
        else:
            asked = (request.service.name, request.number, request.referte)
            self.requests.add(Seen(at, *asked, answer))
        return reply

    def _control(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """The reply to a question about the simulator itself."""
        match method, path:
            case "GET", "/requests":
                return 200, self.requests.as_document()
            case "GET", "/trouble":
                return 200, {name: trouble.says for name, trouble in TROUBLES.items()}
            case "DELETE", "/trouble":
                self.quiet()
                return 200, {"trouble": None}
            case "POST", "/trouble":
                return self._switch(body)
        return 404, {"error": f"nothing at {method} {path}"}

    def _switch(self, body: bytes) -> tuple[int, Any]:
        try:
            wanted = json.loads(body)
            self.play(wanted.pop("trouble"), **wanted)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            expected = {"trouble": "slow", "service": None, "seconds": None, "times": None}
            return 400, {"error": str(error), "expected": expected}
        return 200, json.loads(body)


@contextmanager
def simulating(register: Register, **settings: Any) -> Iterator[Simulator]:
    """A simulator that answers while the context lasts; settings are those of Simulator."""
    simulator = Simulator(register, **settings)
    simulator.start()
    try:
        yield simulator
    finally:
        simulator.stop()


def _now() -> datetime:
    return datetime.now(BRUSSELS)
