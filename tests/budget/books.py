"""An envelope to take from, and whether its slots say what was committed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import psycopg

from portefeuille.applications.services import By, NewAmount, set_budget
from portefeuille.core.budget import BudgetLaw
from portefeuille.core.law import Provision
from portefeuille.core.periods import Dated
from portefeuille.law.budget import load_budget

NOW: Final = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OFFICER: Final = By("test", NOW)
DIVERSITY: Final = "personeelsmanagement/diversiteit-en-non-discriminatiebeleid"

ADDS_UP: Final = """
SELECT e.year, e.part, e.amount_cents, sum(s.left_cents), sum(s.over_cents),
       applications_committed(e.year, CASE WHEN e.part <> '' THEN e.themes END)
FROM budget_envelope e JOIN budget_slot s ON s.envelope_id = e.id GROUP BY e.id
"""


def that_ends(word: str) -> BudgetLaw:
    """The law of the scheme, in which this becomes of a grant that does not fit."""
    said = Provision(word, ("TEST",), "inference", date(2026, 1, 1), None)
    return replace(load_budget(), when_exhausted=(Dated(date(2016, 1, 1), said),))


def envelope(amount: int, end: str = "stop", part: str = "", year: int = 2026) -> int:
    """Set an envelope of the year."""
    new = NewAmount(year, part, amount, date(year, 1, 1), "begroting")
    return set_budget(new, that_ends(end), OFFICER)


def committed(owner_url: str) -> dict[tuple[int, str], tuple[int, int, int]]:
    """Of each envelope what is left, over and committed, once they have been found to add up."""
    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(ADDS_UP).fetchall()
    for *_, amount, left, over, taken in rows:
        assert left - over == amount - taken, rows
    return {
        (year, part): (int(left), int(over), taken) for year, part, _, left, over, taken in rows
    }
