"""`simulate-magda` as a command: what it prints, what it listens to, how it ends."""

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portefeuille.adapters.magda.simulator import MAGIC
from portefeuille.commands.main import main
from portefeuille.core.numbers import format_enterprise_number
from tests.adapters.magda_simulator.asking import BAKERY, ask, control, register

COMMAND = [sys.executable, "-c", "from portefeuille.commands.main import main; main()"]
HOW_TO = Path(__file__).parents[2] / "docs" / "simulate-magda.md"
SIMULATE = [*COMMAND, "simulate-magda"]


def run(*arguments: str) -> Result:
    """In this process: what ends at once needs none of its own."""
    return CliRunner().invoke(main, ["simulate-magda", *arguments])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_when_told(how: signal.Signals) -> None:
    with subprocess.Popen(
        [*SIMULATE, "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(3))
        url = json.loads(said)["magda"]
        assert ask(url, "GeefOnderneming", BAKERY).codes == []
        assert control(url, "GET", "/requests")[1]["count"] == 1
        process.send_signal(how)
        out, err = process.communicate(timeout=20)
    assert (out, err, process.returncode) == ("", "Questions asked: 1\n", 0)


def test_the_list_has_every_number() -> None:
    told = json.loads(run("--list", "--json").stdout)
    assert {one["number"]: one["trouble"] for one in told} == {
        number: one.trouble.name for number, one in MAGIC.items()
    }
    lines = run("--list").stdout.splitlines()
    assert len(lines) == len(MAGIC)
    assert "1999.990.144  reset              breaks the connection" in lines


def test_the_how_to_has_every_number_and_every_enterprise_it_names() -> None:
    written = HOW_TO.read_text("utf-8")
    for one in MAGIC.values():
        where = f"at `{one.service}` only" if one.service else one.trouble.says
        row = f"| {format_enterprise_number(one.number)} | {one.trouble.name} | {where} |"
        assert row in written.replace("`--delay`", "--delay")
    known = {format_enterprise_number(it) for it in (*MAGIC, *(one.number for one in register()))}
    assert set(re.findall(r"1999\.\d{3}\.\d{3}", written)) <= known


def test_a_port_that_is_taken_ends_it_with_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("--port", port)
    assert done.exit_code == 1
    assert done.stderr == f"Port {port} cannot be used (Address already in use): choose --port.\n"


def test_half_of_tls_and_a_folder_without_schemas_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    file.write_text("no certificate")
    assert run("--certificate", str(file)).exit_code == 2
    assert run("--client-ca", str(file)).exit_code == 2
    assert run("--port", "0", "--schemas", str(tmp_path)).exit_code == 2
    both = run("--port", "0", "--certificate", str(file), "--key", str(file))
    assert both.exit_code == 2
    assert both.stderr.startswith("The certificate, key or authority cannot be read")
