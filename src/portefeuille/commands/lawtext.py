"""The law on a terminal: a book of values and conditions, the news, and what a check found."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from portefeuille.core.law import Language
from portefeuille.core.lawbook.book import Condition, Entry, Lawbook
from portefeuille.core.lawbook.news import Change, News
from portefeuille.core.show import show_day
from portefeuille.law.checks import Finding, Report

WIDTH: Final = 100
MOST_LINES: Final = 10

WORDS: Final = {
    "nl": {
        "on": "De wet op {day}",
        "since": "sinds {day}",
        "until": "tot en met {day}",
        "source": "Bron",
        "verified": "nagekeken op {day}",
        "note": "Noot",
        "conditions": "Voorwaarden",
        "exceptions": "Uitzonderingen op een termijn",
        "remedy": "Wat je kan doen",
        "not_found": "Wat niet bekend is",
        "wording": "Enkel verwoording of bronnen",
        "reading": "Dit is onze lezing van de bronnen.",
    },
    "en": {
        "on": "The law on {day}",
        "since": "since {day}",
        "until": "until {day}",
        "source": "Source",
        "verified": "verified on {day}",
        "note": "Note",
        "conditions": "Conditions",
        "exceptions": "Exceptions to a time limit",
        "remedy": "What you can do",
        "not_found": "What is not known",
        "wording": "Wording or sources only",
        "reading": "This is our reading of the sources.",
    },
}


def book_text(book: Lawbook, language: Language) -> str:
    """The law of a day, chapter by chapter."""
    words = WORDS[language]
    day = show_day(book.day, language)
    lines = [f"{book.name}. {words['on'].format(day=day)}", book.identifier]
    for section in book.sections:
        lines += ["", section.title.upper()]
        for entry in section.entries:
            lines += _entry(entry, language)
    if book.exceptions:
        lines += ["", words["exceptions"].upper()]
    for one in book.exceptions:
        lines += ["", *_at(2, f"{one.title}: {one.text}."), *_below(one.sources, one.note, words)]
    lines += ["", words["conditions"].upper()]
    for condition in book.conditions:
        lines += _condition(condition, words)
    return "\n".join(lines)


def _entry(entry: Entry, language: Language) -> Iterator[str]:
    words = WORDS[language]
    yield ""
    yield from _at(2, f"{entry.title}: {entry.text}")
    for item in entry.items:
        below = f": {', '.join(item.below)}" if item.below else f" ({item.code})"
        yield from _at(6, f"{item.label}{below}", first="    - ")
    about = [
        _dated("since", entry.since, language),
        _dated("until", entry.until, language),
        _dated("verified", entry.verified, language),
        entry.confidence,
    ]
    yield from _at(4, "; ".join(part for part in about if part))
    if entry.sources:
        yield from _at(4, f"{words['source']}: {'; '.join(entry.sources)}")
    if entry.note:
        yield from _at(4, f"{words['note']}: {entry.note}")


def _condition(condition: Condition, words: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield from _at(2, f"{condition.title} ({condition.name}): {condition.consequence}.")
    yield from _at(4, f"✓ {condition.asks}")
    if condition.fails:
        yield from _at(4, f"✗ {condition.fails}")
    if condition.unknown:
        yield from _at(4, f"? {condition.unknown} ({condition.when_unknown})")
    if condition.remedy:
        yield from _at(4, f"{words['remedy']}: {condition.remedy}")
    yield from _at(4, f"{words['source']}: {condition.source}")


def news_text(news: News, language: Language) -> str:
    """The news: a headline, then what changed on each day, each with its source."""
    words, lines = WORDS[language], [*_at(0, f"{news.headline}.")]
    for one in news.days:
        if news.several_days:
            lines += ["", show_day(one.day, language).upper(), *_at(0, f"{one.headline}.")]
        for story in one.stories:
            lines += ["", *_story(story, words)]
        if one.wording:
            lines += ["", f"{words['wording']}:"]
        for change in one.wording:
            lines += _at(4, change.sentence, first="  - ")
    return "\n".join(lines)


def _story(story: Sequence[Change], words: Mapping[str, str]) -> Iterator[str]:
    for change in story:
        yield from _at(2, change.sentence)
        if len(change.items) > MOST_LINES:
            yield from _at(4, "; ".join(change.items))
        else:
            for item in change.items:
                yield from _at(6, item, first="    - ")
    told = story[0]
    if told.reading:
        yield from _at(4, words["reading"])
    yield from _below(told.sources, told.note, words)


def check_text(reports: Mapping[str, Report]) -> str:
    """What a check found, one a line; then what is not known, which is no fault of the files."""
    lines = []
    for report in reports.values():
        count = len(report.findings)
        found = "nothing wrong" if not count else f"{count} to mend"
        known = f"{len(report.unknown)} not known" if report.unknown else "everything known"
        lines.append(f"{report.scheme}: {found}, {known}")
        lines += [f"  {_found(one)}" for one in report.findings]
        lines += [f"  not known: {_found(one)}" for one in report.unknown]
    return "\n".join(lines)


def _found(one: Finding) -> str:
    return f"{one.where}: {one.what}; {one.todo}"


def _below(sources: Sequence[str], note: str | None, words: Mapping[str, str]) -> Iterator[str]:
    if sources:
        yield from _at(4, f"{words['source']}: {'; '.join(sources)}")
    if note:
        yield from _at(4, f"{words['note']}: {note}")


def _dated(word: str, day: date | None, language: Language) -> str:
    return WORDS[language][word].format(day=show_day(day, language)) if day else ""


def _at(indent: int, text: str, first: str | None = None) -> list[str]:
    """The text in lines of at most `WIDTH`, so far from the edge; `first` begins the first."""
    edge = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=edge if first is None else first,
        subsequent_indent=edge,
        break_long_words=False,
        break_on_hyphens=False,
    )
