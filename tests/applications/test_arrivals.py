"""Submitted while the register is down: received, counted from then on, decided once it answers."""

import threading
from datetime import date, datetime, timedelta

import psycopg
import pytest

from portefeuille import law, samples
from portefeuille.applications import submitting
from portefeuille.applications.arrivals import decide_arrivals
from portefeuille.applications.models import Application, Arrival, Decision, Draft
from portefeuille.applications.queries import awaited, what_came_of
from portefeuille.applications.services import (
    AlreadySubmitted,
    By,
    Received,
    Seen,
    Submitted,
    open_draft,
    save_answers,
    submit,
    submit_draft,
)
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unavailable
from portefeuille.journal.queries import history_of, status_of
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from portefeuille.people.queries import people_for
from portefeuille.people.services import load_people
from portefeuille.providers.services import load_providers
from portefeuille.register.services import enterprise_of_number, load_kbo
from tests.applications.books import assert_books_are_whole
from tests.applications.filing import BAKERY, METALWORKS, NOW, Raw, answer_to, request
from tests.databases import Database, django_in

LATER = NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def down(database: Database) -> Database:
    """Providers and people are known; there is no register to ask yet."""
    load_providers(samples.PROVIDERS)
    load_people(samples.PEOPLE, date(2015, 1, 1))
    return database


def received(raw: Raw | None = None, now: datetime = NOW) -> Received:
    answer = answer_to(raw or request(), now)
    assert isinstance(answer, Received), answer
    return answer


def decide(now: datetime = LATER) -> list[int]:
    return list(decide_arrivals(now, law.load()))


def test_while_the_register_is_down_an_application_is_received_and_nothing_is_decided() -> None:
    kept = received()
    assert (kept.at, kept.source) == (NOW, "kbo-open-data")
    assert [(one.number, one.title, one.arrived_at) for one in awaited()] == [
        (BAKERY, "Beter bakken", NOW)
    ]
    assert not Application.objects.exists()
    assert decide() == []
    assert status_of("arrival", kept.arrival_id) == "waiting"


def test_once_it_answers_the_decision_is_that_of_the_day_of_arrival(down: Database) -> None:
    kept = received()
    load_kbo(samples.KBO)
    much_later = NOW + timedelta(days=45)
    assert decide(much_later) == [kept.arrival_id]
    came = what_came_of(kept.arrival_id)
    assert came is not None
    assert (came.status, awaited()) == ("decided", [])
    application, decision = Application.objects.get(), Decision.objects.get()
    assert (application.submitted_at, application.submitted_on) == (NOW, NOW.date())
    assert decision.outcome == "approved"
    assert decision.known_at == much_later, "we knew it only then"
    (approved,) = history_of("application", application.pk)
    assert approved.due_on == much_later.date() + timedelta(days=30), "time to deposit starts then"
    assert decide() == []
    assert_books_are_whole(down)


def test_in_the_new_year_it_is_booked_on_the_room_of_the_year_of_arrival(down: Database) -> None:
    received(now=datetime.fromisoformat("2026-12-31T22:30:00+00:00"))
    load_kbo(samples.KBO)
    assert len(decide(datetime.fromisoformat("2027-01-02T08:00:00+00:00"))) == 1
    assert Application.objects.get().submitted_on == date(2026, 12, 31)
    assert_books_are_whole(down)


def test_what_came_first_is_decided_first_also_where_the_register_is_back_already() -> None:
    first = received(request(application={"cost": "20000.00"}))
    load_kbo(samples.KBO)
    second = received(request(application={"cost": "20000.00"}), NOW + timedelta(minutes=1))
    other = answer_to(request(METALWORKS), NOW + timedelta(minutes=2))
    assert isinstance(other, Submitted), "another enterprise does not wait"
    assert decide() == [first.arrival_id, second.arrival_id]
    grants = Decision.objects.filter(application__enterprise__numbers__number=BAKERY)
    in_order = grants.order_by("application__submitted_at").values_list("grant_cents", flat=True)
    assert list(in_order) == [6_000_00, 1_500_00], "the ceiling is 7.500,00"


def test_behind_one_that_waits_too_what_is_wrong_is_refused_at_once() -> None:
    received()
    load_kbo(samples.KBO)
    with pytest.raises(CaseError, match=r"application\.cost"):
        answer_to(request(application={"cost": "1,000"}))
    assert len(awaited()) == 1


def test_one_that_gets_no_answer_holds_up_its_own_enterprise_and_nobody_else(
    down: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, behind, other = received(), received(), received(request(METALWORKS))
    load_kbo(samples.KBO)
    real = submitting.look_up
    monkeypatch.setattr(
        submitting,
        "look_up",
        lambda number, now, why: (
            Unavailable("magda", "an answer that cannot be read")
            if number == BAKERY
            else real(number, now, why)
        ),
    )
    assert decide() == [other.arrival_id]
    monkeypatch.setattr(submitting, "look_up", real)
    assert decide() == [silent.arrival_id, behind.arrival_id]


def test_what_somebody_else_is_deciding_on_is_not_overtaken(down: Database) -> None:
    first, second = received(), received()
    load_kbo(samples.KBO)
    with psycopg.connect(down.owner_url) as session:
        held = "SELECT 1 FROM applications_arrival WHERE id = %s FOR UPDATE"
        session.execute(held, [first.arrival_id])
        assert decide() == [], "the second waits for the first, though it is free"
    assert decide() == [first.arrival_id, second.arrival_id]


def test_what_can_be_seen_to_be_wrong_is_refused_at_once_and_not_received() -> None:
    with pytest.raises(CaseError, match=r"application\.cost"):
        answer_to(request(application={"cost": "1,000"}))
    with pytest.raises(CaseError, match="not in the register of providers"):
        answer_to(request(provider={"registration": "DV.O888888"}))
    assert not Arrival.objects.exists()


def test_a_number_that_turns_out_to_be_unknown_ends_and_says_so() -> None:
    kept = received(request("0456123791"))
    load_kbo(samples.KBO)
    assert decide() == [kept.arrival_id]
    came = what_came_of(kept.arrival_id)
    assert came is not None
    assert (came.status, came.application_id) == ("ended", None)
    assert history_of("arrival", kept.arrival_id)[-1].reason == "unknown"


def test_an_answer_that_does_not_fit_the_register_gives_the_draft_back() -> None:
    person = people_for(BAKERY, NOW.date())[0]
    draft = open_draft(enterprise_of_number(BAKERY), person.pk, NOW)
    kept = submitted_draft(draft, {"region": "wallonia"})
    with pytest.raises(AlreadySubmitted):
        save_answers(draft.pk, 2, {"title": "Anders"}, person.pk, NOW)
    load_kbo(samples.KBO)
    assert decide() == [kept.arrival_id]
    ended = history_of("arrival", kept.arrival_id)[-1]
    assert (ended.reason, ended.verb) == ("unreadable", "end")
    assert "no establishment in wallonia" in ended.words
    again = save_answers(draft.pk, 2, {"region": "flanders"}, person.pk, LATER)
    answer = submit_draft(again.pk, BAKERY, seen(again), law.load(), By("test", LATER))
    assert isinstance(answer, Submitted)


def test_the_people_of_the_enterprise_are_told_that_it_came_and_what_came_of_it() -> None:
    received()
    received(request("0456123791"))
    tell(NOW)
    told = Message.objects.filter(kind="received", person=people_for(BAKERY, NOW.date())[0]).get()
    assert "op 20 november 2026" in told.text.replace("\u00a0", " ")
    assert "De beslissing wacht" in told.text
    load_kbo(samples.KBO)
    decide()
    tell(LATER)
    assert set(Message.objects.values_list("kind", flat=True)) >= {"received", "approved"}


def test_deciders_side_by_side_decide_everything_once(down: Database) -> None:
    numbers = [BAKERY, METALWORKS] * 6
    arrivals = [received(request(number)).arrival_id for number in numbers]
    load_kbo(samples.KBO)
    done: list[int] = []

    def work() -> None:
        with django_in(down):
            done.extend(decide())

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.extend(decide())
    assert sorted(done) == arrivals
    assert Application.objects.count() == len(arrivals)
    assert_books_are_whole(down)


def submitted_draft(draft: Draft, answers: Raw) -> Received:
    """The draft with all that is asked answered, submitted as it was seen."""
    raw = request()
    whole = {
        **raw["application"],
        "size": "small",
        "public_share": "0",
        "registration": raw["provider"]["registration"],
        "related_to_applicant": False,
        **answers,
    }
    saved = save_answers(draft.pk, draft.version, whole, draft.person_id, NOW)
    answer = submit_draft(saved.pk, BAKERY, seen(saved), law.load(), By("test", NOW))
    assert isinstance(answer, Received), answer
    return answer


def seen(draft: Draft) -> Seen:
    return Seen(draft.version, law.load().on(NOW.date()).digest)


def test_a_request_that_waits_is_what_submit_would_have_decided() -> None:
    kept = received()
    load_kbo(samples.KBO)
    decide()
    later = decision_of(kept.arrival_id)
    at_once = submit(request(METALWORKS), law.load(), By("test", NOW))
    assert isinstance(at_once, Submitted)
    assert (later.rate_points, later.grant_cents) == (at_once.decision.rate, at_once.decision.grant)


def decision_of(arrival_id: int) -> Decision:
    arrival = Arrival.objects.get(pk=arrival_id)
    assert arrival.application_id is not None
    return Decision.objects.get(application_id=arrival.application_id)
