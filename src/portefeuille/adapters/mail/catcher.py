"""A mail server that keeps what it is given in a folder and sends nothing on."""

from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portefeuille.adapters.mail.folder import Mailbox


class Catcher:
    """Listens on a port, in a thread of its own, from `start` to `stop`."""

    def __init__(self, host: str, port: int, folder: Path) -> None:
        self._controller = Controller(
            _Keep(Mailbox(folder)), hostname=host, port=port, ready_timeout=30
        )

    def start(self) -> None:
        """Listen from here on; OSError where the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """Listen no more."""
        self._controller.stop()


class _Keep:
    """What is done with a mail that comes in; the name of the method is aiosmtpd's."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        self._mailbox.keep(content)
        return "250 Kept"
