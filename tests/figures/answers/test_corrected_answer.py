"""SV 749 as of its own day, and as of today after more became known: both are kept, side by side.

The synthetic 2017 at full scale, which is all that its diversity tables count. Afterwards, through
the services that people use: an application of the last day is decided once the register answers,
and stopped; two others are corrected. In a database of this test alone.
"""

from datetime import UTC, date, datetime

from django.db import connection

from portefeuille import law, samples
from portefeuille.applications.arrivals import decide_arrivals
from portefeuille.applications.models import Application
from portefeuille.applications.services import By, Change, Received, revise, stop
from portefeuille.figures.answers import answer
from portefeuille.figures.answers import given as kept
from portefeuille.figures.answers.differing import differences
from portefeuille.figures.formats import render
from portefeuille.providers.services import load_providers
from portefeuille.register.services import load_kbo
from portefeuille.scenarios.population import build
from portefeuille.scenarios.services import load
from tests.applications.filing import answer_to, request
from tests.conftest import SEED
from tests.databases import Database

NOW = By("test", datetime(2026, 11, 25, 12, tzinfo=UTC))
FORMS = ("json", "markdown", "odt", "pdf", "xlsx")


def test_what_was_said_stays_and_what_is_known_now_stands_beside_it(database: Database) -> None:
    load(build(2017, SEED, "1", law.load()), law.load())
    then = kept.give(answer("sv-749-2017"), {"name": "sv-749-2017"}, NOW)
    told = {form: render(then.answer, form) for form in FORMS}
    late = _decided_after_the_cut_off()
    assert answer("sv-749-2017", date(2017, 9, 2)).tables[2].total[1] == 42
    stop(late, "enterprise", "toch niet", By("test", datetime(2017, 9, 20, 8, tzinfo=UTC)))
    public, medium = _with_one_approved_training()
    revise(public, 2017, Change({"public_share": "0.60"}, {}), "blijkt publiek", NOW)
    revise(medium, 2017, Change({"size": "medium"}, {}), "de groep was vergeten", NOW)

    assert answer("sv-749-2017") == then.answer
    assert then.answer.tables[2].total == ("Totaal", 41, 12_823_36)
    assert "12.823,36" in str(told["markdown"])
    today = answer("sv-749-2017", date(2026, 11, 25))
    _, projects, subsidy = today.tables[2].total
    assert projects == 41, "one more was approved, also if it was stopped, and one no longer is"
    assert isinstance(subsidy, int)
    assert subsidy != 12_823_36

    now = kept.give(today, then.asked, NOW, then.number, "twee ondernemingen herzien")
    again = kept.given(then.number)
    assert {form: render(again.answer, form) for form in FORMS} == told
    assert (now.corrects, again.corrected_by) == (then.number, now.number)
    found = {(one.row, one.column): (one.old, one.new) for one in differences(then.answer, today)}
    assert found["Ingediend", "Aantal"] == ("50", "51")
    assert found["Voor steun goedgekeurd", "Subsidie (€)"][0] == "12.823,36"


def _decided_after_the_cut_off() -> int:
    """An application of 31 August that waited for the register until 2 September; its id."""
    load_providers(samples.PROVIDERS)
    asked = request(
        application={
            "theme": "diversiteit",
            "starts_on": "2017-09-05",
            "ends_on": "2017-09-06",
        }
    )
    arrived = answer_to(asked, datetime(2017, 8, 31, 8, tzinfo=UTC))
    assert isinstance(arrived, Received)
    load_kbo(samples.KBO)
    decided = datetime(2017, 9, 2, 8, tzinfo=UTC)
    assert list(decide_arrivals(decided, law.load())) == [arrived.arrival_id]
    return Application.objects.get(submitted_at=arrived.at).pk


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
