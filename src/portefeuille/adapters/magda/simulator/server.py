"""The HTTP server: threads, one a connection; TLS where asked for; what breaks a connection."""

import json
import os
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, TypeAlias

from portefeuille.adapters.magda.simulator.troubles import Reply

MOST_BYTES: Final = 1_000_000
"""A question is some kilobytes: what is longer is not read."""

RESET: Final = struct.pack("ii", 1, 0)
"""Linger on, for no time: closing the socket then sends a reset."""

Control: TypeAlias = Callable[[str, str, bytes], tuple[int, Any]]
"""Method, path and body of what is no question: status and document."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Certificate and key of the server; whose clients are let in, if they must show one."""

    certificate: Path
    key: Path
    client_ca: Path | None = None

    def context(self) -> ssl.SSLContext:
        """TLS 1.2 and up."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.load_cert_chain(self.certificate, self.key)
        if self.client_ca is not None:
            made.load_verify_locations(self.client_ca)
            made.verify_mode = ssl.CERT_REQUIRED
        return made


class Server(ThreadingHTTPServer):
    """Serves from `start` to `stop`; `stop` ends connections and waits for their threads."""

    request_queue_size = 1024
    daemon_threads = False

    def __init__(
        self,
        address: tuple[str, int],
        reply: Callable[[str, bytes], Reply],
        control: Control,
        delay: float,
        tls: Tls | None,
    ) -> None:
        self.reply, self.control, self.delay = reply, control, delay
        self.tls = None if tls is None else tls.context()
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        """Serve from here on, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End what is open, slow answers too, and listen no more."""
        self.stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        with self._lock:
            for connection in self._open:
                _shut(connection)
        self.server_close()

    def get_request(self) -> tuple[socket.socket, Any]:
        """A connection; its handshake is left to its thread, that it holds up nobody."""
        connection, address = super().get_request()
        if self.tls is not None:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        with self._lock:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        """Closed, and no longer to be ended at the end."""
        with self._lock:
            self._open.discard(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or a handshake that fails, is no error of ours."""
        if not self.stopping.is_set() and not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "MAGDA-simulator"
    timeout = 60
    wbufsize = -1  # headers and body in one packet

    def do_POST(self) -> None:
        """A question, or a switch."""
        length = self.headers.get("Content-Length", "")
        known = length.isascii() and length.isdigit()
        if not known or len(length) > 9 or int(length) > MOST_BYTES:
            self.close_connection = True
            self._send(Reply(413 if known else 411, b"", "text/plain"))
            return
        body = self.rfile.read(int(length))
        if self.path.endswith("/soap/WebService"):
            self._send(self.server.reply(self.path, body))
        else:
            self._control(body)

    def do_GET(self) -> None:
        """What was asked so far."""
        self._control(b"")

    def do_DELETE(self) -> None:
        """A switch."""
        self._control(b"")

    def _control(self, body: bytes) -> None:
        status, document = self.server.control(self.command, self.path, body)
        content = json.dumps(document, ensure_ascii=False).encode()
        self._send(Reply(status, content, "application/json"))

    def _send(self, reply: Reply) -> None:
        if reply.slow:
            self.server.stopping.wait(self.server.delay)
        if reply.reset:
            self._reset()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    def _reset(self) -> None:
        """Break the connection: the client sees a reset, not an end."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        os.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is at GET /requests."""


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # whoever was there has left
        connection.shutdown(socket.SHUT_RDWR)
