"""What every command takes and how it ends: `--quiet`, `--json`, exit codes.

Both options are asked of the command that runs, and not handed from function to function.

Source: contracts, "Process".
"""

import json
import sys
from typing import Any, Final, NoReturn

import click

_QUIET: Final = "portefeuille.quiet"
_JSON: Final = "portefeuille.json"

WORK_FAILED: Final = 1
INPUT_IS_WRONG: Final = 2


class Command(click.Command):
    """A command with `--quiet` and `--json`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [
            _remembered("--quiet", _QUIET, "No progress on standard error."),
            _remembered("--json", _JSON, "Print the result as JSON."),
        ]


class Group(click.Group):
    """A group whose commands are ours."""

    command_class = Command


def wants_quiet() -> bool:
    """Whether the running command was called with `--quiet`."""
    return _remembers(_QUIET)


def wants_json() -> bool:
    """Whether the running command was called with `--json`."""
    return _remembers(_JSON)


def print_json(document: Any) -> None:
    """A result for programs."""
    click.echo(_as_json(document))


def print_either(text: str, document: Any) -> None:
    """A result as it was asked: the text for people (nothing where it is empty), or JSON."""
    if said := either(text, document):
        click.echo(said)


def either(text: str, document: Any) -> str:
    """The text for people, or the document for programs, as the running command was asked."""
    return _as_json(document) if wants_json() else text


def end(code: int, message: str) -> NoReturn:
    """Say on standard error what is wrong and what to do, and end with the exit code."""
    click.echo(message, err=True)
    sys.exit(code)


def _as_json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, default=str)


def _remembered(option: str, key: str, help_text: str) -> click.Option:
    def remember(context: click.Context, _: click.Parameter, given: bool) -> None:
        context.meta[key] = given

    return click.Option(
        [option],
        is_flag=True,
        is_eager=True,  # so that other options can ask
        expose_value=False,
        callback=remember,
        help=help_text,
    )


def _remembers(key: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(key))
