"""Idempotency-Key: sent again it is done once and answered the same, whatever happens."""

import json
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import samples
from portefeuille.api import idempotency, views
from portefeuille.api.urls import urlpatterns
from portefeuille.applications.services import ask_ahead
from portefeuille.providers.services import load_providers
from tests.api.asking import ADDRESS, open_interface, send
from tests.applications.books import assert_books_are_whole, counts, rows
from tests.applications.filing import BAKERY, METALWORKS, load_registers, request
from tests.databases import Database

KEY = '"8e03978e-40d5-43dd-bc93-6894a57f9324"'
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def interface(monkeypatch: pytest.MonkeyPatch) -> None:
    open_interface(monkeypatch)


def error_of(answer: HttpResponse) -> dict[str, str]:
    found: dict[str, str] = json.loads(answer.content)["error"]
    assert set(found) == {"where", "why", "expected"}
    return found


def applications(database: Database) -> int:
    return counts(database)["applications_application"]


def test_sent_again_it_is_done_once_and_answered_the_same(database: Database) -> None:
    load_registers()
    first, again = send(request(), KEY), send(request(), KEY)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Content-Type"] == again["Content-Type"]
    assert applications(database) == 1
    assert_books_are_whole(database)


def test_without_a_key_each_time_is_a_new_application(database: Database) -> None:
    load_registers()
    first, again = send(request()), send(request())
    assert json.loads(first.content)["reference"] != json.loads(again.content)["reference"]
    assert applications(database) == 2
    assert rows(database, "SELECT * FROM journal_answer") == []


def test_the_same_in_another_order_with_other_spaces_and_a_bare_key_is_the_same(
    database: Database,
) -> None:
    load_registers()
    first = send(request(), KEY)
    turned = {name: request()[name] for name in reversed(list(request()))}
    again = send(json.dumps(turned, indent=3).encode(), KEY.strip('"'))
    assert again.content == first.content
    assert applications(database) == 1


def test_another_request_with_a_used_key_is_refused_and_does_nothing(database: Database) -> None:
    load_registers()
    first = send(request(), KEY)
    other = send(request(METALWORKS), KEY)
    assert other.status_code == 422
    assert error_of(other)["where"] == "Idempotency-Key"
    assert "another request" in error_of(other)["why"]
    assert applications(database) == 1
    assert send(request(), KEY).content == first.content


def test_another_key_is_another_application(database: Database) -> None:
    load_registers()
    send(request(), KEY)
    assert send(request(), '"another"').status_code == 201
    assert applications(database) == 2


@pytest.mark.parametrize(
    ("wrong", "status"),
    [(request(application={"cost": "1,23"}), 422), (request("0456123791"), 404)],
)
def test_what_did_nothing_leaves_its_key_free(
    database: Database, wrong: dict[str, Any], status: int
) -> None:
    load_registers()
    assert send(wrong, KEY).status_code == status
    assert send(wrong, KEY).status_code == status
    assert sum(counts(database).values()) == 0
    assert send(request(), KEY).status_code == 201
    assert send(wrong, KEY).status_code == 422
    assert applications(database) == 1


def test_what_waits_for_the_register_is_received_once(database: Database) -> None:
    load_providers(samples.PROVIDERS)
    first, again = send(request(), KEY), send(request(), KEY)
    assert first.status_code == again.status_code == 202
    assert (first["Location"], first.content) == (again["Location"], again.content)
    assert rows(database, "SELECT count(*) FROM applications_arrival") == [(1,)]


def test_what_is_no_key_is_said_so_and_does_nothing(database: Database) -> None:
    load_registers()
    for header in ("", " ", '""', '"open', '"a" "b"', '"a", "b"', '"a";b=1', "a b", "x" * 256):
        answer = send(request(), header)
        assert answer.status_code == 400, header
        assert error_of(answer)["where"] == "Idempotency-Key"
    assert sum(counts(database).values()) == 0
    assert rows(database, "SELECT * FROM journal_answer") == []


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=255))
def test_every_string_of_the_structured_fields_is_a_key(text: str) -> None:
    quoted = re.sub(r'(["\\])', r"\\\1", text)
    assert idempotency.read_key(f'"{quoted}"') == text


@given(st.text())
def test_no_header_breaks_the_reading_of_keys(text: str) -> None:
    key = idempotency.read_key(text)
    assert key is None or 0 < len(key) <= idempotency.LONGEST


def test_what_is_asked_is_method_address_and_body() -> None:
    make, body = RequestFactory(), {"a": 1, "b": [2]}
    digests = {
        idempotency.digest_of(one, said)
        for one, said in (
            (make.post("/x"), body),
            (make.post("/x"), {"b": [2], "a": 1}),
            (make.post("/y"), body),
            (make.post("/x?z=1"), body),
            (make.put("/x"), body),
            (make.post("/x"), {"a": 1, "b": [2.0]}),
        )
    }
    assert len(digests) == 5


def test_a_body_nested_too_deep_to_be_written_again_is_answered_too(database: Database) -> None:
    load_registers()
    deep = b"[" * 500 + b"]" * 500
    assert send(deep, KEY).status_code == 422


def test_many_at_once_are_one_application_with_one_answer(database: Database) -> None:
    load_registers()

    def one(_: int) -> tuple[int, bytes]:
        try:
            answer = send(request(), KEY)
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(one, range(24)))
    ((status, _),) = answers
    assert status == 201
    assert applications(database) == 1
    assert_books_are_whole(database)


def test_one_that_takes_too_long_is_said_to_be_still_at_work(database: Database) -> None:
    load_registers()
    with psycopg.connect(database.owner_url) as other:
        other.execute("ALTER FUNCTION journal_hold_key SET lock_timeout = '20ms'")
        other.commit()
        other.execute("SELECT journal_hold_key('api', %s)", [KEY.strip('"')])
        answer = send(request(), KEY)
        assert answer.status_code == 409
        assert answer["Retry-After"] == "1"
        assert error_of(answer)["where"] == "Idempotency-Key"
        assert send(request(), '"another"').status_code == 201
        assert applications(database) == 1
    assert send(request(), KEY).status_code == 201


@pytest.mark.parametrize(
    ("where", "left"), [("before", (0, 0)), ("kept", (0, 0)), ("committed", (1, 1))]
)
def test_killed_on_the_way_it_is_there_wholly_or_not_and_once_in_the_end(
    database: Database, where: str, left: tuple[int, int]
) -> None:
    load_registers()
    died = subprocess.run(
        [sys.executable, "-m", "tests.api.killed", where],
        cwd=REPOSITORY,
        env=database.environment(),
        input=json.dumps(request()).encode(),
        capture_output=True,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    kept = rows(database, "SELECT body FROM journal_answer")
    assert (applications(database), len(kept)) == left
    answer = send(request(), '"once"')
    assert answer.status_code == 201
    assert applications(database) == 1
    assert kept in ([], [(answer.content.decode(),)])
    assert_books_are_whole(database)


def test_the_register_is_not_asked_again_for_what_was_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_registers()
    asked, inside = [], []

    def ask(raw: Any, by: Any) -> Any:
        asked.append(raw["enterprise"]["number"])
        inside.append(connection.in_atomic_block)
        return ask_ahead(raw, by)

    monkeypatch.setattr(views, "ask_ahead", ask)
    monkeypatch.setattr(views, "asks_magda", lambda: True)
    send(request(), KEY)
    send(request(), KEY)
    assert (asked, inside) == ([BAKERY], [False])


@pytest.mark.parametrize("who", ["owner_url", "app_url"])
def test_the_database_refuses_a_second_use_and_every_change(database: Database, who: str) -> None:
    load_registers()
    send(request(), KEY)
    again = (
        "INSERT INTO journal_answer (client, key, digest, status, body, location, known_at)"
        " SELECT client, key, 'another', status, body, location, known_at FROM journal_answer"
    )
    with psycopg.connect(getattr(database, who), autocommit=True) as session:
        if who == "app_url":
            session.execute("SET ROLE portefeuille_app")
        with pytest.raises(psycopg.errors.UniqueViolation):
            session.execute(again)  # type: ignore[arg-type]
        for change in ("UPDATE journal_answer SET digest = ''", "TRUNCATE journal_answer"):
            with pytest.raises(
                (psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)
            ):
                session.execute(change)  # type: ignore[arg-type]
        if who == "app_url":
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("DELETE FROM journal_answer")


def test_every_write_of_the_interface_heeds_the_key() -> None:
    """A route that takes POST and does not read the header is found here."""
    writes = set()
    for one in urlpatterns:
        address = f"/api/{one.pattern}".replace("<int:arrival>", "12").replace("/api//", "/api/")
        answer = send(request(), '"open', address)
        assert get_resolver().resolve(address).func is one.callback
        if answer.status_code == 400:
            assert error_of(answer)["where"] == "Idempotency-Key"
            writes.add(address)
        else:
            assert answer.status_code in (404, 405), address
    assert writes == {ADDRESS}
