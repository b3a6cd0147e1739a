"""A bank's XML, read without trusting it: one walk over its parts, and readers of them.

No document type, so no entities; nothing is fetched; no more than `MAX_BYTES` and `MAX_TAGS`,
and no deeper than the parser's own limit of 256 levels. UTF-8 only, as ISO 20022 wants it: a
document type cannot hide in another encoding. Whatever is wrong is a BankFileError.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Final, TypeAlias

from lxml import etree

from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.core.money import Cents
from portefeuille.core.periods import BRUSSELS

MAX_BYTES: Final = 32 * 1024 * 1024
"""A statement of 10.000 bookings, each with its details, is about 15 MB."""

MAX_TAGS: Final = 2_000_000
"""Opening and closing ones; what nobody clears away of a hostile file stays under 300 MB."""

LONGEST_IDENTIFIER: Final = 35
MOST_TRANSACTIONS: Final = 999_999_999

_BOM: Final = b"\xef\xbb\xbf"
_MONEY: Final = re.compile(r"\+?(?=\.?[0-9])([0-9]{0,15})(?:\.([0-9]{0,17}))?")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(\.[0-9]{1,20})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)

Node: TypeAlias = etree._Element


def walk(content: bytes) -> Iterator[tuple[str, Node]]:
    """What the parser meets, as ("start" or "end", element).

    BankFileError for anything but plain, small, well-formed UTF-8 XML: at once, or where it is
    met.
    """
    _weigh(content)
    try:
        yield from etree.iterparse(
            io.BytesIO(content.removeprefix(_BOM)),
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BankFileError("file", f"is no XML ({error})", "well-formed XML in UTF-8") from None


def _weigh(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise BankFileError("file", f"has {len(content)} bytes", f"at most {MAX_BYTES}")
    if (tags := content.count(b"<")) > MAX_TAGS:
        raise BankFileError("file", f"has {tags} tags", f"at most {MAX_TAGS}")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BankFileError("file", "has a document type", "XML without one")


def clear(node: Node) -> None:
    """Let go of an element that has been read, and of those before it."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


@cache
def _qualified(namespace: str, path: str) -> str:
    return "/".join(f"{namespace}{name}" for name in path.split("/"))


def _path(node: Node, path: str) -> str:
    namespace, brace, _ = str(node.tag).rpartition("}")
    return _qualified(namespace + brace, path)


def name_of(node: Node) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def child(node: Node, *paths: str) -> Node | None:
    """The first element that is found at one of the paths ("Refs/EndToEndId")."""
    for path in paths:
        found = node.find(_path(node, path))
        if found is not None:
            return found
    return None


def children(node: Node, path: str) -> list[Node]:
    """Every element at the path."""
    return list(node.findall(_path(node, path)))


def needed(node: Node, *paths: str) -> Node:
    """The first element at one of the paths; BankFileError where there is none."""
    found = child(node, *paths)
    if found is None:
        raise BankFileError(name_of(node), "is not whole", " or ".join(paths))
    return found


def text(node: Node, *paths: str) -> str:
    """The text at the first of the paths that has one, on one line; "" where none has."""
    for path in paths:
        found = node.find(_path(node, path))
        if found is not None and (said := words(found)):
            return said
    return ""


def words(node: Node) -> str:
    """The text of the element itself, on one line."""
    return " ".join((node.text or "").split())


def needed_text(node: Node, *paths: str) -> str:
    """The text at the first of the paths that has one; BankFileError where none has."""
    if found := text(node, *paths):
        return found
    raise BankFileError(name_of(node), "is not whole", f"text in {' or '.join(paths)}")


def euros(node: Node) -> Cents:
    """The cents of an amount; BankFileError in another currency, or with a part of a cent."""
    if (currency := node.get("Ccy")) != "EUR":
        raise BankFileError(name_of(node), f"is in {shown(currency)}", "an amount in EUR")
    return cents(node)


def cents(node: Node) -> Cents:
    """The cents of a decimal number; BankFileError where it is none, or has a part of a cent."""
    found = (node.text or "").strip()
    parts = _MONEY.fullmatch(found)
    if parts is None or (parts[2] or "").rstrip("0")[2:]:
        raise BankFileError(name_of(node), f"is {shown(found)}", "an amount in whole cents")
    return int(parts[1] or 0) * 100 + int((parts[2] or "")[:2].ljust(2, "0"))


def whole(found: str, where: str, most: int = 10**18 - 1) -> int:
    """A whole number up to `most`; BankFileError otherwise."""
    if not re.fullmatch("[0-9]{1,18}", found) or int(found) > most:
        raise BankFileError(where, f"is {shown(found)}", f"a whole number up to {most}")
    return int(found)


def identifier(node: Node, *paths: str) -> str:
    """The identifier at the first of the paths that has one, "" where none has.

    BankFileError where it is longer than the format allows (Max35Text): it could not be kept.
    """
    found = text(node, *paths)
    if len(found) > LONGEST_IDENTIFIER:
        raise BankFileError(
            " or ".join(paths), f"has {len(found)} characters", f"at most {LONGEST_IDENTIFIER}"
        )
    return found


def day(node: Node) -> date:
    """The day in a choice of Dt and DtTm, in Brussels; BankFileError where there is none."""
    if found := text(node, "Dt"):
        parts = _DAY.fullmatch(found)
        try:
            return date.fromisoformat(parts[1] if parts else "")
        except ValueError:
            raise BankFileError(name_of(node), f"is {shown(found)}", "a day") from None
    return moment(needed_text(node, "Dt", "DtTm"), name_of(node)).date()


def moment(found: str, where: str) -> datetime:
    """A moment in Brussels; where it has no zone, it is of there. BankFileError otherwise."""
    parts = _MOMENT.fullmatch(found)
    try:
        read = datetime.fromisoformat(
            f"{parts[1]}{(parts[2] or '')[:7]}{parts[3] or ''}" if parts else ""
        )
        return read.replace(tzinfo=BRUSSELS) if read.tzinfo is None else read.astimezone(BRUSSELS)
    except (ValueError, OverflowError):
        raise BankFileError(where, f"is {shown(found)}", "a moment") from None


def shown(found: str | None) -> str:
    """What was found, short enough for a message."""
    return "missing" if found is None else repr(found[:40])
