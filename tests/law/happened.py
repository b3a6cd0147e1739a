"""One edit of the document of a law, and what a jurist then reads of it in two languages."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from portefeuille.core.law import Language
from portefeuille.core.lawbook.diff import Happening, differences, happenings
from portefeuille.core.lawbook.names import Names
from portefeuille.core.lawbook.news import Change, Teller
from portefeuille.core.lawbook.words import Wording, all_labels
from portefeuille.law import load
from portefeuille.law.names import load_names

LAW, NAMES = load(), load_names()
LAST: Mapping[str, Any] = LAW.periods[-1].document
DAY = date(2027, 1, 1)
GONE = ...
"""Stands where a document does not have the value."""

Edit = tuple[str, Any, Any]
"""The path of a value ("values/rate/small"), what it was and what it is."""
Told = tuple[str, str, str]
"""A kind of happening, and its sentence in Dutch and in English."""


def with_value(path: str, value: Any) -> dict[str, Any]:
    """The last document of the law with something else in one place."""
    document: dict[str, Any] = json.loads(json.dumps(LAST))
    *above, name = path.split("/")
    part = document
    for step in above:
        part = part[step]
    if value is GONE:
        part.pop(name, None)
    else:
        part[name] = value
    return document


def wordings(edit: Edit, language: Language) -> tuple[Wording, Wording]:
    """The words of the document before the edit, and of the one after it."""
    path, *values = edit
    documents = [with_value(path, value) for value in values]
    labels = all_labels(documents)
    was, now = (Wording(document, NAMES, language, labels) for document in documents)
    return was, now


def changes_of(edit: Edit, language: Language, names: Names = NAMES) -> list[Change]:
    """What is told of the edit, in order of news value."""
    return Teller(LAW, names, language).changes(*wordings(edit, language), DAY)


def happened(edit: Edit, language: Language = "nl") -> list[Happening]:
    """What happened, with the words that a sentence may name."""
    was, now = wordings(edit, language)
    return [one for found in differences(was, now) for one in happenings(found, was, now)]


def told(edit: Edit) -> list[Told]:
    """What is told of an edit in both languages, with plain spaces."""
    dutch, english = (changes_of(edit, language) for language in ("nl", "en"))
    return [
        (nl.kind, plain(nl.sentence), plain(en.sentence))
        for nl, en in zip(dutch, english, strict=True)
    ]


def plain(text: str) -> str:
    """The text with ordinary spaces where it holds no-break ones."""
    return text.replace("\u00a0", " ")
