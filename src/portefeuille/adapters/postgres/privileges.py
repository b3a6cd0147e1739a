"""As whom PostgreSQL runs: never as root, and never by opening a folder to others.

An ordinary user runs it under his own name. PostgreSQL refuses root, so root gives way to
an account without rights (`postgres`, or `nobody`), and only what is PostgreSQL's own, the
data and the folder of the socket, is handed to it.

That account may be unable to reach the data or the programs, because they lie below a closed
folder such as the home of root. Then it gets the one capability that passes through these and
nothing besides, through `setpriv` of util-linux. It is tried for real, the smallest first,
since only the kernel knows (modes, access lists and the limits of a container all count).

Source: capabilities(7) on CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE and SECBIT_NO_SETUID_FIXUP.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from portefeuille.adapters.postgres.errors import PostgresError

ACCOUNTS: Final = ("postgres", "nobody")

CAPABILITIES: Final = ("dac_read_search", "dac_override")
"""Smallest first: to read and pass everywhere; to write as well (where the first is withheld,
as in many containers)."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group PostgreSQL runs as."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Hands one file or folder of ours, not a link, to the account."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs a program as the account, through the prefix that lets it reach its folders."""

    account: Account
    prefix: tuple[str, ...] = ()

    def run(
        self, command: Sequence[str | Path], output: IO[bytes] | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs to the end; what it says goes to `output`, or else stands in the result.

        In a session of its own, so that Ctrl-C in the terminal reaches neither it nor the
        server it starts; from the root folder, and with the given environment instead of
        ours, in which a PGPORT or a language would change what PostgreSQL does.
        """
        drop = os.geteuid() == 0 and not self.prefix
        return subprocess.run(  # noqa: S603 - programs we found, arguments we made
            [*self.prefix, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.PIPE,
            stderr=subprocess.STDOUT,
            user=self.account.uid if drop else None,
            group=self.account.gid if drop else None,
            extra_groups=[] if drop else None,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", **environment},
            start_new_session=True,
            text=True,
            errors="replace",
            check=False,
        )


def account_for(cluster: Path) -> Account:
    """Ourselves; for root the account that has the cluster already, or one without rights.

    PostgresError when this machine has no such account.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster.exists():
        owner = cluster.stat()
        return Account(owner.st_uid, owner.st_gid)
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PostgresError(
        "PostgreSQL does not run as root, and there is no account to run it as.",
        f"Run this as an ordinary user, or add one of the accounts {', '.join(ACCOUNTS)}.",
    )


def runner_for(account: Account, programs: Path, cluster: Path) -> Runner:
    """The runner with the least rights that can start `programs` and enter `cluster`."""
    if os.geteuid() != 0:
        return Runner(account)
    said = ""
    for runner in _runners(account):
        said = _trial(runner, programs, cluster)
        if not said:
            return runner
    raise PostgresError(
        f"As root, PostgreSQL has to run as another account (uid {account.uid}), and that one "
        f"cannot reach {programs} or {cluster}: {said}",
        "Move the project out of the closed folder, or run this as an ordinary user, "
        "or set DATABASE_URL to a PostgreSQL that runs.",
    )


def _runners(account: Account) -> Iterator[Runner]:
    yield Runner(account)
    if setpriv := shutil.which("setpriv"):
        for capability in CAPABILITIES:
            yield Runner(account, _through(setpriv, account, capability))


def _through(setpriv: str, account: Account, capability: str) -> tuple[str, ...]:
    """The account with this capability only, and no way to gain another.

    `no_setuid_fixup`: PostgreSQL asks the kernel with access(2) whether it can reach itself,
    and for an ordinary account that call ignores capabilities unless this bit is set.
    """
    only = f"-all,+{capability}"
    return (
        setpriv,
        f"--reuid={account.uid}",
        f"--regid={account.gid}",
        "--clear-groups",
        f"--inh-caps={only}",
        f"--ambient-caps={only}",
        f"--bounding-set={only}",
        "--securebits=+no_setuid_fixup",
        "--no-new-privs",
        "--",
    )


def _trial(runner: Runner, programs: Path, cluster: Path) -> str:
    """Empty when the account can do it; else what the system said, in a line."""
    script = 'cd "$0" && exec "$1" --show -D "$0"'  # also lets initdb look for its neighbours
    try:
        done = runner.run(["/bin/sh", "-c", script, cluster, programs / "initdb"])
    except OSError as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stdout.strip().splitlines() or ["refused"])[-1]
