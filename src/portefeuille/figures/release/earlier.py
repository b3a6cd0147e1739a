"""What was told before: the tables of earlier releases, and the answers that were given.

A release is protected against these too: what stands outside cannot be taken back, and must not
give away what is hidden now. An answer is asked again, as of its own day; one that cannot be (it
asks for a reform, or a figure that is no more) is named instead, since nobody can say what it told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portefeuille.figures import answers
from portefeuille.figures.answers.questionfile import read_question
from portefeuille.figures.asked import Asked
from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure import Told
from portefeuille.figures.engines import Engine
from portefeuille.figures.models import GivenAnswer, ReleasedTable
from portefeuille.figures.queries import Position
from portefeuille.figures.release.counting import keys_of
from portefeuille.figures.release.documents import ABOUT, read, scope_of
from portefeuille.figures.values import Facts, Scope


@dataclass(frozen=True, slots=True)
class Earlier:
    """The tables that were told, and the answers of which that is not known."""

    tables: tuple[Told, ...]
    unread: tuple[str, ...]


def told_earlier(engine: Engine) -> Earlier:
    """Every table that was published or given in an answer, as it was told."""
    tables, unread = list(_released()), []
    for given in GivenAnswer.objects.order_by("id"):
        at = _Listening(given.as_of, engine)
        if not _ask_again(json.loads(given.document).get("asked", {}), at):
            unread.append(f"{given.name} ({given.as_of})")
        tables += at.heard
    return Earlier(tuple(tables), tuple(dict.fromkeys(unread)))


def _ask_again(asked: Mapping[str, Any], at: Position) -> bool:
    """Ask what an answer asked; whether all of it could be."""
    if asked.get("name") in answers.names():
        answers.tables(asked["name"], at)
        return True
    if "question" not in asked:
        return False
    wanted = [one for asks in read_question(asked["question"]).asks for one in asks.wanted]
    for one in wanted:
        if one.reform is None:
            at.ask(one.figure, one.scope)
    return all(one.reform is None for one in wanted)


def _released() -> tuple[Told, ...]:
    tables = ReleasedTable.objects.exclude(key=ABOUT).order_by("id")
    found = []
    for key, document in tables.values_list("key", "document"):
        name, scope = scope_of(key)
        keys, rows = read(document)
        found.append(Told(name, scope, figure(name).columns, keys, rows))
    return tuple(found)


@dataclass(frozen=True)
class _Listening(Position):
    """A position that keeps every table it told."""

    heard: list[Told] = field(default_factory=list)

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        about, rows = figure(name), Position.ask(self, name, scope)
        keys = keys_of(about, Asked(scope, self.known_before))
        self.heard.append(Told(name, scope, about.columns, keys, rows))
        return rows
