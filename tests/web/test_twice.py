"""Every form that is sent twice, one after the other or both at once, does what it does once.

Sent again nothing in the database is another; sent twice at once as many rows are there as after
one. `forms_sent` has a row for each route that takes POST; a route that is not there takes none.
"""

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from portefeuille.aid.models import Declaration
from portefeuille.payments.models import Deposit
from tests.applications.filing import BAKERY, add_enterprises
from tests.databases import Database
from tests.payments.booked import waiting_line
from tests.test_routes import patterns
from tests.web.acting import open_counter, signed_in, text_of, with_order, with_payment
from tests.web.forms_sent import (
    FINANCE,
    FORMS,
    NUMBERS,
    OFFICE,
    OWNER,
    PROVIDER,
    Sent,
    deposit,
    draft_of,
    of_aid,
)

TABLES: Final = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_session'
"""


@pytest.fixture
def counter(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    open_counter(monkeypatch)
    NUMBERS[:] = add_enterprises(60)
    with_payment()  # what the first of its kind makes for all: the law, and the provider's balance
    return database


def contents(database: Database) -> dict[str, tuple[int, str | None]]:
    """Of each table how many rows it has, and a digest of them."""
    with psycopg.connect(database.owner_url) as session:
        tables = [name for (name,) in session.execute(TABLES)]
        digest = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
        return {
            name: session.execute(digest.format(name)).fetchone()  # type: ignore[arg-type, misc]
            for name in tables
        }


def added(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """How many rows more, of each table with more or fewer."""
    more = {name: after[name][0] - before[name][0] for name in after}
    return {name: count for name, count in more.items() if count}


def test_sent_twice_it_is_done_once(counter: Database) -> None:
    wrong: dict[str, Any] = {}
    for name, forms in FORMS.items():
        for why, make in forms:
            if found := what_a_second_does(counter, make):
                wrong[f"{name}: {why}"] = found
    assert wrong == {}


def what_a_second_does(database: Database, make: Callable[[], Sent]) -> list[Any]:
    """What is wrong: nothing, where the second does nothing."""
    sent = make()
    found: list[Any] = []
    client = signed_in(sent.who)
    before = contents(database)
    answer = sent.post(client)
    if answer.status_code >= 400:
        return ["the first was refused", answer.status_code, text_of(answer)]
    once = contents(database)
    again = sent.post(client)
    twice = contents(database)
    if changed := {name for name in twice if twice[name] != once[name]}:
        found.append(("one after the other", again.status_code, changed))

    both = make()
    clients = [signed_in(both.who) for _ in range(2)]
    start = contents(database)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: alone(both, one), clients))
    end = contents(database)
    if added(start, end) != added(before, once):
        found.append(("at once", answers, added(start, end), added(before, once)))
    if max(answers) >= 500:
        found.append(("at once", answers))
    return found


def alone(sent: Sent, client: Client) -> int:
    """The status, from a thread with a connection of its own."""
    try:
        return sent.post(client).status_code
    finally:
        connection.close()


def clients() -> list[Client]:
    """Everybody; anew each time, since signing out is a form too."""
    return [signed_in(who) for who in (OWNER, PROVIDER, OFFICE, FINANCE, "gegevensbescherming")]


def test_no_other_route_takes_a_form(counter: Database) -> None:
    draft = draft_of(BAKERY)
    it = with_order()
    route = {
        "number": BAKERY, "reference": it.reference, "draft": draft.pk, "step": "dienst",
        "order": 1, "document": uuid.uuid4(), "arrival": 1, "key": "x", "place": 0,
        "statement": 1, "file": 1, "line": waiting_line(it.application_id),
        "run": 1, "payout": 1, "recovery": 1,
        "decision": it.decision_id, "kept": uuid.uuid4(), "page": "thema",
    }  # fmt: skip
    taken = set()
    for pattern in patterns(get_resolver()):
        name = str(pattern.name)
        if name.startswith("api-"):  # for programs: tests/api/test_idempotency.py
            continue
        ((_, names),) = get_resolver().reverse_dict[name][0]
        wanted = {key: route[key] for key in names}
        if name.startswith("provider") and it.provider_number:
            wanted["number"] = it.provider_number
        statuses = {client.post(reverse(name, kwargs=wanted)).status_code for client in clients()}
        if 405 not in statuses:
            taken.add(name)
    assert taken == set(FORMS)


def test_another_deposit_under_a_used_key_is_asked_again_and_not_swallowed(
    counter: Database,
) -> None:
    client, first = signed_in(FINANCE), deposit()
    before = Deposit.objects.count()
    client.post(first.where, first.what)
    other = {**deposit().what, "key": first.what["key"]}
    answer = client.post(first.where, other)
    assert answer.status_code == 409
    assert "al een storting van € 700,00 genoteerd" in text_of(answer)
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', text_of(answer))
    assert key != first.what["key"]
    assert Deposit.objects.count() == before + 1
    assert client.post(first.where, {**other, "key": key}).status_code == 303
    assert Deposit.objects.count() == before + 2


def test_other_answers_under_a_used_key_are_asked_again_and_not_swallowed(
    counter: Database,
) -> None:
    client, first = signed_in(OFFICE), of_aid("verklaar")()
    assert client.post(first.where, first.what).status_code == 303
    other = {**first.what, "amount": "2.000,00"}
    answer = client.post(first.where, other)
    assert answer.status_code == 422
    assert "al bewaard met andere antwoorden" in text_of(answer)
    assert "2.000,00" in text_of(answer)
    assert Declaration.objects.count() == 1
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', text_of(answer))
    assert client.post(first.where, {**other, "key": key}).status_code == 303
    assert Declaration.objects.count() == 2
