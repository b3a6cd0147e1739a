"""Django's view of a database address.

The application never works as the owner of its tables: whoever logs in, the session takes the
role `portefeuille_app` at its start, which holds only what the migrations grant it.
"""

from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict

APPLICATION_ROLE: Final = "portefeuille_app"

_DJANGO_NAMES: Final = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def connection_settings(url: str | None, role: str | None) -> dict[str, Any]:
    """Django's settings of a libpq address; without one, settings that cannot connect."""
    parts = conninfo_to_dict(url or "")
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "",
        "CONN_MAX_AGE": None,
    }
    for libpq, django in _DJANGO_NAMES.items():
        if libpq in parts:
            settings[django] = str(parts.pop(libpq))
    settings["OPTIONS"] = {**parts, "server_side_binding": True, "prepare_threshold": 3}
    if role:
        settings["OPTIONS"]["assume_role"] = role
    return settings
