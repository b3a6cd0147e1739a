"""A figure or an answer on standard output, in the form that was asked."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from portefeuille.commands.everywhere import print_either, wants_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portefeuille.figures.tables import Answer

FORMATS: Final = (
    "table",
    "csv",
    "json",
    "xlsx",
    "html",
    "markdown",
    "odt",
    "pdf",
    "csv-be",
    "parquet",
)


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


to_option = click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, not to standard output.",
)


def print_result(answer: "Answer", form: str | None, to: Path | None = None) -> None:
    """Text as text, a spreadsheet as bytes; `--json` is short for `--format json`."""
    from portefeuille.figures.formats import render

    print_rendered(render(answer, form or default_form()), to)


def default_form() -> str:
    """The form that is printed where none is asked."""
    return "json" if wants_json() else "table"


def print_rendered(rendered: str | bytes, to: Path | None) -> None:
    """On standard output, where text ends in a newline; or to a file, as it is."""
    if to is None:
        click.echo(rendered, nl=isinstance(rendered, str) and not rendered.endswith("\n"))
    else:
        to.write_bytes(rendered.encode() if isinstance(rendered, str) else rendered)


def print_names(titles: "Mapping[str, str]") -> None:
    """What there is: a line each."""
    print_either(
        "\n".join(f"{name}  {title}" for name, title in titles.items()),
        [{"name": name, "title": title} for name, title in titles.items()],
    )
