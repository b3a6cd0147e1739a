"""`portefeuille answer give, given, again, correct`: answers that went out stay as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, WORK_FAILED, Command, end, print_either
from portefeuille.commands.printing import default_form, form_option, print_rendered, to_option
from portefeuille.commands.questions import answer_again, asked_of, tell_author
from portefeuille.commands.standing import as_of_option, engine_of, from_option, now_on

if TYPE_CHECKING:
    from portefeuille.figures.answers.differing import Difference
    from portefeuille.figures.answers.given import Given

BY = "command line"


@click.command("give", cls=Command)
@click.argument("target", metavar="NAME|FILE")
@as_of_option
@from_option
def give(target: str, as_of: date | datetime | None, source: str) -> None:
    """Answer NAME, or the question in FILE, and keep it as given."""
    from portefeuille.journal.services import By

    with_loaded_database()
    from portefeuille.figures.answers import given as kept

    made, asked = asked_of(target, as_of, source)
    one = kept.give(made.answer, asked, By(BY, datetime.now(UTC)))
    tell_author(made, None)
    print_either(_kept(one), _document(one))


@click.command("given", cls=Command)
@click.option("--list", is_flag=True, expose_value=False, help="The same, said aloud.")
def given() -> None:
    """Print every answer that was given, and what was corrected."""
    with_loaded_database()
    from portefeuille.figures.answers.given import given_answers

    found = given_answers()
    lines = [
        f"{one.number}  {one.name}  as of {one.as_of}  given {one.known_at:%Y-%m-%d %H:%M} UTC"
        + (f"  corrects {one.corrects}: {one.reason}" if one.corrects else "")
        for one in found
    ]
    print_either(
        "\n".join(lines) or "No answer was given yet.",
        [
            {
                "number": one.number,
                "name": one.name,
                "as_of": one.as_of,
                "known_at": one.known_at,
                "corrects": one.corrects,
                "reason": one.reason,
            }
            for one in found
        ],
    )


@click.command("again", cls=Command)
@click.argument("number", type=int)
@form_option
@to_option
def again(number: int, form: str | None, to: Path | None) -> None:
    """Produce a given answer again as it was, whatever happened since."""
    with_loaded_database()
    from portefeuille.figures.answers.given import is_as_given
    from portefeuille.figures.formats import render

    with _told():
        one = _found(number)
    chosen = form or default_form()
    rendered = render(one.answer, chosen)
    if not is_as_given(one, chosen, rendered):
        click.echo(
            f"The {chosen} of answer {number} has other bytes than when it was given: it is made by"
            " another version of this program. Its document, and so every number, is the same.",
            err=True,
        )
    if one.corrected_by:
        click.echo(f"Answer {number} was corrected by answer {one.corrected_by}.", err=True)
    print_rendered(rendered, to)


@click.command("correct", cls=Command)
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; kept with the correction.")
@as_of_option
@from_option
def correct(number: int, reason: str, as_of: date | datetime | None, source: str) -> None:
    """Answer anew what was answered before, as of now or --as-of, and show old beside new."""
    from portefeuille.journal.services import By

    engine = engine_of(source)
    with_loaded_database()
    from portefeuille.figures.answers import given as kept
    from portefeuille.figures.answers.differing import differences

    with _told():
        old = _found(number)
        made = answer_again(old.asked, as_of or now_on(engine), source)
        new = kept.give(made.answer, old.asked, By(BY, datetime.now(UTC)), number, reason)
    found = differences(old.answer, new.answer)
    tell_author(made, None)
    lines = [_line(one) for one in found] or ["No cell differs."]
    print_either(
        "\n".join([_kept(new), *lines]),
        {**_document(new), "differences": [_cell(one) for one in found]},
    )


def _found(number: int) -> "Given":
    from portefeuille.figures.answers.given import given as read

    return read(number)


@contextmanager
def _told() -> Iterator[None]:
    """Ends the command where there is no such answer (2), or what is kept was altered (1)."""
    from portefeuille.figures.answers.given import AlteredError, NotGivenError

    try:
        yield
    except NotGivenError as error:
        end(INPUT_IS_WRONG, str(error))
    except AlteredError as error:
        end(WORK_FAILED, str(error))


def _kept(one: "Given") -> str:
    corrected = f", in the place of answer {one.corrects}" if one.corrects else ""
    return (
        f"Kept as answer {one.number}{corrected}: {one.answer.name}, as of {one.answer.as_of}"
        f" (sha256 {one.digest})."
    )


def _document(one: "Given") -> dict[str, object]:
    return {
        "number": one.number,
        "name": one.answer.name,
        "as_of": one.answer.as_of,
        "digest": one.digest,
        "corrects": one.corrects,
        "reason": one.reason,
    }


def _line(one: "Difference") -> str:
    place = " / ".join(part for part in (one.table, one.row, one.column) if part)
    return f"  {place}: {one.old or '(none)'} -> {one.new or '(none)'}"


def _cell(one: "Difference") -> dict[str, str]:
    return {
        "table": one.table,
        "row": one.row,
        "column": one.column,
        "old": one.old,
        "new": one.new,
    }
