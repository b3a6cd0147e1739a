"""The values of a law's document in words: a rate as 30%, a theme by its label, a list by its size.

A document holds codes and contract forms. `Wording` knows one document, one language and the
labels of every era, so that a theme of 2019 is called by its name in 2026 too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from portefeuille.core.law import Language, Text
from portefeuille.core.lawbook.names import Names, Naming, part_of
from portefeuille.core.money import parse_euro, parse_share
from portefeuille.core.show import (
    show_count,
    show_day,
    show_days,
    show_euro,
    show_points,
    show_share,
)

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: its label, its code, and what stands below it (the topics of a theme).

    `language` is that of the label: codes of registers have Dutch names only.
    """

    label: str
    code: str
    language: Language
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in words; `unknown` where no source gives it. A list has its lines in `items`."""

    text: str
    unknown: bool = False
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Wording:
    """Puts the values of one document in words of one language."""

    document: Document
    names: Names
    language: Language
    labels: Mapping[str, Text]

    def said(self, phrase: str, **filled: str) -> str:
        """A fixed phrase of the names, filled in."""
        return self.names.said[phrase][self.language].format_map(filled)

    def word(self, code: str) -> str:
        """What a code is called; the code itself where nobody named it."""
        named = self._own_labels.get(code) or self.names.parts.get(code)
        named = named or self.document["words"].get(code) or self.labels.get(code)
        return named[self.language] if named else code

    def title(self, naming: Naming | None, name: str) -> str:
        """What a value is called; its bare name where nobody named it."""
        if naming is None:
            return name
        return naming.title[self.language].format_map({"part": self.part(naming, name)})

    def part(self, naming: Naming, name: str) -> str:
        """What the part of a value is called: the star of its pattern."""
        return self.word(part_of(naming.pattern, name))

    def join(self, words: Sequence[str]) -> str:
        """Words one after the other: a, b and c; with semicolons where a word has a comma."""
        if len(words) < 2:
            return "".join(words)
        between = "; " if any("," in word for word in words) else ", "
        return f"{between.join(words[:-1])} {self.said('and')} {words[-1]}"

    def number(self, count: int) -> str:
        """The first numbers in words, later ones in figures."""
        spelled = self.names.numbers[self.language]
        return spelled[count] if count < len(spelled) else show_count(count)

    def listed(self, codes: Iterable[str]) -> str:
        """Codes by what they are called, joined in order of the alphabet."""
        return self.join(sorted((self.word(code) for code in codes), key=str.casefold))

    def plain(self, shown: str, value: Any) -> str:
        """A single value in words; None is not known."""
        if value is None:
            return self.said("unknown")
        match shown:
            case "share":
                return show_share(parse_share(value))
            case "points":
                return show_points(parse_share(value), self.language)
            case "euro":
                return show_euro(parse_euro(value))
            case "days":
                return show_days(value, self.language)
            case "day":
                return show_day(date.fromisoformat(value), self.language)
            case "words":
                return self.listed(value) or self.said("none")
            case _:
                return show_count(value) if type(value) is int else str(value)

    def rates(self, plus: str) -> str:
        """What points more come to for every size."""
        each = [
            self.said(
                "rate-of",
                rate=show_share(parse_share(rate) + parse_share(plus)),
                size=self.word(size),
            )
            for size, rate in self.document["values"]["rate"].items()
        ]
        return self.join(each)

    def bounds(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The limits of a size or of a regime, each in words."""
        return {
            name: self.plain("euro" if name in _EUROS else "text", part)
            for name, part in value.items()
        }

    def raised(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The parts of a higher rate, each in words: points, rates, themes and services."""
        plus = value["plus"]
        return {
            "plus": self.plain("points", plus),
            "themes": self.listed(value["themes"]),
            "services": self.listed(value["services"]),
            "rates": self.said("unknown") if plus is None else self.rates(plus),
        }

    def items(self, shown: str, value: Mapping[str, Any]) -> tuple[Item, ...]:
        """The lines of a list."""
        if shown == "theme-list":
            return tuple(
                Item(theme["label"][self.language], theme["code"], self.language,
                     tuple(topic["label"][self.language] for topic in theme["topics"]))
                for theme in value["list"]
            )  # fmt: skip
        if shown == "versions":
            return tuple(
                Item(label, f"{year}/{code}", "nl")
                for year, codes in value["versions"].items()
                for code, label in codes.items()
            )
        return tuple(Item(label, code, "nl") for code, label in value["codes"].items())

    def show(self, naming: Naming, value: Any) -> Shown:
        """A value as the law of its day reads it."""
        frames = {frame: text[self.language] for frame, text in naming.value.items()}
        if value is None:
            return Shown(frames.get("unknown") or self.said("unknown"), unknown=True)
        match naming.shown:
            case "flag":
                return Shown(frames["yes" if value else "no"])
            case "all-or-themes" if value == "all":
                return Shown(frames["all"])
            case "all-or-themes" | "words":
                return Shown(_framed(frames, not value, {"value": self.listed(value)}))
            case "raise":
                return self._raised(frames, value)
            case "bounds":
                return Shown(frames["frame"].format_map(self.bounds(value)))
            case "state-aid":
                return Shown(frames[value["regime"]].format_map(self.bounds(value)))
            case "choice":
                return Shown(frames[value])
            case "codes" | "versions" | "theme-list":
                return self._list(naming, frames, value)
        return Shown(frames["frame"].format_map({"value": self.plain(naming.shown, value)}))

    def _raised(self, frames: Mapping[str, str], value: Mapping[str, Any]) -> Shown:
        filled = self.raised(value)
        if value["plus"] is None:
            return Shown(frames["unknown"].format_map(filled), unknown=True)
        nothing = not raises(value)
        return Shown(_framed(frames, nothing, filled))

    def _list(self, naming: Naming, frames: Mapping[str, str], value: Mapping[str, Any]) -> Shown:
        items = self.items(naming.shown, value)
        filled = {"count": self.number(len(items)), "themes": self.listed(value.get("themes", ()))}
        if value.get("themes") == []:
            return Shown(frames["none"])
        if not items and not value["complete"]:
            return Shown(frames["unknown"].format_map(filled), unknown=True)
        completeness = self.said("complete" if value["complete"] else "incomplete")
        return Shown(f"{_framed(frames, not items, filled)} {completeness}", items=items)

    @cached_property
    def _own_labels(self) -> Mapping[str, Text]:
        return all_labels([self.document])


_EUROS = ("turnover", "balance-total", "ceiling")


def raises(value: Mapping[str, Any]) -> bool:
    """Whether a higher rate adds anything, or might: points for some theme and service."""
    adds = value["plus"] is None or parse_share(value["plus"]) > 0
    return bool(adds and value["themes"] and value["services"])


def theme_labels(documents: Iterable[Document]) -> dict[str, Text]:
    """What each theme and topic is called; a topic with its theme, the last document first."""
    labels: dict[str, Text] = {}
    for document in documents:
        for theme in document["themes"]["list"]:
            labels[theme["code"]] = theme["label"]
            for topic in theme["topics"]:
                labels[topic["code"]] = {
                    language: f"{topic['label'][language]} ({theme['label'][language]})"
                    for language in topic["label"]
                }
    return labels


def all_labels(documents: Sequence[Document]) -> dict[str, Text]:
    """Labels of every era, and each higher rate by the themes it last held for."""
    labels = theme_labels(documents)
    for document in documents:
        for name, value in document["values"]["higher-rate"].items():
            themes = [labels[code] for code in value["themes"] if code in labels]
            if themes:
                labels[name] = {
                    language: ", ".join(theme[language] for theme in themes)
                    for language in themes[0]
                }
    return labels


def _framed(frames: Mapping[str, str], nothing: object, filled: Mapping[str, str]) -> str:
    frame = frames["none"] if nothing and "none" in frames else frames["frame"]
    return frame.format_map(filled)
