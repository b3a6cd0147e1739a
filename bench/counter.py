"""The same at the counter: people who are signed in send the declaration of their draft.

What stands in the way here and not in the interface: the session and who it is, their mandate
for the enterprise in the address, the token of the form, the draft (read, held, closed), and
the pages around it. Every draft is written beforehand and is submitted once.
"""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from bench.limit import Run
from bench.place import DATA, Place, number_of, request_for
from bench.web import ADDRESS

PEOPLE: Final = 1_000
DRAFTS: Final = DATA.with_name("drafts.txt")
TOKEN: Final = "b" * 32
MOST_A_SECOND: Final = 1_500
"""More drafts than this a second are never submitted, so so many are written."""

STATEMENTS: Final = ("true", "size", "proof")


def write_people(place: Place) -> list[str]:
    """People, each with a mandate for one enterprise, and signed in; the keys of their sessions."""
    from django.contrib.sessions.backends.db import SessionStore

    from portefeuille.people.queries import SESSION_KEY
    from portefeuille.people.services import give_mandate, know_person

    sessions = []
    for at in range(min(PEOPLE, place.enterprises)):
        person = know_person(f"bench:{at}", f"Iemand {at}", f"iemand{at}@bench.example", "nl")
        give_mandate(person, "entrepreneur", number_of(at), date(2015, 1, 1))
        session = SessionStore()
        session[SESSION_KEY] = person.pk
        session.save()
        sessions.append(str(session.session_key))
    return sessions


def run_counter(sessions: list[str], connections: int, seconds: int) -> Run:
    """So many seconds of declarations; RuntimeError unless all were answered with a way on."""
    DRAFTS.write_text("".join(drafts(sessions, seconds * MOST_A_SECOND)))
    script = Path(__file__).with_name("counter.lua")
    load = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{seconds}s", f"-s{script}"]
    done = subprocess.run(
        [*load, ADDRESS, "--", str(DRAFTS), declaration()],
        capture_output=True,
        text=True,
        check=True,
    )
    DRAFTS.unlink()
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["errors"]:
        raise RuntimeError(f"{found['errors']} of {found['count']} declarations were refused")
    return Run(found["count"], found["microseconds"] / 1e6, found["p50"] / 1e3, found["p99"] / 1e3)


def declaration() -> str:
    """What is sent, the same for every draft."""
    from portefeuille import law

    today = law.load().on(datetime.now(UTC).date())
    answers = [("csrfmiddlewaretoken", TOKEN), ("wet", today.digest), ("versie", "1")]
    return urlencode([*answers, *[("statements", name) for name in STATEMENTS]])


def drafts(sessions: list[str], count: int) -> Iterator[str]:
    """So many whole drafts, spread over the people; a line of session and address for each."""
    from django.db import connection

    answers = json.dumps(_answers())
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [answers, len(sessions), count])
        for key, number, at in cursor.fetchall():
            yield f"{sessions[at]} /o/{number}/aanvragen/{key}/verklaring\n"


def _answers() -> dict[str, Any]:
    asked = request_for(number_of(0))
    application, enterprise = asked["application"], dict(asked["enterprise"])
    del enterprise["number"]
    return {**application, **enterprise, **asked["provider"]}


_WRITE: Final = """
WITH people AS (
    SELECT p.id, m.number, n.enterprise_id, split_part(p.subject, ':', 2)::int AS at
    FROM people_person p JOIN people_mandate m ON m.person_id = p.id
    JOIN register_enterprisenumber n ON n.number = m.number WHERE p.subject LIKE 'bench:%%'
), written AS (
    INSERT INTO applications_draft
        (id, enterprise_id, person_id, version, answers, opened_at, changed_at)
    SELECT gen_random_uuid(), enterprise_id, id, 1, %s::jsonb, now(), now()
    FROM people CROSS JOIN generate_series(0, (%s + %s) / (SELECT count(*) FROM people))
    RETURNING id, enterprise_id
)
SELECT written.id, number, at FROM written JOIN people USING (enterprise_id) ORDER BY random()
"""
