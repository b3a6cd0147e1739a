"""What changed in the law between two days, told as news: day by day, each with its source.

Every change is told on the day on which it came to hold, in the order of its news value. What
only changed the wording of a condition stands apart: it is no news, and it is not passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from portefeuille.core.law import Language, Law, LawInForce, Provision
from portefeuille.core.lawbook.diff import (
    MOVES,
    SPOKEN,
    Difference,
    Happening,
    differences,
    happenings,
)
from portefeuille.core.lawbook.names import Names, Naming, matches
from portefeuille.core.lawbook.words import Wording, all_labels
from portefeuille.core.show import show_day

MOST_IN_HEADLINE: Final = 2
MOST_IN_SENTENCE: Final = 400
MINOR: Final = ("reworded", "resourced", "rewritten", "relabelled", "reordered")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: the value by its name and its path in the document, and the news.

    `items` are the lines of a list that are too many for a sentence; `reading` says that it is
    our reading of the sources, and stands nowhere like this; `note` what more is known.
    """

    name: str
    path: tuple[str, ...]
    kind: str
    sentence: str
    headline: str
    sources: tuple[str, ...]
    items: tuple[str, ...]
    reading: bool
    note: str | None

    @property
    def minor(self) -> bool:
        """Whether only words, sources or order changed."""
        return self.kind in MINOR or self.path[0] == "words"


@dataclass(frozen=True, slots=True)
class DayOfChange:
    """A day on which something changed: its headline, and its changes in order of news value."""

    day: date
    headline: str
    changes: tuple[Change, ...]

    @property
    def news(self) -> tuple[Change, ...]:
        """What changed in the law itself."""
        return tuple(change for change in self.changes if not change.minor)

    @property
    def stories(self) -> tuple[tuple[Change, ...], ...]:
        """The news, with what happened to one value together."""
        return tuple(tuple(group) for _, group in groupby(self.news, key=lambda one: one.name))

    @property
    def wording(self) -> tuple[Change, ...]:
        """What only changed in words or sources."""
        return tuple(change for change in self.changes if change.minor)


@dataclass(frozen=True, slots=True)
class News:
    """Everything that changed after `first`, up to and including `last`."""

    first: date
    last: date
    headline: str
    days: tuple[DayOfChange, ...]

    @property
    def several_days(self) -> bool:
        """Whether the law changed on more than one day: each then has its own headline."""
        return len(self.days) > 1


class Backwards(ValueError):
    """The two days are asked in the wrong order."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{last} is before {first}")
        self.first, self.last = first, last


def news_between(law: Law, first: date, last: date, names: Names, language: Language) -> News:
    """What changed between two days.

    Backwards where `last` is before `first`; NoLaw where `first` is before the first law.
    """
    if last < first:
        raise Backwards(first, last)
    law.on(first)
    teller = Teller(law, names, language)
    days = tuple(
        teller.day(at)
        for at, period in enumerate(law.periods)
        if first < period.first_day <= last
    )  # fmt: skip
    shown = {"first": show_day(first, language), "last": show_day(last, language)}
    wording = teller.wording(law.on(first))
    if not days:
        headline = wording.said("no-change", **shown)
    elif len(days) == 1:
        headline = days[0].headline
    else:
        headline = wording.said("changes-between", days=wording.number(len(days)), **shown)
    return News(first, last, headline, days)


def days_of_change(law: Law, names: Names, language: Language) -> tuple[DayOfChange, ...]:
    """Every day on which the law changed, the oldest first; its first day is none of them."""
    teller = Teller(law, names, language)
    return tuple(teller.day(at) for at in range(1, len(law.periods)))


class Teller:
    """Tells what changed on a day of one law, in one language."""

    def __init__(self, law: Law, names: Names, language: Language) -> None:
        self._law, self._names, self._language = law, names, language
        self._labels = all_labels([period.document for period in law.periods])

    def wording(self, law: LawInForce) -> Wording:
        """The words for the document of a period."""
        return Wording(law.document, self._names, self._language, self._labels)

    def day(self, at: int) -> DayOfChange:
        """What changed on the first day of the period at a place in the law."""
        before, after = self._law.periods[at - 1], self._law.periods[at]
        changes = tuple(self.changes(self.wording(before), self.wording(after), after.first_day))
        return DayOfChange(after.first_day, self._headline(changes, after), changes)

    def changes(self, was: Wording, now: Wording, day: date) -> list[Change]:
        """Every change from one document to the next, in order of news value."""
        found = [
            self._told(difference, happening, now, day)
            for difference in differences(was, now)
            for happening in happenings(difference, was, now)
        ]
        return sorted(found, key=lambda change: (change.minor, self._rank(change.name)))

    def _told(
        self, difference: Difference, happening: Happening, now: Wording, day: date
    ) -> Change:
        name, naming = difference.name, now.names.naming(difference.name)
        filled = {
            "title": now.title(naming, name),
            "part": now.part(naming, name) if naming else name,
            "day": show_day(day, self._language),
            **happening.words,
        }
        provision = self._provision(name, day)
        many = sum(map(len, happening.items)) > MOST_IN_SENTENCE  # in characters
        sentence, headline, apart = self._sentences(naming, happening.kind, many=many)
        return Change(
            name=name,
            path=difference.path,
            kind=happening.kind,
            sentence=_as_sentence(sentence.format_map(filled)),
            headline=_as_sentence(headline.format_map(filled)),
            sources=self._sources(difference, day),
            items=happening.items if apart else (),
            reading=provision is not None and provision.confidence == "inference",
            note=provision.note[self._language] if provision and provision.note else None,
        )

    def _sentences(self, naming: Naming | None, kind: str, *, many: bool) -> tuple[str, str, bool]:
        """The sentence and the headline for what happened: a value's own, or the general ones.

        And whether the sentence leaves the lines to stand apart from it.
        """
        general = self._names.general
        told = {**general, **naming.told} if naming else general
        short = naming.headlines if naming else {}
        apart = many and f"{kind}-many" in told
        sentence = told[f"{kind}-many" if apart else kind]
        headline = short.get(kind) or general.get(f"headline-{kind}") or general["headline"]
        return sentence[self._language], headline[self._language], apart

    def _sources(self, difference: Difference, day: date) -> tuple[str, ...]:
        """What the change rests on: the sources of what begins to hold that day."""
        top, after = difference.path[0], difference.after
        if top in SPOKEN and isinstance(after, Mapping) and "source" in after:
            return (after["source"][self._language],)
        if top == MOVES:
            moves = [one for one in self._law.exceptions if one.until and one.first <= day]
            return self._called(moves[-1].provision.sources if moves else ())
        provision = self._provision(difference.name, day)
        return self._called(provision.sources) if provision else ()

    def _provision(self, name: str, day: date) -> Provision | None:
        """What begins to hold that day of a value, or of the value it is a part of."""
        for known, timeline in self._law.provisions.items():
            if name == known or name.startswith(f"{known}."):
                return next((one.value for one in timeline if one.first_day == day), None)
        return None

    def _called(self, sources: Any) -> tuple[str, ...]:
        return tuple(self._law.sources[name][self._language] for name in sources)

    def _rank(self, name: str) -> int:
        """The place of a value in the order of news value; what nobody placed comes last."""
        places = (at for at, pattern in enumerate(self._names.news) if matches(pattern, name))
        return next(places, len(self._names.news))

    def _headline(self, changes: tuple[Change, ...], after: LawInForce) -> str:
        words = self.wording(after)
        news = [change for change in changes if not change.minor]
        if not news:
            return words.said("only-wording")
        values = [change for change in news if change.path[0] not in SPOKEN] or news
        first = {change.name: change.headline for change in reversed(values)}
        headlines = [first[name] for name in dict.fromkeys(change.name for change in values)]
        told, more = headlines[:MOST_IN_HEADLINE], len(headlines) - MOST_IN_HEADLINE
        headline = "; ".join([told[0], *(_lowered(one) for one in told[1:])])
        if more <= 0:
            return headline
        phrase = "one-more" if more == 1 else "more-changes"
        return f"{headline}; {words.said(phrase, count=words.number(more))}"


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    """A headline after a semicolon: without its capital, unless the first word is a name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
