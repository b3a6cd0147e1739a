"""A small book with something of everything that a figure may meet, the same for every run.

The dossiers of the demonstration bring steps, movements of money, failures, registrations and a
budget. Beside them stand some hundred applications by hand: earlier law with amounts nobody
knows, every outcome, themes with and without topics and none, places and activities known, odd
and unknown, decisions revised once and twice, stops, and enterprises that come back and grow.
"""

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from portefeuille import law, samples
from portefeuille.law.budget import load_budget
from portefeuille.scenarios.demonstration import play, set_invented_budget
from tests.applications.filing import load_registers
from tests.figures.conftest import Book

NOW: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)
APPLICATIONS: Final = 160
FIRST, LAST = date(2015, 11, 20), date(2019, 3, 10)

THEMES: Final = (
    "hr",
    "swot",
    "diversiteit",
    "digitalisering/cybersecurity",
    "digitalisering/online-toepassingen",
    "digitalisering",
    "a theme, with \"quotes\", a 'tick' and \\N",
    "",
    None,
)
ACTIVITIES: Final = ((2008, "62010"), (2025, "10712"), (2008, "0"), (2008, "00123"), (2008, ""))
PLACES: Final = ("9000", "1000", "3500", "0999", "B-9000", "", None)


def stock() -> None:
    """Fill the empty database that Django works in."""
    load_registers()
    play(samples.STORIES, law.load(), NOW)
    set_invented_budget(samples.BUDGET, load_budget(), NOW)
    chance = random.Random(20_170_901)
    book = Book()
    enterprises = [book.enterprise() for _ in range(40)] + [book.synthetic_enterprise()]
    for number in range(APPLICATIONS):
        _file(book, chance, enterprises[number % len(enterprises)])


def _file(book: Book, chance: random.Random, enterprise: int) -> None:
    day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    earlier = day < date(2016, 4, 1)
    outcome = chance.choice(["approved"] * 5 + ["refused", "inadmissible"])
    known = datetime(day.year, day.month, day.day, chance.randrange(24), tzinfo=UTC)
    size = None if earlier else chance.choice(["small", "small", "medium"])
    grant = chance.choice([None, 12_345]) if earlier else chance.randrange(1, 500_000)
    filed = book.file(
        day.isoformat(),
        grant if outcome == "approved" else 0,
        enterprise=enterprise,
        regime="earlier" if earlier else "law",
        service=chance.choice(["training", "training", "advice"]),
        theme=chance.choice(THEMES),
        outcome=outcome,
        size=size,
        ceiling_cents={"small": 1_000_000, "medium": 1_500_000, None: None}[size],
        reasons=json.dumps([] if outcome == "approved" or earlier else _reasons(chance)),
        facts=json.dumps(_facts(chance)),
        snapshot_id=_said(book, enterprise, chance, known),
        known_at=known,
    )
    steps = [("record", "", "on_record") if earlier else ("approve", "", "awaiting_deposit")]
    while not earlier and outcome == "approved" and chance.random() < 0.3 and len(steps) < 3:
        known += timedelta(days=chance.randrange(1, 400))
        lower = chance.randrange(grant or 1)
        refused = chance.random() < 0.3
        filed = book.revise(
            filed, 0 if refused else lower, outcome="refused" if refused else "approved",
            size=size, known_at=known,
        )  # fmt: skip
        steps.append(("revise", "awaiting_deposit", "awaiting_deposit"))
        if refused:
            break
    if outcome == "approved" and not earlier and chance.random() < 0.3:
        steps.append(("stop", "awaiting_deposit", "stopped"))
    for sequence, (verb, before, after) in enumerate(steps, start=1):
        _step(book, filed.application, sequence, (verb, before, after), known)


def _reasons(chance: random.Random) -> list[dict[str, Any]]:
    rules = chance.sample(["submitted-in-time", "minimum-cost", "theme-is-listed"], 2)
    return [{"rule": rules[0], "holds": False}, {"rule": rules[1], "holds": chance.random() < 0.5}]


def _facts(chance: random.Random) -> dict[str, Any]:
    version, code = chance.choice(ACTIVITIES)
    return {
        "application": {"delivery": chance.choice(["classroom", "distance", None])},
        "enterprise": {
            "region": chance.choice(["flanders", "brussels", None]),
            "legal_form": chance.choice(["610", "014", None]),
            "natural_person": chance.choice([True, False, None]),
            "nace": chance.choice([{"version": version, "code": code}, None]),
        },
    }


def _said(book: Book, enterprise: int, chance: random.Random, known: datetime) -> int:
    """What a register said of the enterprise: its place only."""
    return book.insert(
        "register_snapshot",
        {
            "enterprise_id": enterprise,
            "source": "magda",
            "holds_on": known.date(),
            "known_at": known,
            "facts": json.dumps({"seat_postcode": chance.choice(PLACES)}),
            "digest": f"{chance.getrandbits(256):064x}",
        },
    )


def _step(
    book: Book, application: int, sequence: int, step: tuple[str, str, str], known: datetime
) -> None:
    verb, before, after = step
    book.insert(
        "journal_event",
        {
            "subject": "application",
            "subject_id": application,
            "sequence": sequence,
            "verb": verb,
            "from_status": before,
            "to_status": after,
            "actor": "test",
            "held_at": known,
            "known_at": known + timedelta(hours=sequence),
        },
    )
