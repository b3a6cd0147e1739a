"""The schema of pain.001.001.09, as the package sepaxml carries it: ISO 20022's own.

Only its file is used: sepaxml itself writes no structured reference, and is not imported.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from portefeuille.adapters.bank.errors import BankFileError


@cache
def pain_001() -> etree.XMLSchema:
    """The schema, read once for a process."""
    found = find_spec("sepaxml")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("sepaxml, which carries the schema of pain.001, is missing")
    return etree.XMLSchema(
        etree.parse(Path(found.origin).parent / "schemas" / "pain.001.001.09.xsd")
    )


def hold_to_pain_001(root: etree._Element) -> None:
    """BankFileError with what the schema says first where a document is not valid."""
    schema = pain_001()
    if not schema.validate(root):
        first = next(iter(schema.error_log))
        raise BankFileError(f"line {first.line}", str(first.message), "a valid pain.001.001.09")
