"""XML as MAGDA writes it: elements without a namespace, in an order that the schema fixes.

Element = lxml's element. What is None is left out, so that an optional part needs no condition.
"""

from datetime import date
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
Content: TypeAlias = "Element | str | int | date | None"


def element(tag: str, *content: Content, **attributes: str | date | None) -> Element:
    """An element with what it holds: its text, or its children; dates as YYYY-MM-DD."""
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name, _text(value))
    for one in content:
        if isinstance(one, str | int | date):
            made.text = _text(one)
        elif one is not None:
            made.append(one)
    return made


def filled(tag: str, *content: Content, **attributes: str | date | None) -> Element | None:
    """The element, or None where it would hold nothing: the schema wants no empty lists."""
    if all(one is None for one in content):
        return None
    return element(tag, *content, **attributes)


def coded(tag: str, code: str, description: str | None = None) -> Element:
    """An element that holds a Code and, where there is one, its Omschrijving."""
    return element(tag, element("Code", code), optional("Omschrijving", description))


def optional(tag: str, value: str | date | None) -> Element | None:
    """The element, or None where there is no value."""
    return None if value is None else element(tag, value)


def _text(value: str | int | date) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
