"""The demonstration from nothing: an embedded database, the four answers, a site that serves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portefeuille.commands.parents import PARENT
from tests.ports import free_port

PORTEFEUILLE = Path(sys.executable).parent / "portefeuille"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with a data folder of its own and no database given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    environment = {**kept, "PORTEFEUILLE_DATA": str(tmp_path / "data")}
    yield environment
    subprocess.run(
        [PORTEFEUILLE, "database", "wipe", "--yes"], env=environment, check=True, timeout=60
    )


def status(place: dict[str, str]) -> str:
    done = subprocess.run(
        [PORTEFEUILLE, "database", "status"], env=place, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def serving(demo: subprocess.Popen[str]) -> str:
    """Everything it printed until it serves."""
    assert demo.stdout is not None
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if line.startswith("Serving on"):
            return "".join(lines)
    assert demo.stderr is not None
    raise AssertionError("".join([*lines, demo.stderr.read()]))


def read_when(port: int, page: str, word: str) -> str:
    """A page of the site once it has a word in it: mails take their time."""
    until = time.monotonic() + 60
    while True:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=60) as answer:
            text: str = answer.read().decode()
        if word in text or time.monotonic() > until:
            return text
        time.sleep(0.5)


def test_a_command_starts_the_embedded_database_and_leaves_it_running(
    place: dict[str, str],
) -> None:
    assert status(place) == "absent"
    subprocess.run([PORTEFEUILLE, "data", "--scale", "0.01"], env=place, check=True, timeout=120)
    assert status(place) == "running"


@contextmanager
def demonstration(place: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    """`portefeuille demo` in a session of its own, as a terminal would start it."""
    with subprocess.Popen(
        [PORTEFEUILLE, "demo", "--scale", "0.01", "--port", str(port)],
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as demo:
        try:
            yield demo
        finally:
            if demo.poll() is None:
                os.killpg(demo.pid, signal.SIGKILL)


def test_the_demonstration_answers_serves_and_stops_and_keeps_its_data(
    place: dict[str, str],
) -> None:
    for _ in range(2):
        port = free_port()
        with demonstration(place, port) as demo:
            printed = serving(demo)
            for question in ("749", "835", "370", "256"):
                assert f"Schriftelijke vraag nr. {question} van" in printed
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/bereken", timeout=60) as page:
                assert page.status == 200
            assert "Bakkerij Voorbeeld" in read_when(port, "postvak", "Bakkerij Voorbeeld")
            found = json.loads(read_when(port, "status?vorm=json", '"all_work": true'))
            states = {part["part"]: part["state"] for part in found["parts"]}
            assert states.keys() >= {"magda", "magda-accounts", "kbo-open-data", "mail", "worker"}
            assert set(states.values()) == {"works"}
            os.killpg(demo.pid, signal.SIGINT)  # Ctrl-C, which every process of a terminal hears
            said = demo.communicate(timeout=60)
            assert demo.returncode == 0, said
            assert "Traceback" not in said[1]
        assert status(place) == "stopped"


def test_a_demonstration_that_is_killed_frees_its_port_and_keeps_what_was_committed(
    place: dict[str, str],
) -> None:
    port = free_port()
    with demonstration(place, port) as demo:
        serving(demo)
        demo.kill()
        demo.communicate(timeout=60)
    with demonstration(place, port) as again:
        serving(again)
        os.killpg(again.pid, signal.SIGINT)
        _, said = again.communicate(timeout=60)
    assert again.returncode == 0, said
    assert "Deciding and booking 2019" not in said


def test_a_taken_port_is_said_before_anything_is_made(place: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [PORTEFEUILLE, "demo", "--scale", "0.01", "--port", str(taken.getsockname()[1])],
            env=place,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert status(place) == "absent"


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process hears of its parent")
@pytest.mark.parametrize("words", [("simulate-magda", "--port", "0"), ("mailbox", "--port", "0")])
def test_what_runs_beside_it_ends_where_its_parent_was_gone_before_it_started(
    place: dict[str, str], words: tuple[str, ...]
) -> None:
    gone = {**place, PARENT: "1"}  # the first process is not the one that starts it here
    done = subprocess.run(
        [PORTEFEUILLE, *words, "--with-parent"], env=gone, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGTERM
