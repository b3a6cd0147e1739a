"""`portefeuille submit`: what the counter does, from a file: decide and book one application."""

from datetime import UTC, datetime
from typing import TextIO

import click

from portefeuille import law
from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import (
    INPUT_IS_WRONG,
    Command,
    end,
    print_json,
)
from portefeuille.commands.explaining import explain_option, explained, lang_option
from portefeuille.commands.reading import Unreadable, read
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Language
from portefeuille.core.lookup import Unknown
from portefeuille.core.numbers import format_enterprise_number


@click.command("submit", cls=Command)
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@explain_option
@lang_option
def command(file: TextIO, explain: bool, lang: Language) -> None:
    """Submit the application in FILE (YAML or JSON; - is standard input).

    It holds the number of the enterprise, what no register knows (size, public share), what is
    asked, and the provider's registration; everything else is fetched.
    """
    try:
        raw = read(file)
    except Unreadable as error:
        end(INPUT_IS_WRONG, str(error))
    with_loaded_database()
    from portefeuille.applications.services import By, Received, submit
    from portefeuille.budget.queries import part_of

    try:
        answer = submit(raw, law.load(), By("command line", datetime.now(UTC)))
    except CaseError as error:
        end(INPUT_IS_WRONG, f"{file.name}: {error}")
    match answer:
        case Unknown():
            number = format_enterprise_number(answer.number)
            end(
                INPUT_IS_WRONG,
                f"enterprise.number: {answer.source} does not know {number}; expected an enterprise"
                " that is active in the KBO. Nothing was stored.",
            )
        case Received():
            waits = (
                f"{answer.source} cannot be asked: {answer.why}"
                if part_of(answer.source) is None
                else answer.why
            )
            click.echo(
                f"{waits}. The application was received and counts from now on; the worker decides"
                " on it once the register answers or there is room.",
                err=True,
            )
            print_json({"arrival": answer.arrival_id, "waits_for": answer.source})
            return
    if explain:
        told = explained(answer.case, answer.decision, answer.law, lang)
        click.echo(f"{answer.reference}\n{told}")
        return
    document = decision_document(answer.decision, answer.law, lang)
    print_json({"reference": answer.reference, **document})
