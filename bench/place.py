"""Where it is measured: a PostgreSQL of its own, as `make demo` starts it, with 70.000 wallets.

The server is the embedded one with its settings as they are (every commit on the disk), in a
folder beside the results, so on the disk of the project. It is wiped at the end.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from portefeuille.adapters.postgres import Server

DATA: Final = Path(__file__).parent / "results" / "database"
CEILING_CENTS: Final = 7_500_00
COST_CENTS: Final = 100_00
"""Small: 250 grants of 30,00 fit in a wallet, so that no run ends in refusals."""

Raw = dict[str, Any]

_FACTS: Final = {
    "legal_form": "610",
    "natural_person": False,
    "status": "AC",
    "juridical_situation": "000",
    "region": "flanders",
    "nace": {"version": 2008, "code": "62010"},
    "establishments": [{"number": "2999000171", "postcode": "9000", "region": "flanders"}],
    "seat_postcode": "9000",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The database, who is in it, and the token that opens the interface."""

    owner_url: str
    app_url: str
    enterprises: int
    token: str

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row the owner reads."""
        with psycopg.connect(self.owner_url) as session:
            row = session.execute(query).fetchone()
        assert row is not None
        return row


def number_of(place: int) -> str:
    """The number of an enterprise, by its place in the list from 0."""
    base = 19_000_000 + place
    return f"{base}{97 - base % 97:02d}"


def request_for(number: str) -> Raw:
    """What an applicant sends: a training of three days in a week."""
    start = date.today() + timedelta(days=7)  # noqa: DTZ011 - a week leaves room for a time zone
    return {
        "application": {
            "service": "training",
            "theme": "innovatie",
            "title": "Van idee naar prototype in drie dagen",
            "delivery": "classroom",
            "starts_on": str(start),
            "ends_on": str(start + timedelta(days=2)),
            "cost": "100.00",
        },
        "enterprise": {"number": number, "size": "small", "public_share": "0"},
        "provider": {"registration": "DV.O999001", "related_to_applicant": False},
    }


@contextmanager
def prepared(enterprises: int) -> Iterator[Place]:
    """A fresh database with so many enterprises, each with an empty wallet of this year.

    From here on Django works in it, in this process and in those it starts.
    """
    token = secrets.token_urlsafe(24)
    server = Server(DATA)
    server.wipe()
    endpoint = server.ensure_running()
    try:
        os.environ |= {
            "DATABASE_URL": endpoint.app_url,
            "DATABASE_OWNER_URL": endpoint.owner_url,
            "DJANGO_SETTINGS_MODULE": "portefeuille.config.settings",
            "PORTEFEUILLE_API_TOKEN_HASH": hashlib.sha256(token.encode()).hexdigest(),
            "PORTEFEUILLE_SECRET_KEY": secrets.token_urlsafe(50),
        }
        place = Place(endpoint.owner_url, endpoint.app_url, enterprises, token)
        _fill(place)
        yield place
    finally:
        server.wipe()


def _fill(place: Place) -> None:
    import django

    django.setup()
    from django.db import connections

    from portefeuille import samples
    from portefeuille.config.owner import migrate
    from portefeuille.providers.services import load_providers
    from portefeuille.register.services import add_synthetic

    migrate(place.owner_url)
    load_providers(samples.PROVIDERS)
    rows = (
        (number_of(at), {"name": f"Verzonnen {at}", **_FACTS}) for at in range(place.enterprises)
    )
    now = datetime.now(UTC)
    add_synthetic(rows, holds_on=now.date(), known_at=now)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO wallet_wallet (enterprise_id, year, size, ceiling_cents)"
            " SELECT id, %s, 'small', %s FROM register_enterprise",
            [now.year, CEILING_CENTS],
        )
    connections.close_all()
    with psycopg.connect(place.owner_url, autocommit=True) as session:
        session.execute("VACUUM (ANALYZE)")
