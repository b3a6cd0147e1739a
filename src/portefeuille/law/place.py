"""YAML with places: every value knows the file and line it stands on.

A law file is written by people. Where it is wrong, the error says the file, the line, what
was found there and what was expected, in the words of the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from portefeuille.core.money import format_euro, format_share, parse_euro, parse_share

T = TypeVar("T")


class LawError(ValueError):
    """A law file that cannot be read: where, what was found, and what was expected."""

    def __init__(self, file: str, line: int, why: str, expected: str) -> None:
        super().__init__(f"{file}, line {line}: {why}; expected {expected}")
        self.file, self.line, self.why, self.expected = file, line, why, expected


@dataclass(frozen=True, slots=True)
class Place:
    """A YAML node and the file it stands in."""

    file: str
    node: yaml.Node

    def wrong(self, why: str, expected: str) -> LawError:
        """The error that points at this place."""
        return LawError(self.file, self.line, why, expected)

    @property
    def line(self) -> int:
        """The line on which this begins."""
        return self.node.start_mark.line + 1

    def is_mapping(self) -> bool:
        """Whether names with values stand here."""
        return isinstance(self.node, yaml.MappingNode)

    def is_list(self) -> bool:
        """Whether a list stands here."""
        return isinstance(self.node, yaml.SequenceNode)

    def items(self) -> Iterator[tuple[str, "Place", "Place"]]:
        """Name, place of the name, and place of the value, for each field of a mapping."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong(f"{self._found()} is not a mapping", "names with values")
        seen: set[str] = set()
        for key, value in self.node.value:
            at = Place(self.file, key)
            name = at.text()
            if name in seen:
                raise at.wrong(f"{name!r} stands here twice", "each name once")
            seen.add(name)
            yield name, at, Place(self.file, value)

    def fields(
        self, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, "Place"]:
        """The fields of a mapping; an error for a missing or an unknown one."""
        found = {}
        for name, at, value in self.items():
            if name not in required + optional:
                raise at.wrong(
                    f"{name!r} is not a field", f"one of {', '.join(required + optional)}"
                )
            found[name] = value
        for name in required:
            if name not in found:
                raise self.wrong(f"{name!r} is missing", f"{', '.join(required)}")
        return found

    def rows(self) -> list["Place"]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong(f"{self._found()} is not a list", "a list, each entry after a dash")
        return [Place(self.file, node) for node in self.node.value]

    def text(self) -> str:
        """The text as written, never empty."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("this is not text", "text")
        if not self.node.value.strip():
            raise self.wrong("nothing stands here", "text")
        return str(self.node.value)

    def is_word(self, word: str) -> bool:
        """Whether this is just the given word."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.value == word

    def day(self) -> date:
        """A day in ISO form."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong(f"{self._found()} is not a day", "a day such as 2023-01-01") from None

    def euro(self) -> str:
        """An amount in contract form."""
        return self._exact(lambda text: format_euro(parse_euro(text)), "an amount", '"7500.00"')

    def share(self) -> str:
        """A share in contract form."""
        return self._exact(lambda text: format_share(parse_share(text)), "a share", '"0.30"')

    def count(self) -> int:
        """A whole number."""
        text = self.text()
        if not (text.isascii() and text.isdigit()):
            raise self.wrong(f"{self._found()} is not a whole number", "a number such as 14")
        return int(text)

    def flag(self) -> bool:
        """True or false."""
        return self.one_of(("true", "false")) == "true"

    def one_of(self, words: tuple[str, ...]) -> str:
        """One of the given words."""
        if self.text() not in words:
            raise self.wrong(f"{self._found()} is not known here", f"one of {', '.join(words)}")
        return self.text()

    def _exact(self, form: Callable[[str], str], what: str, example: str) -> str:
        try:
            if not isinstance(self.node, yaml.ScalarNode) or self.node.style != '"':
                raise ValueError
            return form(self.text())
        except ValueError:
            expected = f"{what} in double quotes, such as {example}"
            raise self.wrong(f"{self._found()} is not {what}", expected) from None

    def _found(self) -> str:
        return repr(self.node.value) if isinstance(self.node, yaml.ScalarNode) else "this"


def read_yaml(path: Path) -> Place:
    """The root of a YAML file; LawError where it is no YAML or cannot be read."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise LawError(path.name, 1, "the file is not there", "a law file of this name") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LawError(path.name, 1, str(error), "a file of text in UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise LawError(path.name, line, str(error.problem), "readable YAML") from None
    except yaml.YAMLError as error:
        raise LawError(path.name, 1, str(error), "readable YAML") from None
    if node is None:
        raise LawError(path.name, 1, "the file is empty", "a mapping")
    return Place(path.name, node)
