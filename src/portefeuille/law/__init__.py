"""The regulation as data: one folder a scheme, in YAML that a jurist can read.

The only code here reads the files. `load` gives the law of a scheme as frozen, typed values,
`find` that of a folder, of a scheme by its name, or of a reform laid over a scheme.
"""

from functools import cache
from pathlib import Path

from portefeuille.core.law import Law
from portefeuille.law.overlay import read_overlay
from portefeuille.law.place import LawError
from portefeuille.law.reader import read_law

__all__ = ["DEFAULT_SCHEME", "LawError", "NoSuchLaw", "find", "load", "read_law", "schemes"]

DEFAULT_SCHEME = "kmo-portefeuille"
FOLDER = Path(__file__).parent


class NoSuchLaw(LookupError):
    """Where somebody pointed lies no law; says what could have been there."""


@cache
def load(scheme: str = DEFAULT_SCHEME) -> Law:
    """The law of a scheme that ships with the project."""
    return read_law(FOLDER / scheme)


def schemes() -> tuple[str, ...]:
    """The names of the schemes that ship with the project."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/scheme.yaml")))


def find(place: str | Path) -> Law:
    """The law of a folder, of a shipped scheme by its name, or of an overlay's file.

    NoSuchLaw where the place is none of these; LawError where a file is wrong.
    """
    path = Path(place)
    if path.is_dir():
        return read_law(path)
    if path.is_file():
        overlay = read_overlay(path)
        if overlay.scheme not in schemes():
            known = ", ".join(schemes())
            raise overlay.wrong("scheme", f"{overlay.scheme!r} is not a scheme", f"one of {known}")
        return read_law(FOLDER / overlay.scheme, overlay)
    if str(place) in schemes():
        return load(str(place))
    raise NoSuchLaw(
        f"{place} is not there; expected a folder with the files of a scheme, the file of a"
        f" reform, or the name of a scheme: {', '.join(schemes())}"
    )
