"""`portefeuille submit`: what the counter does, from a file: decide and book one application."""

import json
import sys
from datetime import UTC, datetime
from typing import NoReturn, TextIO

import click

from portefeuille import law
from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.explaining import explained
from portefeuille.commands.reading import Unreadable, read
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Language
from portefeuille.core.lookup import Unavailable, Unknown


@click.command("submit")
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--explain", is_flag=True, help="Print the decision for people.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help="Of the sentences.")
def command(file: TextIO, explain: bool, lang: Language) -> None:
    """Submit the application in FILE (YAML or JSON; - is standard input).

    It holds the number of the enterprise, what no register knows (size, public share), what is
    asked, and the provider's registration; everything else is fetched.
    """
    try:
        raw = read(file)
    except Unreadable as error:
        _end(2, str(error))
    with_loaded_database()
    from portefeuille.applications.services import submit

    try:
        answer = submit(raw, law.load(), actor="command line", now=datetime.now(UTC))
    except CaseError as error:
        _end(2, f"{file.name}: {error}")
    match answer:
        case Unknown():
            _end(
                2,
                f"enterprise.number: {answer.source} does not know {answer.number}; expected an"
                " enterprise that is active in the KBO. Nothing was stored.",
            )
        case Unavailable():
            _end(1, f"{answer.source} cannot be asked: {answer.why}. Nothing was stored.")
    if explain:
        click.echo(f"{answer.reference}\n{explained(answer.decision, answer.law, lang)}")
        return
    document = decision_document(answer.decision, answer.law, lang)
    click.echo(
        json.dumps({"reference": answer.reference, **document}, ensure_ascii=False, indent=1)
    )


def _end(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
