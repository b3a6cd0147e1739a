"""XML that came from outside, read without trusting it: one parser, and readers of its parts.

No document type, so no entities; nothing is fetched; no more than `MAX_BYTES` and `MAX_TAGS`,
and no deeper than the parser's own limit of 256 levels. UTF-8 only: a document type cannot hide
in another encoding. Whatever is wrong is a MagdaError, which says where.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

from lxml import etree

from portefeuille.adapters.magda.errors import MagdaError

MAX_BYTES: Final = 16 * 1024 * 1024
"""An answer of annual accounts with every line and label is about 1 MB."""

MAX_TAGS: Final = 1_000_000
"""An element takes far more memory than its four bytes: this bounds it to about 130 MB."""

_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}(?:\.0{1,6})?")

Node: TypeAlias = etree._Element


def parse(content: bytes) -> Node:
    """The root element; MagdaError for anything but plain, small, well-formed UTF-8 XML."""
    if len(content) > MAX_BYTES:
        raise MagdaError(f"expected at most {MAX_BYTES} bytes, found {len(content)}")
    if (tags := content.count(b"<")) > MAX_TAGS:
        raise MagdaError(f"expected at most {MAX_TAGS} tags, found {tags}")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise MagdaError("expected XML without a document type, found one")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Node = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MagdaError(f"expected XML, found something else ({error})") from None
    return root


def name_of(node: Node) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(node).localname)


def child(node: Node | None, *path: str) -> Node | None:
    """The first element at the end of a path of names; None where there is none."""
    for name in path:
        node = None if node is None else node.find(name)
    return node


def needed(node: Node, *path: str) -> Node:
    """The element at the end of the path; MagdaError where there is none."""
    found = child(node, *path)
    if found is None:
        raise MagdaError(f"expected {'/'.join(path)} in {name_of(node)}, found none")
    return found


def children(node: Node | None, *path: str) -> Iterator[Node]:
    """Every element with the last name of the path, in the element before it."""
    holder = child(node, *path[:-1])
    return iter(()) if holder is None else iter(holder.findall(path[-1]))


def text(node: Node | None, *path: str) -> str | None:
    """The text of an element, stripped; None where it is missing or empty."""
    found = child(node, *path)
    return None if found is None else (found.text or "").strip() or None


def attribute(node: Node | None, name: str) -> str | None:
    """The value of an attribute, stripped; None where it is missing or empty."""
    value = None if node is None else node.get(name)
    return None if value is None else str(value).strip() or None


def needed_text(node: Node, *path: str) -> str:
    """The text of an element; MagdaError where it is missing or empty."""
    found = text(node, *path)
    if found is None:
        raise MagdaError(f"expected text in {name_of(node)}/{'/'.join(path)}, found none")
    return found


def number(node: Node, *path: str) -> str:
    """A number of ten digits, of an enterprise or an establishment; check digits are not ours."""
    found = needed_text(node, *path)
    if not re.fullmatch("[0-9]{10}", found):
        raise _wrong(node, path, "ten digits", found)
    return found


def whole(node: Node, *path: str) -> int:
    """A whole number, also where it is written as a decimal without a fraction."""
    found = needed_text(node, *path)
    if not _WHOLE.fullmatch(found):
        raise _wrong(node, path, "a whole number", found)
    return int(found.partition(".")[0])


def day(node: Node | None, *path: str) -> date | None:
    """A date; None where it is missing or open-ended (year 9999)."""
    found = text(node, *path)
    return None if found is None or node is None else _day(node, path, found)


def day_of(node: Node | None, name: str) -> date | None:
    """A date in an attribute; None where it is missing or open-ended (year 9999)."""
    found = attribute(node, name)
    return None if found is None or node is None else _day(node, (f"@{name}",), found)


def _day(node: Node, path: tuple[str, ...], found: str) -> date | None:
    parts = _DAY.fullmatch(found)
    if parts is None:
        raise _wrong(node, path, "a date yyyy-mm-dd", found)
    if parts[1] == "9999":
        return None
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        raise _wrong(node, path, "a date that exists", found) from None


def _wrong(node: Node, path: tuple[str, ...], expected: str, found: str) -> MagdaError:
    where = "/".join((name_of(node), *path))
    return MagdaError(f"expected {expected} in {where}, found {found[:40]!r}")
