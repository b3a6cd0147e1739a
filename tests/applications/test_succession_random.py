"""Random histories of enterprises that go on in each other: no grant goes above the ceiling of all
together, the ledger balances, and nobody is granted anything under a number that went on.

The test keeps its own book of who goes on in whom, and adds up the wallets as their owner reads
them: it shares no reading with the code it tests.
"""

import random
from dataclasses import dataclass, field
from datetime import date

from portefeuille.applications.services import Change, RoomIsShared, lapse, revise, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.register.services import NotJoined, enterprise_of_number, join, part
from tests.applications.books import rows
from tests.applications.filing import add_enterprises, load_registers
from tests.applications.nine import file
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, the

WALLETS = """
SELECT n.number, w.used_cents, w.ceiling_cents, w.size
FROM wallet_wallet w JOIN register_enterprisenumber n USING (enterprise_id) WHERE w.year = 2026
"""
FILED = """
SELECT n.number FROM applications_application a
JOIN register_enterprisenumber n USING (enterprise_id) WHERE a.id = %s
"""

SEEDS = range(3)
STEPS = 45


@dataclass
class Story:
    """What the test knows: the numbers, who goes on in whom, the applications."""

    database: Database
    numbers: list[str]
    goes_on: dict[str, str] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    took: int = 0

    def head(self, number: str) -> str:
        while number in self.goes_on:
            number = self.goes_on[number]
        return number

    def used(self) -> dict[str, tuple[int, int]]:
        """Of each head what all together used, and the ceiling of it that counts."""
        wallets = {number: row for number, *row in rows(self.database, WALLETS)}
        found = {}
        for head in {self.head(number) for number in self.numbers}:
            all_of_it = [number for number in self.numbers if self.head(number) == head]
            used = sum(wallets[one][0] for one in all_of_it if one in wallets)
            own = wallets.get(head)
            ceilings = [wallets[one][1] for one in all_of_it if one in wallets]
            found[head] = (used, own[1] if own and own[2] else max(ceilings, default=0))
        return found


def a_step(story: Story, chance: random.Random, month: int, day: int) -> str:
    """One thing that happens; its name."""
    number, other = chance.sample(story.numbers, 2)
    key = chance.choice(story.keys) if story.keys else None
    by = at(2026, month, day)
    what = chance.choice(["file"] * 4 + ["join", "part", "stop", "lapse", "late", "revise"])
    try:
        match what:
            case "file":
                cost = f"{chance.randint(1, 12)}000.00"
                story.keys.append(file(number, month, day, cost))
                ((under,),) = rows(story.database, FILED, story.keys[-1])
                assert under == story.head(number)
            case "join":
                kind = chance.choice(["merged", "renumbered"])
                join(number, other, kind, date(2026, month, 1), "samen", by)
                story.goes_on[number] = other
            case "part":
                part(number, "toch niet", by)
                del story.goes_on[number]
            case "revise":
                size = chance.choice(["small", "medium", "large"])
                change = Change({"size": size}, {})
                revise(enterprise_of_number(number), 2026, change, "anders", by)
            case "stop" if key:
                stop(key, "enterprise", "stop", by)
            case "lapse" if key:
                lapse(key, at(2026, 12, 28).now)
            case "late" if key:
                it = the(key)
                deposited(key, it.money.to_deposit or it.money.own_share, it.submitted_on, by)
    except NotJoined as refused:
        assert_refused_rightly(story, what, number, other, refused.why)
    except (NotNow, RoomIsShared):
        pass
    return what


def assert_refused_rightly(story: Story, what: str, number: str, other: str, why: str) -> None:
    if what == "part":
        assert why == "apart"
        assert number not in story.goes_on
    elif number in story.goes_on:
        assert why == "joined"
    else:
        assert why == "ring"
        assert story.head(other) == number


def test_no_grant_goes_above_the_ceiling_of_all_together(database: Database) -> None:
    load_registers()
    numbers = add_enterprises(4 * len(SEEDS))
    happened = set()
    for seed in SEEDS:
        chance = random.Random(seed)
        story = Story(database, numbers[4 * seed : 4 * seed + 4])
        for place in range(STEPS):
            before = story.used()
            what = a_step(story, chance, 2 + place // 5, 5 * (place % 5) + 1)
            happened.add(what)
            if what in ("join", "part"):
                continue
            for head, (used, ceiling) in story.used().items():
                took = used > before[head][0]
                assert not took or used <= ceiling, f"seed {seed}, step {place}: {what} by {head}"
                story.took += took
        assert story.took > 5
    assert_ledger_is_right(database)
    assert {"file", "join", "part", "stop", "lapse", "late", "revise"} <= happened
