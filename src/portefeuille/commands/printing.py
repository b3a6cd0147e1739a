"""A figure or an answer on standard output, in the form that was asked."""

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from portefeuille.figures.tables import Answer

FORMATS: Final = ("table", "csv", "json", "xlsx", "html")


def print_result(answer: "Answer", form: str) -> None:
    """Text as text, a spreadsheet as bytes."""
    from portefeuille.figures.formats import render

    rendered = render(answer, form)
    click.echo(rendered, nl=isinstance(rendered, str) and not rendered.endswith("\n"))
