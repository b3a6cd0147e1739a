"""docs/recipes.md says what the ledger writes: to renew it, PORTEFEUILLE_WRITE=1."""

import os
from pathlib import Path

from tests.applications.filing import load_registers
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right
from tests.payments.recipes import cooked

PAGE = Path(__file__).parents[2] / "docs" / "recipes.md"
BEGIN = "<!-- from here on: written by tests/payments/recipes.py -->\n\n"


def test_the_recipes_are_what_the_ledger_writes(database: Database) -> None:
    load_registers()
    made = cooked(database)
    head, found = PAGE.read_text("utf-8").split(BEGIN)
    if os.environ.get("PORTEFEUILLE_WRITE") == "1":
        PAGE.write_text(head + BEGIN + made, "utf-8")
    else:
        assert found == made
    assert_ledger_is_right(database)
