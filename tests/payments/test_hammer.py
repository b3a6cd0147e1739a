"""Fifty processes that file, deposit, order and stop on twenty wallets: no cent over."""

import json
import subprocess
import sys

from tests.applications.books import rows
from tests.applications.filing import add_enterprises, load_registers
from tests.applications.herding import REPOSITORY
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def test_fifty_on_twenty(database: Database) -> None:
    load_registers()
    numbers = add_enterprises(20)
    job = {"numbers": numbers, "processes": 50, "moves": 12, "alone": False, "seed": 1}
    done = subprocess.run(
        [sys.executable, "-m", "bench.hammering"],
        cwd=REPOSITORY,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        env=database.environment(),
    )
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert sum(told["done"].values()) == 50 * 12
    assert {"approved", "deposit", "order", "stop"} <= told["done"].keys()
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_ledger_is_right(database)
