"""A MAGDA to ask: the simulator with the invented enterprises, and a client in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from portefeuille import samples
from portefeuille.adapters.magda import Magda, MagdaSettings
from portefeuille.adapters.magda.simulator import Register, Simulator, simulating
from portefeuille.core.lookup import Found, Lookup
from portefeuille.register.models import Snapshot
from portefeuille.register.services import Reason, asking, keep_call

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ME = Reason("person:1", "application")

BAKERY, STEEL, PAINTER, FARM = "1999900171", "1999900270", "1999901854", "1999900765"
SOLE = "1999900369"

ENTERPRISE, EMPLOYMENT, ACCOUNTS = "GeefOnderneming", "GeefTewerkstelling", "GeefJaarrekeningen"
SUBSCRIBE = "RegistreerInschrijving"


@contextmanager
def magda_here() -> Iterator[Simulator]:
    """A simulator, and every look-up of this process asking it; nobody waits long."""
    register = Register.read(samples.KBO, samples.MAGDA)
    with simulating(register, throttle=None) as simulator:
        client = Magda(settings_for(simulator), keep_call)
        try:
            with asking(client):
                yield simulator
        finally:
            client.close()


def settings_for(simulator: Simulator) -> MagdaSettings:
    return MagdaSettings(
        address=simulator.url,
        repertorium_address=simulator.url,
        sender="https://portefeuille.example",
        signature="none",
        per_second=1000,
        attempts=2,
        first_pause=0.01,
        longest_pause=0.1,
        deadline=6.0,
        failures_to_open=1000,
    )


def found(lookup: Lookup[Snapshot]) -> Snapshot:
    assert isinstance(lookup, Found), lookup
    return lookup.value


def asked(simulator: Simulator, service: str | None = None) -> int:
    """How often the simulator was asked, at a service or at all."""
    seen = simulator.requests.as_document()["requests"]
    return sum(1 for one in seen if service in (None, one["service"]))
