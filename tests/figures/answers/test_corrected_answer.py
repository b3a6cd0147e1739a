"""SV 749 as of its own day, and as of today after corrections: both are kept, side by side.

The synthetic 2017 at full scale, which is all that its diversity tables count; corrected through
the services that a case handler uses, in a database of this test alone.
"""

from datetime import UTC, date, datetime

from django.db import connection

from portefeuille import law
from portefeuille.applications.services import By, Change, revise
from portefeuille.figures.answers import answer
from portefeuille.figures.answers import given as kept
from portefeuille.figures.answers.differing import differences
from portefeuille.figures.formats import render
from portefeuille.scenarios.population import build
from portefeuille.scenarios.services import load
from tests.conftest import SEED
from tests.databases import Database

NOW = By("test", datetime(2026, 11, 25, 12, tzinfo=UTC))
FORMS = ("json", "markdown", "odt", "pdf", "xlsx")


def test_what_was_said_stays_and_what_is_known_now_stands_beside_it(database: Database) -> None:
    load(build(2017, SEED, "1", law.load()), law.load())
    then = kept.give(answer("sv-749-2017"), {"name": "sv-749-2017"}, NOW)
    told = {form: render(then.answer, form) for form in FORMS}
    public, medium = _with_one_approved_training()
    revise(public, 2017, Change({"public_share": "0.60"}, {}), "blijkt publiek", NOW)
    revise(medium, 2017, Change({"size": "medium"}, {}), "de groep was vergeten", NOW)

    assert answer("sv-749-2017") == then.answer
    assert then.answer.tables[2].total == ("Totaal", 41, 12_823_36)
    assert "12.823,36" in str(told["markdown"])
    today = answer("sv-749-2017", date(2026, 11, 25))
    _, projects, subsidy = today.tables[2].total
    assert projects == 40
    assert isinstance(subsidy, int)
    assert subsidy < 12_823_36

    now = kept.give(today, then.asked, NOW, then.number, "twee ondernemingen herzien")
    again = kept.given(then.number)
    assert {form: render(again.answer, form) for form in FORMS} == told
    assert (now.corrects, again.corrected_by) == (then.number, now.number)
    found = {(one.row, one.column): (one.old, one.new) for one in differences(then.answer, today)}
    assert found["Voor steun goedgekeurd", "Aantal"] == ("41", "40")
    assert found["Voor steun goedgekeurd", "Subsidie (€)"][0] == "12.823,36"


def _with_one_approved_training() -> tuple[int, int]:
    """Two small enterprises that asked for one training in the year, and got it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.enterprise_id FROM applications_application a"
            " JOIN applications_decision d ON d.application_id = a.id"
            " GROUP BY a.enterprise_id HAVING count(*) = 1 AND bool_and(d.outcome = 'approved'"
            " AND a.service = 'training' AND d.size = 'small') ORDER BY 1 LIMIT 2"
        )
        ((first,), (second,)) = cursor.fetchall()
    return int(first), int(second)
