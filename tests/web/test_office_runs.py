"""The desk of two finance officers: what is due, a run, and its release by the other."""

import re
import uuid

import psycopg
import pytest

from portefeuille.applications.services import stop
from portefeuille.payments.models import Beneficiary, Payout, Run, RunLine
from portefeuille.payments.outgoing import due as outgoing
from portefeuille.people.models import Person
from tests.applications.filing import load_registers
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, at, the
from tests.web.acting import with_deposit, with_order
from tests.web.desk import case_of, counted, facts, open_desk, seen_in, signed_in, text_of
from tests.web.paydesk import PAYMENTS, asked, known, prepared, released

OTHER_IBAN = "BE87500000002194"


@pytest.fixture
def desk(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)


@pytest.fixture
def one(desk):
    return signed_in("financien")


@pytest.fixture
def other(desk):
    return signed_in("financien-twee")


def status(it):
    return the(it.application_id).status


def test_what_is_due_says_to_whom_on_which_account_and_for_what(one, desk):
    it = known(with_order(400_00))
    page = text_of(one.get(PAYMENTS))
    for said in (it.reference, "F-1", "€ 400,00", "Opleidingshuis", "BE68 5390 0754 7034"):
        assert said in page
    assert "Nieuwe rekening" in page


def test_a_run_is_prepared_once_however_often_its_form_is_sent(one, desk):
    known(with_order())
    form = asked(one.get(PAYMENTS))
    answers = [one.post(PAYMENTS, form) for _ in range(2)]
    run = Run.objects.get()
    assert [one["Location"] for one in answers] == [f"/kantoor/betaalruns/{run.pk}"] * 2
    again = one.post(PAYMENTS, {**form, "key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "Ondertussen kwam iets in een betaalrun" in text_of(again)
    assert Run.objects.count() == 1


WRONG = [
    ({"chosen": []}, "Kies wat betaald moet worden."),
    ({"execution_on": "21/11/2026"}, "Vul vandaag of een latere dag in"),
    ({"execution_on": "24/11/2027"}, "Vul vandaag of een latere dag in"),
    ({"key": "x"}, "Er is een probleem"),
]


def test_a_form_that_cannot_be_read_says_what_to_do(one, desk):
    known(with_order())
    form = asked(one.get(PAYMENTS))
    for more, said in WRONG:
        answered = one.post(PAYMENTS, {**form, **more})
        assert answered.status_code == 422
        assert said in text_of(answered)
    assert not Run.objects.exists()


def test_some_are_chosen_or_all_that_the_list_does_not_show(one, desk, monkeypatch):
    first = known(with_order(100_00))
    rest = [with_order(100_00) for _ in range(3)]
    form = asked(one.get(PAYMENTS))
    one.post(PAYMENTS, {**form, "chosen": form["chosen"][:1]})
    assert RunLine.objects.get().payout.application_id == first.application_id
    waiting = [one.application_id for one in outgoing.payouts_due()]
    assert waiting == [one.application_id for one in rest]
    monkeypatch.setattr("portefeuille.web.office.paying.SHOWN", 1)
    page = one.get(PAYMENTS)
    assert "nog 2 meer te betalen" in text_of(page)
    assert one.post(PAYMENTS, {**asked(page), "all": "1"}).status_code == 303
    assert Run.objects.latest("pk").count == 3


def test_who_prepared_a_run_does_not_release_it_and_another_does_once(one, other, database):
    it = known(with_order())
    there = prepared(one)
    refused = one.post(f"{there}/vrijgeven")
    assert refused.status_code == 403
    assert "iemand anders" in text_of(refused)
    assert outgoing.runs_open()[0].status == "prepared"
    assert one.get(f"{there}/bestand").status_code == 404
    answers = [other.post(f"{there}/vrijgeven") for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert one.post(f"{there}/vrijgeven").status_code == 403
    page = text_of(other.get(answers[0]["Location"]))
    assert "Noor Bedacht" in page
    assert "Ines Gefingeerd" in page
    assert the(it.application_id).money.paid == 1_000_00
    assert_ledger_is_right(database)
    preparer = Person.objects.get(subject="demo:financien").pk
    run = prepared(one) if outgoing.payouts_due() else there
    key = int(run.rsplit("/", 1)[1])
    with (
        psycopg.connect(database.app_url) as session,
        pytest.raises(psycopg.errors.CheckViolation, match="cannot release"),
    ):
        session.execute(
            "INSERT INTO payments_release (run_id, actor, known_at) VALUES (%s, %s, now())",
            [key, f"person:{preparer}"],
        )


def test_the_file_is_the_same_however_often_it_is_fetched(one, other):
    known(with_order())
    there = released(one, other)
    files = [one.get(f"{there}/bestand") for _ in range(2)]
    assert files[0].content == files[1].content
    assert files[0]["Content-Type"] == "application/xml"
    run = Run.objects.get()
    assert f'filename="{run.message_id}.xml"' in files[0]["Content-Disposition"]
    assert run.message_id.encode() in files[0].content
    for _ in range(2):
        assert one.post(f"{there}/bezorgd").status_code == 303
    assert outgoing.runs_done()[0].status == "sent"


def test_a_run_that_is_thrown_away_needs_a_reason_and_pays_nothing(one, other, database):
    it = known(with_order())
    there = prepared(one)
    assert one.post(f"{there}/weggooien", {"words": ""}).status_code == 422
    assert one.post(f"{there}/weggooien", {"words": "Verkeerde dag."}).status_code == 303
    assert "Verkeerde dag." in text_of(one.get(there))
    for step in ("vrijgeven", "weggooien", "bezorgd"):
        answered = other.post(f"{there}/{step}", {"words": "x"})
        assert answered.status_code == 409
        assert "Dat kan er niet meer mee" in text_of(answered)
    assert [one.application_id for one in outgoing.payouts_due()] == [it.application_id]
    assert_ledger_is_right(database)


def test_too_little_for_an_order_is_said_with_its_dossier(one, other, desk):
    handler = signed_in("dossierbehandelaar")
    it = known(with_order())
    there = prepared(one)
    paper = f"{case_of(it.application_id)}/herzien"
    seen = seen_in(text_of(handler.post(paper, facts())))
    handler.post(paper, facts(stap="bewaar", gezien=seen))
    answered = other.post(f"{there}/vrijgeven")
    assert answered.status_code == 409
    ready = the(it.application_id).money
    assert it.reference in text_of(answered)
    assert "Gooi deze betaalrun weg" in text_of(answered)
    assert ready.own + ready.subsidy < 1_000_00
    other.post(f"{there}/weggooien", {"words": "Te weinig."})
    page = one.get(PAYMENTS)
    assert "ligt maar" in text_of(page)
    assert asked(page)["chosen"] == []


def test_an_account_for_one_payment_is_kept_once_and_used_for_it_alone(one, other, database):
    it, next_one = with_order(400_00), with_order(300_00)
    page = text_of(one.get(PAYMENTS))
    assert page.count("Geen rekening bekend") == 2
    payout = Payout.objects.get(application_id=it.application_id)
    there = f"{PAYMENTS}/{payout.pk}/rekening"
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', text_of(one.get(there)))
    wrong = one.post(there, {"key": key, "iban": "BE68 5390 0754 7035", "name": "Huis"})
    assert wrong.status_code == 422
    assert "controlecijfers kloppen niet" in text_of(wrong)
    form = {"key": key, "iban": "be68 5390 0754 7034", "name": "Huis"}
    for _ in range(2):
        assert one.post(there, form).status_code == 303
    assert [one.iban for one in Beneficiary.objects.all()] == [PROVIDERS_IBAN]
    assert one.post(there, {**form, "iban": OTHER_IBAN}).status_code == 422
    due = {one.application_id: one.to for one in outgoing.payouts_due()}
    assert due[it.application_id].iban == PROVIDERS_IBAN
    assert due[next_one.application_id] is None
    released(one, other)
    assert status(next_one) == "payment_ordered"


def test_a_refund_that_just_arose_can_be_put_among_what_is_due(one, desk):
    it = with_deposit()
    stop(it.application_id, "enterprise", "Geen tijd.", at(2026, 11, 21, 12))
    page = text_of(one.get(PAYMENTS))
    assert "1 terugbetaling (€ 700,00) ontstond net" in page
    for _ in range(2):
        assert one.post(f"{PAYMENTS}/terugbetalingen").status_code == 303
    (due,) = outgoing.payouts_due()
    assert (due.kind, due.amount, due.to) == ("refund", 700_00, None)
    assert "ontstond net" not in text_of(one.get(PAYMENTS))


def test_queries_do_not_grow_with_what_is_due(one, other, desk):
    known(with_order(100_00))
    with counted() as few:
        one.get(PAYMENTS)
    for _ in range(3):
        with_order(100_00)
    with counted() as many:
        one.get(PAYMENTS)
    assert few == many
    there = prepared(one)
    with counted() as shown:
        one.get(there)
    assert shown[0] < 30


def test_runs_are_for_finance_officers_alone(one, desk):
    known(with_order())
    there = prepared(one)
    handler = signed_in("dossierbehandelaar")
    assert handler.get(there).status_code == 403
    assert handler.post(f"{there}/vrijgeven").status_code == 403
    assert one.get("/kantoor/betaalruns/999").status_code == 404
    assert one.get(f"{PAYMENTS}/999/rekening").status_code == 404
    assert one.get(f"{there}/999/geweigerd").status_code == 404
