"""XML as ISO 20022 writes it: elements of one namespace, in an order that the schema fixes."""

from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
Make: TypeAlias = Callable[..., Element]


def maker(namespace: str) -> Make:
    """A function that makes elements: `make("Amt", "12.00", Ccy="EUR")`, `make("Id", child)`.

    What is None or "" is left out, so that an optional part needs no condition; an element is
    made also where it would hold nothing.
    """

    def make(tag: str, *content: "Element | str | None", **attributes: str) -> Element:
        made = etree.Element(f"{{{namespace}}}{tag}", attributes, {None: namespace})
        for one in content:
            if isinstance(one, str):
                made.text = one or None
            elif one is not None:
                made.append(one)
        return made

    return make


def as_bytes(root: Element) -> bytes:
    """The document in UTF-8, the same bytes for the same elements."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
