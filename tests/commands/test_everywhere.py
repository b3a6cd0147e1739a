"""What every command has in common: `--quiet`, `--json`, and the exit codes of the contract."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from portefeuille.commands.main import main
from tests.databases import Database

PORTEFEUILLE = Path(sys.executable).parent / "portefeuille"


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command there is."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PORTEFEUILLE, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("words", [*commands(main)], ids=" ".join)
def test_every_command_takes_quiet_and_json(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(main, [*words, "--help"]).output
    assert "--quiet" in said
    assert "--json" in said


@pytest.mark.parametrize(
    "words",
    [
        ("answer", "sv-835-2020", "--json", "--format", "csv"),
        ("figures", "grants-by-theme", "--json", "--format", "html"),
        ("decide", "--json", "--explain"),
        ("decide", "--explain", "--json"),
        ("submit", "--json", "--explain"),
    ],
    ids=" ".join,
)
def test_two_forms_at_once_are_refused(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "give one of them" in result.stderr


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("migrate",), {"law"}),
        (("replay",), {"decisions", "differences"}),
        (("answer", "sv-256-2017"), {"name", "as_of", "source", "tables", "not_available"}),
        (("figures", "grants-by-theme", "-w", "year=2019"), {"name", "as_of", "source", "tables"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_json_is_all_that_stands_on_standard_output_and_quiet_leaves_nothing_beside_it(
    database: Database, words: tuple[str, ...], keys: set[str]
) -> None:
    done = run(database.environment(), *words, "--json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert keys <= json.loads(done.stdout).keys()


def test_names_are_listed_for_programs_too() -> None:
    for what in ("answer", "figures"):
        listed: list[dict[str, Any]] = json.loads(
            CliRunner().invoke(main, [what, "--list", "--json"]).stdout
        )
        assert all(each["name"] and each["title"] for each in listed)


def test_the_embedded_database_tells_programs_its_state(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    place = {**kept, "PORTEFEUILLE_DATA": data}
    states = [
        json.loads(run(place, "database", *words, "--json").stdout)["status"]
        for words in (["status"], ["start"], ["status"], ["stop"], ["wipe", "--yes"])
    ]
    assert states == ["absent", "running", "running", "stopped", "absent"]
