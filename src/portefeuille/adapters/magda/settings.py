"""How MAGDA is reached, and who we are there: from the environment.

    PORTEFEUILLE_MAGDA_ADDRESS              where its services are, without their path
    PORTEFEUILLE_MAGDA_REPERTORIUM_ADDRESS  where subscriptions are; the same where not given
    PORTEFEUILLE_MAGDA_SENDER               the URI MAGDA gave us ("Identificatie")
    PORTEFEUILLE_MAGDA_CAPACITY             "Hoedanigheid", where MAGDA still asks for one
    PORTEFEUILLE_MAGDA_CERTIFICATE          file with our certificate and its chain, PEM
    PORTEFEUILLE_MAGDA_KEY                  file with its private key, PEM
    PORTEFEUILLE_MAGDA_KEY_PASSWORD         the password of that key, where it has one
    PORTEFEUILLE_MAGDA_CA                   file with who may sign for MAGDA; the system's if none
    PORTEFEUILLE_MAGDA_SIGNATURE            wss (as if not given), body or none
    PORTEFEUILLE_MAGDA_PER_SECOND           look-ups a second of this process at most, 8 if none
    PORTEFEUILLE_MAGDA_DEADLINE             seconds for one look-up with its retries, 30 if none

Nothing is done in clear text but on this machine, and nothing unsigned unless asked for.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, cast
from urllib.parse import urlsplit

PREFIX: Final = "PORTEFEUILLE_MAGDA_"
READ_TIMEOUT: Final = 20.0

Signature = Literal["wss", "body", "none"]


class MagdaSettingsError(ValueError):
    """The environment says half of what is needed, or something that cannot be."""


@dataclass(frozen=True, slots=True)
class MagdaSettings:
    """How to reach MAGDA. Durations are in seconds.

    `deadline` bounds the time one look-up spends on calls and on waiting between them;
    `longest_queue` bounds the time it waits for its turn before that.
    """

    address: str
    repertorium_address: str
    sender: str
    capacity: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    key_password: str | None = field(default=None, repr=False)
    authorities: Path | None = None
    signature: Signature = "wss"
    recipient: str = "vip.vlaanderen.be"
    per_second: int = 8
    connect_timeout: float = 5.0
    read_timeout: float = READ_TIMEOUT
    deadline: float = 30.0
    longest_queue: float = 120.0
    attempts: int = 4
    first_pause: float = 0.5
    longest_pause: float = 8.0
    failures_to_open: int = 5
    open_for: float = 30.0

    def __post_init__(self) -> None:
        for address in (self.address, self.repertorium_address):
            _check_address(address)
        if not self.sender or len(self.sender) > 120:
            raise MagdaSettingsError(f"{PREFIX}SENDER: expected the URI MAGDA gave us")
        if self.capacity is not None and len(self.capacity) > 24:
            raise MagdaSettingsError(f"{PREFIX}CAPACITY: expected at most 24 characters")
        if (self.certificate is None) != (self.key is None):
            raise MagdaSettingsError(f"{PREFIX}CERTIFICATE and {PREFIX}KEY: one without the other")
        if self.signature != "none" and self.certificate is None:
            raise MagdaSettingsError(
                f"{PREFIX}SIGNATURE is {self.signature}, which needs {PREFIX}CERTIFICATE"
                f" and {PREFIX}KEY; only a simulator goes without: none"
            )


def settings_from(environment: Mapping[str, str]) -> MagdaSettings | None:
    """The settings in the environment; None where no address is set.

    MagdaSettingsError, which names the variable, for half a configuration.
    """
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    address = given.get("ADDRESS")
    if address is None:
        return None
    signature = given.get("SIGNATURE", "wss")
    if signature not in ("wss", "body", "none"):
        raise MagdaSettingsError(f"{PREFIX}SIGNATURE: expected wss, body or none")
    files = {name: Path(given[name]) for name in ("CERTIFICATE", "KEY", "CA") if name in given}
    for name, path in files.items():
        if not path.is_file():
            raise MagdaSettingsError(f"{PREFIX}{name}: expected a file, found none at {path}")
    deadline = float(_whole("DEADLINE", given.get("DEADLINE", "30"), 600))
    return MagdaSettings(
        address=address.rstrip("/"),
        repertorium_address=given.get("REPERTORIUM_ADDRESS", address).rstrip("/"),
        sender=given.get("SENDER", ""),
        capacity=given.get("CAPACITY"),
        certificate=files.get("CERTIFICATE"),
        key=files.get("KEY"),
        key_password=given.get("KEY_PASSWORD"),
        authorities=files.get("CA"),
        signature=cast("Signature", signature),
        per_second=_whole("PER_SECOND", given.get("PER_SECOND", "8"), 1000),
        read_timeout=min(READ_TIMEOUT, deadline),
        deadline=deadline,
    )


def _whole(name: str, given: str, most: int) -> int:
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= most):
        raise MagdaSettingsError(f"{PREFIX}{name}: expected a whole number from 1 to {most}")
    return int(given)


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme == "https" and host:
        return
    if parts.scheme == "http" and _is_this_machine(host):
        return
    raise MagdaSettingsError(
        f"{PREFIX}ADDRESS: expected https, or http on this machine for a simulator,"
        f" found {address!r}"
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
