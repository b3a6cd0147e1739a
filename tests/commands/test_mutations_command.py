"""`portefeuille mutations`: a delivered file, read whole, once."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from portefeuille.adapters.magda.mutations import COLUMNS
from portefeuille.register.models import Trigger
from portefeuille.register.services import enterprise_of_number
from tests.databases import Database

COMMAND = [sys.executable, "-c", "from portefeuille.commands.main import main; main()"]
BAKERY = "1999900171"


def delivered(file: Path, *numbers: str) -> Path:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
        for number in numbers:
            fields = [""] * COLUMNS
            fields[0], fields[1], fields[13] = "2026-11-24", number, "AC"
            writer.writerow(fields)
    return file


def run(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "mutations", *arguments],
        env=database.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_each_file_says_what_was_new_and_a_wrong_one_is_named(
    database: Database, tmp_path: Path
) -> None:
    enterprise_of_number(BAKERY)
    good = delivered(tmp_path / "tuesday.csv", BAKERY, "1999905022")
    empty = delivered(tmp_path / "wednesday.csv")
    done = run(database, str(good), str(empty), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {
            "tuesday.csv": {"changes": 2, "known": 1, "new": 1},
            "wednesday.csv": {"changes": 0, "known": 0, "new": 0},
        },
    )
    assert Trigger.objects.count() == 1
    wrong = delivered(tmp_path / "thursday.csv", BAKERY, "12")
    done = run(database, str(wrong))
    assert (done.returncode, done.stdout) == (2, "")
    assert "thursday.csv, line 2: expected a number of ten digits" in done.stderr
    assert "Nothing of thursday.csv was kept" in done.stderr
