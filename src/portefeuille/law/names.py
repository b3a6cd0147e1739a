"""Reads `names.yaml`: what values are called in every scheme, in Dutch and in English."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, get_args

from portefeuille.core.law import Text
from portefeuille.core.lawbook.names import Chapter, Form, Names, Naming
from portefeuille.law.dated import texts
from portefeuille.law.place import Place, read_yaml

FILE = Path(__file__).parent / "names.yaml"


@cache
def load_names() -> Names:
    """The names that ship with the project."""
    return read_names(FILE)


def read_names(path: Path) -> Names:
    """The names of a file; LawError with file and line where it is wrong."""
    fields = read_yaml(path).fields(
        ("chapters", "other", "values", "general", "parts", "said", "numbers", "news")
    )
    return Names(
        chapters=tuple(_chapter(row) for row in fields["chapters"].rows()),
        other=texts(fields["other"]),
        namings={name: _naming(name, place) for name, _, place in fields["values"].items()},
        general=_sentences(fields["general"]),
        parts=_sentences(fields["parts"]),
        said=_sentences(fields["said"]),
        numbers={
            language: tuple(row.text() for row in place.rows())
            for language, place in fields["numbers"].fields(("nl", "en")).items()
        },
        news=tuple(row.text() for row in fields["news"].rows()),
    )


def _chapter(place: Place) -> Chapter:
    fields = place.fields(("name", "title", "values"))
    return Chapter(
        name=fields["name"].text(),
        title=texts(fields["title"]),
        patterns=tuple(row.text() for row in fields["values"].rows()),
    )


def _naming(pattern: str, place: Place) -> Naming:
    fields = place.fields(("shown", "title", "value"), ("told", "headlines"))
    shown: Any = fields["shown"].one_of(get_args(Form))
    return Naming(
        pattern=pattern,
        shown=shown,
        title=_sentence(fields["title"]),
        value=_sentences(fields["value"]),
        told=_sentences(fields["told"]) if "told" in fields else {},
        headlines=_sentences(fields["headlines"]) if "headlines" in fields else {},
    )


def _sentences(place: Place) -> Mapping[str, Text]:
    return {name: _sentence(text) for name, _, text in place.items()}


def _sentence(place: Place) -> Text:
    """A text in both languages; both name the same things between braces."""
    text = texts(place)
    named = [
        {part[1] for part in Formatter().parse(said) if part[1] is not None}
        for said in text.values()
    ]
    if named[0] != named[1]:
        differing = ", ".join(f"{{{name}}}" for name in sorted(named[0] ^ named[1]))
        raise place.wrong(f"{differing} stands in one language only", "the same in both languages")
    return text
