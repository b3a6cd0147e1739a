"""A mail server that keeps what it is given in a folder and sends nothing on.

It refuses addresses under `.invalid`, which exist nowhere (RFC 2606), as a real one would.
"""

import socket
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portefeuille.adapters.mail.folder import Mailbox


class Catcher:
    """Listens on a port, in a thread of its own, from `start` to `stop`."""

    def __init__(self, host: str, port: int, folder: Path) -> None:
        self._address = (host, port)
        self._mailbox = Mailbox(folder)
        self._listening: Controller | None = None

    def start(self) -> None:
        """Listen from here on; OSError, at once, where the port is taken."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(self._address)
        host, port = self._address
        keep = _Keep(self._mailbox)
        self._listening = Controller(keep, hostname=host, port=port, ready_timeout=30)
        self._listening.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            self._listening.stop()
            self._listening = None


class _Keep:
    """What is done with what comes in; the names of the methods are aiosmtpd's."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[Any]
    ) -> str:
        if address.endswith(".invalid"):
            return "550 No such address"
        envelope.rcpt_tos.append(address)
        return "250 Well"

    async def handle_DATA(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope
    ) -> str:
        self._mailbox.keep(envelope.original_content or b"")
        return "250 Kept"
