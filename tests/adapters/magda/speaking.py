"""A server that says what a test wants, over real HTTP, and clocks that do not wait."""

import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias

import trustme

from portefeuille.adapters.magda import Call, Magda, MagdaSettings, Reason, Time
from portefeuille.core.periods import BRUSSELS
from tests.adapters.magda import made

REASON = Reason("person:12", "application")

Say: TypeAlias = Callable[[BaseHTTPRequestHandler, str], None]
"""Answers one request; its Referte is given."""


def say(content: Callable[[str], bytes] | bytes, status: int = 200) -> Say:
    """Says this, where it is a function made from the Referte of the request."""

    def speak(handler: BaseHTTPRequestHandler, reference: str) -> None:
        body = content if isinstance(content, bytes) else content(reference)
        handler.send_response(status)
        handler.send_header("Content-Type", "text/xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return speak


def say_made(service: Any, **parts: str) -> Say:
    return say(lambda reference: made.answer(service, ours=reference, **parts))


def reset(handler: BaseHTTPRequestHandler, _: str) -> None:
    """Breaks the connection with a RST."""
    at_once = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    handler.close_connection = True


@dataclass
class Spoken:
    """What a server heard; what it says is taken in turn, the last one for ever."""

    says: list[Say]
    heard: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def next_one(self) -> Say:
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


@contextmanager
def speaking(*says: Say, tls: ssl.SSLContext | None = None) -> Iterator[Spoken]:
    spoken = Spoken(list(says))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for an ACK

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            with spoken.lock:
                spoken.heard.append(content)
                spoken.headers.append(dict(self.headers))
                spoken.paths.append(self.path)
                speak = spoken.next_one()
            found = re.search(rb"<Referte>([^<]+)<", content)
            speak(self, found[1].decode() if found else "")

        def log_message(self, *_: object) -> None:
            """Silent."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """A connection that a test breaks is no news."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    spoken.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield spoken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Clock:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(round(seconds, 3))
            self.seconds += seconds

    @property
    def time(self) -> Time:
        return Time(self.now, lambda: self.seconds, self.sleep, lambda: 1.0)

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 9, 30, tzinfo=BRUSSELS) + timedelta(seconds=self.seconds)


def settings(address: str, **more: Any) -> MagdaSettings:
    usual = {
        "sender": "example.invalid/vouchers",
        "signature": "none",
        "per_second": 1000,
        "read_timeout": 5.0,
    }
    return MagdaSettings(address=address, repertorium_address=address, **{**usual, **more})


@contextmanager
def asking(
    *says: Say, clock: Clock | None = None, **more: Any
) -> Iterator[tuple[Magda, Spoken, list[Call]]]:
    """A client and the server it asks, with what was logged."""
    calls: list[Call] = []
    with speaking(*says) as spoken:
        magda = Magda(settings(spoken.address, **more), calls.append, (clock or Clock()).time)
        try:
            yield magda, spoken, calls
        finally:
            magda.close()


@dataclass(frozen=True)
class Papers:
    """A certificate of our own with its key, and who signed it, as files."""

    certificate: Path
    key: Path
    authorities: Path
    authority: trustme.CA


def papers(folder: Path) -> Papers:
    authority = trustme.CA(key_type=trustme.KeyType.RSA)
    own = authority.issue_cert("client.invalid", key_type=trustme.KeyType.RSA)
    found = Papers(folder / "own.pem", folder / "own.key", folder / "ca.pem", authority)
    for number, part in enumerate(own.cert_chain_pems):
        part.write_to_path(str(found.certificate), append=number > 0)
    own.private_key_pem.write_to_path(str(found.key))
    authority.cert_pem.write_to_path(str(found.authorities))
    return found
