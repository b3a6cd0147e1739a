"""One request over the wire, one answer back, within a time and a size.

Mutual TLS 1.2 or later. No redirects are followed, and no proxy of the environment is used: what
is asked and of whom goes to MAGDA and nowhere else. No compression is asked for, so that the
size of an answer is what arrives.

Source: W3C SOAP 1.1, section 6 (HTTP binding).
"""

import encodings.idna  # noqa: F401 - here, since threads that look a host up at once trip over it
import ssl
from collections.abc import Callable
from typing import Final

import httpx

from portefeuille.adapters.magda.nodes import MAX_BYTES
from portefeuille.adapters.magda.settings import PREFIX, MagdaSettings, MagdaSettingsError

HEADERS: Final = {
    "Content-Type": "text/xml;charset=UTF-8",
    "SOAPAction": '""',
    "Accept": "text/xml",
    "Accept-Encoding": "identity",
}
CONNECTIONS: Final = 16


class WireError(Exception):
    """No answer came, or not a whole one; the text says what went wrong."""


class Transport:
    """Connections to MAGDA, kept open and shared between threads."""

    def __init__(self, settings: MagdaSettings, monotonic: Callable[[], float]) -> None:
        self._longest = settings.read_timeout
        self._quick = settings.connect_timeout
        self._monotonic = monotonic
        self._client = httpx.Client(
            verify=tls_of(settings),
            timeout=httpx.Timeout(
                settings.read_timeout, connect=settings.connect_timeout, pool=settings.deadline
            ),
            limits=httpx.Limits(max_connections=CONNECTIONS),
            follow_redirects=False,
            trust_env=False,
        )

    def post(self, address: str, content: bytes) -> tuple[int, bytes]:
        """Status and content of the answer; WireError where there is none."""
        ends = self._monotonic() + self._longest
        try:
            with self._client.stream("POST", address, content=content, headers=HEADERS) as reply:
                parts, size = [], 0
                for part in reply.iter_raw():
                    parts.append(part)
                    size += len(part)
                    if size > MAX_BYTES:
                        raise WireError(f"the answer is longer than {MAX_BYTES} bytes")
                    if self._monotonic() > ends:  # a read timeout only bounds each part
                        raise WireError(f"the answer took longer than {self._longest:.0f} seconds")
                return reply.status_code, b"".join(parts)
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise WireError(_why(error)) from None

    def reach(self, address: str) -> None:
        """Whether something there speaks HTTP, within the time to connect; WireError if not."""
        try:
            with self._client.stream("GET", address, headers=HEADERS, timeout=self._quick):
                return
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise WireError(_why(error)) from None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _why(error: Exception) -> str:
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "no connection in time"
        case httpx.TimeoutException():
            return "no answer in time"
        case httpx.ConnectError():
            return f"no connection ({error})"
        case httpx.RemoteProtocolError() | httpx.ReadError() | httpx.WriteError():
            return f"the connection broke ({error or 'reset'})"
    return f"{type(error).__name__}: {error}"


def tls_of(settings: MagdaSettings) -> ssl.SSLContext:
    """Mutual TLS, 1.2 or later, as the settings say; MagdaSettingsError where a file is wrong."""
    if settings.address.startswith("http:") and settings.repertorium_address.startswith("http:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used, and trusts nobody
    try:
        context = ssl.create_default_context(cafile=settings.authorities)
    except (OSError, ssl.SSLError) as error:
        raise MagdaSettingsError(f"{PREFIX}CA: cannot be read ({error})") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.certificate is not None:
        try:
            context.load_cert_chain(
                settings.certificate, settings.key, lambda: settings.key_password or ""
            )
        except (OSError, ssl.SSLError) as error:
            raise MagdaSettingsError(
                f"{PREFIX}CERTIFICATE and {PREFIX}KEY: cannot be used ({error})"
            ) from None
    return context
