"""A figure or an answer on standard output, in the form that was asked."""

from typing import TYPE_CHECKING, Final

import click

from portefeuille.commands.everywhere import print_either, wants_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portefeuille.figures.tables import Answer

FORMATS: Final = ("table", "csv", "json", "xlsx", "html", "markdown", "odt", "pdf")


def _one_form(_: click.Context, __: click.Parameter, form: str | None) -> str | None:
    if wants_json() and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two forms: give one of them")
    return form


form_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    callback=_one_form,
    help="What to print; table unless --json is given.",
)


def print_result(answer: "Answer", form: str | None) -> None:
    """Text as text, a spreadsheet as bytes; `--json` is short for `--format json`."""
    from portefeuille.figures.formats import render

    rendered = render(answer, form or ("json" if wants_json() else "table"))
    click.echo(rendered, nl=isinstance(rendered, str) and not rendered.endswith("\n"))


def print_names(titles: "Mapping[str, str]") -> None:
    """What there is: a line each."""
    print_either(
        "\n".join(f"{name}  {title}" for name, title in titles.items()),
        [{"name": name, "title": title} for name, title in titles.items()],
    )
