"""The regulation as data: one folder a scheme, in YAML that a jurist can read.

The only code here reads the files. `load` gives the law of a scheme as frozen, typed values.
"""

from functools import cache
from pathlib import Path

from portefeuille.core.law import Law
from portefeuille.law.place import LawError
from portefeuille.law.reader import read_law

__all__ = ["DEFAULT_SCHEME", "LawError", "load", "read_law"]

DEFAULT_SCHEME = "kmo-portefeuille"


@cache
def load(scheme: str = DEFAULT_SCHEME) -> Law:
    """The law of a scheme that ships with the project."""
    return read_law(Path(__file__).parent / scheme)
