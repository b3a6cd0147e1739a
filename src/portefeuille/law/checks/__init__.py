"""`portefeuille law check`: what a reader of law files cannot see at a glance.

A file that cannot be read, days out of order, a value that is missing on the first day, a source
that nobody entered: those stop the reading itself, with file and line. What can be read may
still be wrong, and is looked for here: each finding says where, what, and what to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from portefeuille import law as laws
from portefeuille.core.budget import BudgetLaw
from portefeuille.core.law import Law, LimitException
from portefeuille.law.budget import read_budget
from portefeuille.law.checks.entries import Files, read_files
from portefeuille.law.checks.periods import checked_periods
from portefeuille.law.checks.sentences import checked_sentences
from portefeuille.law.overlay import read_overlay


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend, or to know: where it stands, what it is, and what to do."""

    where: str
    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found wrong, and what is not known: the second is no fault of the files."""

    scheme: str
    findings: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A law with the files it was read from, looked at on a day."""

    law: Law
    budget: BudgetLaw
    files: Files
    day: date


def check(place: str | Path, day: date) -> Report:
    """What is wrong with the law of a folder, a shipped scheme by its name, or a reform's file.

    NoSuchLaw where there is none; LawError with file and line where it cannot be read.
    """
    law = laws.find(place)
    checked = Checked(law, read_budget(_folder(place)), read_files(_files(place)), day)
    return Report(
        scheme=law.scheme,
        findings=tuple(one for look in LOOKS for one in look(checked)),
        unknown=tuple(_not_known(checked)),
    )


def _files(place: str | Path) -> list[Path]:
    path = Path(place)
    if path.is_file():
        return [*_files(read_overlay(path).scheme), path]
    return sorted(_folder(place).glob("*.yaml"))


def _folder(place: str | Path) -> Path:
    path = Path(place)
    if path.is_file():
        return laws.FOLDER / read_overlay(path).scheme
    return path if path.is_dir() else laws.FOLDER / str(place)


def _unused_sources(checked: Checked) -> Iterator[Finding]:
    """Sources that nothing rests on."""
    used = {source for entry in checked.files.entries for source in entry.sources}
    for name, where in checked.files.sources.items():
        if name not in used:
            yield Finding(
                where,
                f"the source {name} is named by no value and no sentence",
                "name it where it belongs, or take it out",
            )


def _not_verified(checked: Checked) -> Iterator[Finding]:
    """Values that nobody held against their source for a year."""
    for entry in checked.files.entries:
        if entry.verified is None:
            continue
        if entry.verified > checked.day:
            yield Finding(
                entry.where,
                f"{entry.name} of {entry.first_day} is verified on {entry.verified}, a day to come",
                "write the day on which it was held against its source",
            )
        elif _a_year_after(entry.verified) < checked.day:
            yield Finding(
                entry.where,
                f"{entry.name} of {entry.first_day} was last verified on {entry.verified},"
                f" more than a year before {checked.day}",
                f"hold it against {', '.join(entry.sources)} and write the new day",
            )


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def _said_twice(checked: Checked) -> Iterator[Finding]:
    """Entries that say what the one before says, from the same sources."""
    for name, timeline in checked.law.provisions.items():
        for before, after in pairwise(timeline):
            old, new = before.value, after.value
            same = (old.value, old.sources, old.note) == (new.value, new.sources, new.note)
            if same and checked.files.where(name, after.first_day) != name:
                yield Finding(
                    checked.files.where(name, after.first_day),
                    f"{name} of {after.first_day} says the same as that of {before.first_day}",
                    "take one of the two out",
                )


def _empty_lists(checked: Checked) -> Iterator[Finding]:
    """Lists that say they are complete and hold nothing: everybody would fall outside."""
    for name, timeline in checked.law.provisions.items():
        for dated in timeline:
            value = dated.value.value
            if not isinstance(value, dict) or not value.get("complete"):
                continue
            lines = value.get("codes") or value.get("list") or value.get("versions")
            judges = name != "excluded" and not name.endswith(".out")
            if not lines and judges and value.get("themes") != []:
                yield Finding(
                    checked.files.where(name, dated.first_day),
                    f"the list {name} of {dated.first_day} is complete and empty:"
                    " nobody would be on it",
                    "fill it, or write complete: false",
                )


def _overlapping(checked: Checked) -> Iterator[Finding]:
    """Exceptions to one time limit that hold for the same days."""
    ordered = sorted(checked.law.exceptions, key=_kind_and_day)
    for before, after in pairwise(ordered):
        if _kind(before) == _kind(after) and after.first <= before.last:
            yield Finding(
                f"exceptions.yaml, {after.limit}",
                f"the exception of {after.first} overlaps that of {before.first} to {before.last}",
                "let each day fall under one exception",
            )


def _kind(one: LimitException) -> tuple[str, bool]:
    return one.limit, one.days is None


def _kind_and_day(one: LimitException) -> tuple[str, bool, date]:
    return (*_kind(one), one.first)


def _periods(checked: Checked) -> Iterator[Finding]:
    """What does not fit together in the law of a period."""
    for name, first_day, what, todo in checked_periods(checked.law):
        yield Finding(checked.files.where(name, first_day), what, todo)


def _sentences(checked: Checked) -> Iterator[Finding]:
    """Sentences that are missing, or the same in both languages."""
    for name, first_day, what, todo in checked_sentences(checked.law):
        yield Finding(checked.files.where(name, first_day), what, todo)


LOOKS: Final[tuple[Callable[[Checked], Iterator[Finding]], ...]] = (
    *(_unused_sources, _not_verified, _said_twice, _empty_lists),
    *(_overlapping, _periods, _sentences),
)


def _not_known(checked: Checked) -> Iterator[Finding]:
    """Values that no source gives, and lists that were not published in full."""
    for name, timeline in {**checked.law.provisions, **checked.budget.provisions()}.items():
        for dated in timeline:
            value, why = dated.value.value, dated.value.note
            partly = isinstance(value, dict) and value.get("complete") is False
            hidden = isinstance(value, dict) and "plus" in value and value["plus"] is None
            if value is None or hidden or partly:
                state = "is not complete" if partly else "is not known"
                yield Finding(
                    checked.files.where(name, dated.first_day),
                    f"{name} of {dated.first_day} {state}",
                    why["en"] if why else "no note says why",
                )
