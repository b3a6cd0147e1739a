"""What `portefeuille answer` is asked: one of the four by its name, or a question in a file."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from portefeuille.commands.everywhere import INPUT_IS_WRONG, end, wants_quiet
from portefeuille.commands.reading import Unreadable, read
from portefeuille.commands.standing import engine_of, now_on, plainly

if TYPE_CHECKING:
    from portefeuille.figures.answers.composing import Composed
    from portefeuille.figures.answers.questionfile import QuestionFile

MOST_LINES: Final = 20
"""Sentences for the author on standard error; a note has all of them."""


def asked_of(
    target: str, as_of: date | datetime | None, source: str
) -> tuple["Composed", Mapping[str, Any]]:
    """The answer to a name or a file, and how it was asked, so that it can be asked again."""
    from portefeuille.figures import answers

    if target in answers.names():
        asked: dict[str, Any] = {"name": target}
        return answer_again(asked, as_of, source), asked
    path = Path(target)
    if not path.is_file():
        known = ", ".join(answers.names())
        end(INPUT_IS_WRONG, f"{target!r} is no file and no answer; expected a file, or {known}")
    asked = {"question": dict(question_in(path).raw)}
    return answer_again(asked, as_of, source), asked


def answer_again(
    asked: Mapping[str, Any], as_of: date | datetime | None, source: str
) -> "Composed":
    """The answer to what was asked, as of a day; of one of the four, its own day by default."""
    engine = engine_of(source)
    from portefeuille.figures import answers
    from portefeuille.figures.answers import author
    from portefeuille.figures.answers.composing import Composed, compose
    from portefeuille.figures.answers.questionfile import read_question
    from portefeuille.scenarios.queries import assumptions_between, assumptions_of

    with plainly():
        if name := asked.get("name"):
            answer = answers.answer(name, as_of, assumptions_of(name), engine)
            return Composed(answer, author.of_answer(answer))
        question = read_question(asked["question"])
        return compose(question, as_of or now_on(engine), assumptions_between, engine)


def question_in(path: Path) -> "QuestionFile":
    """The question of a file; ends the command with what is wrong, and where."""
    from portefeuille.figures.answers.question_markdown import from_markdown
    from portefeuille.figures.answers.questionfile import QuestionError, read_question

    try:
        text = path.read_text("utf-8")
        markdown = path.suffix.lower() in (".md", ".markdown")
        raw = from_markdown(text, _parse) if markdown else _parse(text)
        return read_question(raw)
    except (QuestionError, Unreadable, UnicodeDecodeError) as error:
        end(INPUT_IS_WRONG, f"{path}: {error}")


def tell_author(made: "Composed", note: Path | None) -> None:
    """What only the author is told: on standard error, and in a note where one is asked."""
    from portefeuille.figures.answers import author

    if note:
        note.write_text(author.note(made.answer, made.for_author), "utf-8")
    if wants_quiet() or not made.for_author:
        return
    more = len(made.for_author) - MOST_LINES
    lines = [f"{author.HEAD}:", *(f"  {sentence}" for sentence in made.for_author[:MOST_LINES])]
    if more > 0:
        lines.append(f"  … en nog {more}; met --note FILE staan ze er allemaal")
    click.echo("\n".join(lines), err=True)


def new_template() -> str:
    """An empty question file, with every figure, every reason and every filter named."""
    from portefeuille.figures import catalogue
    from portefeuille.figures.answers.questionfile import reasons
    from portefeuille.figures.asking import KEYS

    figures = "\n".join(
        f"#   {name}: {catalogue.figure(name).title['nl']}" for name in catalogue.names()
    )
    return f"""\
# A question of a member, sub-question by sub-question, in their own words.
# Each has a figure with its where, a reform, not_available with why, or opinion: true.
#
# Figures:
{figures}
#
# where: {", ".join(KEYS)}
# not_available: {", ".join(reasons())}; or true, with why
title: ""
document: ""
questions:
  - number: "1"
    words: ""
    figure: ""
    where: {{year: 2019}}
"""


def _parse(text: str) -> Any:
    return read(io.StringIO(text))
