"""Starting and stopping the server process, through PostgreSQL's own pg_ctl.

pg_ctl waits until the server takes connections, and leaves it without parent or terminal:
it outlives the command that started it, and the system clears it away when it dies. Our
settings go along at each start, so no file of PostgreSQL's is ever changed.
"""

import os
import shlex
from pathlib import Path
from typing import Final

from portefeuille.adapters.postgres.privileges import Runner
from portefeuille.adapters.postgres.roles import PORT

SETTINGS: Final = {
    "listen_addresses": "",  # only the socket, no network
    "port": str(PORT),
    "max_connections": "300",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "fsync": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Neither a refused statement nor the row it would have made: they hold personal data.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
START_SECONDS: Final = 300
"""How long it may take to replay what a crash left in the write-ahead log."""
STOP_SECONDS: Final = 120


def start(programs: Path, runner: Runner, cluster: Path, sockets: Path, log: Path) -> bool:
    """Whether it started; what PostgreSQL said stands in `log`."""
    quoted = str(sockets).replace('"', '""')
    settings = {**SETTINGS, "unix_socket_directories": f'"{quoted}"'}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_NOFOLLOW
    with os.fdopen(os.open(log, flags, 0o600), "ab") as output:
        done = runner.run(
            [programs / "pg_ctl", "start", "-w", f"-t{START_SECONDS}", "-o", shlex.join(options)],
            output,
            PGDATA=str(cluster),  # as an option it would pass through a shell, unquoted
        )
    return done.returncode == 0


def stop(programs: Path, runner: Runner, cluster: Path) -> str:
    """Empty when it stopped; else what pg_ctl said. Open sessions are broken off."""
    done = runner.run(
        [programs / "pg_ctl", "stop", "-w", f"-t{STOP_SECONDS}", "-m", "fast"],
        PGDATA=str(cluster),
    )
    return "" if done.returncode == 0 else done.stdout.strip()


def last_words(log: Path) -> str:
    """The last lines PostgreSQL wrote."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    except FileNotFoundError:
        return "(it wrote nothing)"
