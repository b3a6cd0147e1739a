"""Writes docs/reference.md out of the code it describes: `make reference`; a test compares them.

Commands from their own help, settings from the table at their top, rules from the law in force,
figures and answers from their catalogue.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portefeuille.config.settings")
django.setup()

from portefeuille import law  # noqa: E402
from portefeuille.commands.main import main  # noqa: E402
from portefeuille.config import settings  # noqa: E402
from portefeuille.figures import answers, catalogue  # noqa: E402

FILE = Path(__file__).parent.parent / "docs" / "reference.md"
WIDTH = 96

HEAD = """# Reference

Made from the code by `make reference`; do not edit it here.

Exit codes: 0 done, 1 the work failed, 2 the call or the input is wrong. Standard output carries
results, standard error everything else.
"""


def reference() -> str:
    """The whole file."""
    parts = [HEAD, _commands(), _settings(), _rules(), _figures(), _answers()]
    return "\n".join(parts)


def _commands() -> str:
    whole = click.Context(main, info_name="portefeuille", **main.context_settings)
    blocks = [f"\n```\n{said}\n```\n" for said in _helps(main, whole)]
    return "## Commands\n" + "".join(blocks)


def _helps(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, "a listed command is there"
        inside = click.Context(command, context, name, terminal_width=WIDTH)
        if isinstance(command, click.Group):
            yield from _helps(command, inside)
        else:
            yield command.get_help(inside)


def _settings() -> str:
    table = (settings.__doc__ or "").partition("\n\n")[2].strip()
    return f"## Settings\n\n{table}\n"


def _rules() -> str:
    scheme = law.load()
    last = scheme.periods[-1]
    rows = [
        f"| `{rule.name}` | {rule.kind} | {rule.title['nl']} | {rule.title['en']} |"
        f" {rule.source['nl']} |"
        for rule in last.rules.values()
    ]
    head = (
        f"## Rules\n\nOf {scheme.scheme}, as in force from {last.first_day}. Where a formal one"
        " fails the application is inadmissible; where a content one fails it is refused.\n\n"
        "| rule | kind | in Dutch | in English | source |\n|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _figures() -> str:
    parts = ["## Figures\n"]
    for name in catalogue.names():
        figure = catalogue.figure(name)
        columns = ", ".join(f"`{column.published_name}`" for column in figure.columns)
        parts.append(
            f"**`{name}`**: {figure.title['en']}. {figure.definition['en']}\nColumns: {columns}.\n"
        )
    return "\n".join(parts)


def _answers() -> str:
    rows = [f"- `{name}`: {answers.title(name)}" for name in answers.names()]
    return "## Answers to parliament\n\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    FILE.write_text(reference(), "utf-8")
