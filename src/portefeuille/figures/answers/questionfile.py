"""A member's question as a small file: its sub-questions in their own words, and what answers each.

    title: Kmo-portefeuille - Benutting
    document: Schriftelijke vraag nr. 835 van 24 september 2020 van … aan …
    questions:
      - number: "1"
        words: Maakt iedere kmo gebruik van deze portefeuille?
        figure: enterprises-by-size
        where: {year: 2019}
      - number: "2"
        words: Opgesplitst per doelgroep?
        not_available: target-groups
      - number: "3"
        words: Is de minister tevreden?
        opinion: true

A sub-question may have several `figures`, a `reform` (what an overlay of the law would have done),
and beside its tables something that is not available. One with nothing is an error: nothing that
was asked is dropped in silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from portefeuille.figures import catalogue
from portefeuille.figures.asking import read_scope
from portefeuille.figures.values import Scope

_FILE_KEYS: Final = ("name", "title", "document", "questions")
_ASKS_KEYS: Final = ("number", "words", "figures", "not_available", "why", "nearest", "opinion")
_TABLE_KEYS: Final = ("figure", "reform", "where", "columns", "total", "title")
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FITTING: Final = 6


class QuestionError(ValueError):
    """A question file that cannot be read: which sub-question, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table that is wanted: a figure by its name, or a reform; columns are all where empty.

    `total` is None where a total stands under columns that add up.
    """

    figure: str
    scope: Scope
    reform: Mapping[str, Any] | None = None
    columns: tuple[str, ...] = ()
    total: bool | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """A sub-question: its number and words as the member wrote them, and what answers it."""

    number: str
    words: str
    wanted: tuple[Wanted, ...]
    why: str = ""
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question with all it asks; `raw` is the file it was read from, as plain values."""

    name: str
    title: str
    document: str
    asks: tuple[Asks, ...]
    raw: Mapping[str, Any]


def read_question(raw: Any) -> QuestionFile:
    """The question of a file that was read as plain values; QuestionError where it is wrong."""
    fields = _mapping(raw, "the file", _FILE_KEYS)
    title = _text(fields, "title", "the file")
    name = str(fields.get("name") or "") or _slug(title)
    if not _NAME.fullmatch(name) or len(name) > 80:
        raise QuestionError(f"name: {name!r} is no name; expected words such as sv-835-2020")
    questions = fields.get("questions")
    if not isinstance(questions, list) or not questions:
        raise QuestionError("questions: expected a list, one entry for each sub-question")
    asks = tuple(_asks(one, f"questions[{at}]") for at, one in enumerate(questions))
    numbers = [one.number for one in asks]
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise QuestionError(f"number {', '.join(twice)} stands there twice; each once")
    return QuestionFile(name, title, str(fields.get("document") or ""), asks, dict(fields))


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """The standard reasons for which something is not available, by code."""
    text = files("portefeuille.figures.answers").joinpath("reasons.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return found


def fitting(words: str) -> tuple[str, ...]:
    """Names of figures whose text shares most words with a question; all where none does."""
    asked = _stems(words)
    shared = {name: len(asked & _stems(_all_words(name))) for name in catalogue.names()}
    best = sorted((name for name in shared if shared[name]), key=lambda name: -shared[name])
    return tuple(best[:_FITTING]) or catalogue.names()


def _all_words(name: str) -> str:
    figure = catalogue.figure(name)
    labels = [column.label["nl"] for column in figure.columns]
    return " ".join([name, figure.title["nl"], figure.definition["nl"], *labels])


def _stems(text: str) -> set[str]:
    """The first five letters of every longer word: kmo's and enkel say nothing of a figure."""
    return {word[:5] for word in re.findall(r"[^\W\d_]{5,}", text.lower())}


def _asks(raw: Any, place: str) -> Asks:
    fields = _mapping(raw, place, (*_ASKS_KEYS, *_TABLE_KEYS))
    number = _text(fields, "number", place)
    where = f"question {number}"
    words = _text(fields, "words", where)
    wanted = tuple(_wanted_of(fields, where))
    why, nearest = _refusal(fields, where)
    opinion = _flag(fields, "opinion", where)
    if not (wanted or why or opinion):
        raise QuestionError(
            f"{where} ({_short(words)}) has no answer: give it a figure, say not_available and why,"
            f" or opinion: true. Figures that could fit: {', '.join(fitting(words))}"
        )
    if opinion and (wanted or why):
        raise QuestionError(f"{where}: a question of opinion has no figure and no reason")
    return Asks(number, words, wanted, why, nearest)


def _wanted_of(fields: Mapping[str, Any], where: str) -> Iterator[Wanted]:
    own = {key: fields[key] for key in _TABLE_KEYS if key in fields}
    more = fields.get("figures", [])
    if not isinstance(more, list):
        raise QuestionError(f"{where}: figures is a list, each entry with a figure")
    for one in [*([own] if own else []), *more]:
        yield _wanted(_mapping(one, where, _TABLE_KEYS), where)


def _wanted(fields: Mapping[str, Any], where: str) -> Wanted:
    reform = fields.get("reform")
    if ("figure" in fields) == (reform is not None):
        raise QuestionError(f"{where}: give a figure, or a reform, and its where beside it")
    figure = str(fields.get("figure", "")) if reform is None else ""
    if reform is None and figure not in catalogue.names():
        known = ", ".join(catalogue.names())
        raise QuestionError(f"{where}: {figure!r} is not a figure; expected one of {known}")
    if reform is not None and not isinstance(reform, dict):
        raise QuestionError(f"{where}: reform is an overlay of the law: scheme, name, from, values")
    within = fields.get("where")
    if not isinstance(within, dict):
        raise QuestionError(
            f"{where}: where is missing; give a year, such as where: {{year: 2019}}"
        )
    try:
        scope = read_scope({str(key): str(value) for key, value in within.items()})
    except ValueError as error:
        raise QuestionError(f"{where}: where: {error}") from None
    total = fields.get("total")
    if total is not None:
        total = _flag(fields, "total", where)
    columns = _columns(fields, figure, where)
    return Wanted(figure, scope, reform, columns, total, str(fields.get("title") or ""))


def _columns(fields: Mapping[str, Any], figure: str, where: str) -> tuple[str, ...]:
    wanted = fields.get("columns", [])
    if not wanted:
        return ()
    if not figure or not isinstance(wanted, list):
        raise QuestionError(f"{where}: columns is a list of columns of a figure")
    known = [column.name for column in catalogue.figure(figure).columns]
    if wrong := [str(name) for name in wanted if name not in known]:
        raise QuestionError(
            f"{where}: {', '.join(wrong)} is no column of {figure}; it has {', '.join(known)}"
        )
    return tuple(wanted)


def _refusal(fields: Mapping[str, Any], where: str) -> tuple[str, str]:
    """Why something is not available, and what comes nearest; both empty where it is."""
    said = str(fields.get("why") or "").strip()
    nearest = str(fields.get("nearest") or "").strip()
    code = fields.get("not_available")
    if code is None and not said:
        return "", ""
    if code is True and said:
        return said, nearest
    if not isinstance(code, str) or code not in reasons():
        raise QuestionError(
            f"{where}: not_available is one of {', '.join(reasons())}; or true, with why"
        )
    reason = reasons()[code]
    sentence = " ".join([reason["nl"].strip(), *([said] if said else [])])
    return f"{sentence} (Bron: {reason['source']}.)", nearest or reason.get("nearest", "").strip()


def _mapping(raw: Any, where: str, keys: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise QuestionError(f"{where}: expected names with values: {', '.join(keys)}")
    if wrong := [str(key) for key in raw if key not in keys]:
        raise QuestionError(f"{where}: {', '.join(wrong)} is not known; expected {', '.join(keys)}")
    return raw


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    text = "" if value is None or isinstance(value, (dict, list, bool)) else str(value).strip()
    if not text:
        raise QuestionError(f"{where}: {key} is missing; give it as text")
    return text


def _flag(fields: Mapping[str, Any], key: str, where: str) -> bool:
    value = fields.get(key, False)
    if not isinstance(value, bool):
        raise QuestionError(f"{where}: {key} is true or false")
    return value


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:80].strip("-") or "question"
