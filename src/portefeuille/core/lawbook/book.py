"""The law in force on a day, as a jurist reads it: every value in words, every condition in full.

Each value says since when it holds and until when, from where, how sure we are and when it was
last held against its source. What no source gives says so, with why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from string import Formatter
from typing import Any

from portefeuille.core.law import Language, Law, LimitException, Provision, Rule, Text
from portefeuille.core.lawbook.names import Names, matches
from portefeuille.core.lawbook.words import Item, Shown, Wording, all_labels
from portefeuille.core.periods import Dated, value_on
from portefeuille.core.show import show_day, show_days


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the law on a day.

    `until` is its last day, None where no later value is known; `since` is None, and so are the
    sources, where it has not begun. `value` is what the document holds.
    """

    name: str
    title: str
    value: Any
    text: str
    items: tuple[Item, ...]
    unknown: bool
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    confidence: str
    verified: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the law with its values in order."""

    name: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule of the law: what it asks, what follows, and what to do where it does not hold.

    `unknown` is said where nobody could find what the law says; empty where that cannot be.
    """

    name: str
    title: str
    kind: str
    asks: str
    fails: str
    remedy: str
    unknown: str
    when_unknown: str
    consequence: str
    source: str


@dataclass(frozen=True, slots=True)
class OtherLimit:
    """An exception to a time limit, in words."""

    title: str
    text: str
    sources: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Lawbook:
    """The law in force on `day`: in this form since `since` and until `until`."""

    scheme: str
    name: str
    day: date
    since: date
    until: date | None
    identifier: str
    sections: tuple[Section, ...]
    exceptions: tuple[OtherLimit, ...]
    conditions: tuple[Condition, ...]
    unknown: tuple[Entry, ...]


def lawbook(law: Law, day: date, names: Names, language: Language) -> Lawbook:
    """The law of a scheme on a day, in words; NoLaw before its first day."""
    in_force = law.on(day)
    labels = all_labels([period.document for period in law.periods])
    reader = _Reader(law, day, Wording(in_force.document, names, language, labels))
    sections = tuple(reader.sections())
    later = [period.first_day for period in law.periods if period.first_day > day]
    return Lawbook(
        scheme=law.scheme,
        name=law.name[language],
        day=day,
        since=in_force.first_day,
        until=later[0] - timedelta(days=1) if later else None,
        identifier=in_force.identifier(day),
        sections=sections,
        exceptions=tuple(reader.exception(one) for one in law.exceptions),
        conditions=tuple(reader.condition(rule) for rule in in_force.rules.values()),
        unknown=tuple(one for part in sections for one in part.entries if one.unknown),
    )


class _Reader:
    """Reads one law on one day in one language."""

    def __init__(self, law: Law, day: date, words: Wording) -> None:
        self._law, self._day, self._words = law, day, words
        self._language = words.language

    def sections(self) -> Iterator[Section]:
        """Every chapter that has a value, then whatever no chapter names."""
        left = dict(self._law.provisions)
        names = self._words.names
        for chapter in names.chapters:
            found = [
                name for pattern in chapter.patterns for name in left if matches(pattern, name)
            ]
            entries = tuple(self._entry(name, left.pop(name)) for name in found)
            if entries:
                yield Section(chapter.name, chapter.title[self._language], entries)
        if left:
            entries = tuple(self._entry(name, timeline) for name, timeline in left.items())
            yield Section("other", names.other[self._language], entries)

    def _entry(self, name: str, timeline: tuple[Dated[Provision], ...]) -> Entry:
        words, naming = self._words, self._words.names.naming(name)
        provision = value_on(timeline, self._day)
        since = max((d.first_day for d in timeline if d.first_day <= self._day), default=None)
        later = min((d.first_day for d in timeline if d.first_day > self._day), default=None)
        if provision is None:
            assert later is not None
            text = words.said("not-yet", day=show_day(later, self._language))
            shown = Shown(text)
        elif naming is None:
            shown = Shown(words.plain("text", provision.value), unknown=provision.value is None)
        else:
            shown = words.show(naming, provision.value)
        return Entry(
            name=name,
            title=words.title(naming, name),
            value=provision.value if provision else None,
            text=shown.text,
            items=shown.items,
            unknown=shown.unknown,
            since=since,
            until=later - timedelta(days=1) if later else None,
            sources=self._called(provision.sources) if provision else (),
            confidence=words.said(f"confidence-{provision.confidence}") if provision else "",
            verified=provision.verified if provision else None,
            note=_in(self._language, provision.note) if provision else None,
        )

    def exception(self, one: LimitException) -> OtherLimit:
        """An exception to a time limit."""
        language, words = self._language, self._words
        days = {"first": show_day(one.first, language), "last": show_day(one.last, language)}
        if one.days is not None:
            text = words.said("other-days", days=show_days(one.days, language), **days)
        else:
            assert one.until is not None
            text = words.said("other-last-day", until=show_day(one.until, language), **days)
        naming = words.names.naming(one.limit)
        title, sources = words.title(naming, one.limit), self._called(one.provision.sources)
        return OtherLimit(title, text, sources, _in(language, one.provision.note))

    def condition(self, rule: Rule) -> Condition:
        """A rule in its own sentences; what they fill in of a case stands as a word there."""
        say, language = self._general, self._language
        return Condition(
            name=rule.name,
            title=rule.title[language],
            kind=rule.kind,
            asks=say(rule.holds[language]),
            fails=say(rule.fails[language]),
            remedy=say(rule.remedy[language]),
            unknown=say(rule.law_unknown[language]),
            when_unknown=self._words.said(f"unknown-{rule.unknown}"),
            consequence=self._words.said(f"kind-{rule.kind}"),
            source=rule.source[language],
        )

    def _general(self, sentence: str) -> str:
        """A sentence about any case: the fields of a case as […] of their name."""
        fields = {part for _, part, _, _ in Formatter().parse(sentence) if part}
        return sentence.format_map(
            {name: f"[{self._words.said(f'field-{name}')}]" for name in fields}
        )

    def _called(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._law.sources[name][self._language] for name in sources)


def _in(language: Language, note: Text | None) -> str | None:
    return None if note is None else note[language]
