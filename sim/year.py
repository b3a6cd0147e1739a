"""The driver: opens a year, plays its steps, and looks at the invariants after each."""

import json
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from sim.checks import Checker
from sim.steps import BREAK, KINDS, Kind, outages
from sim.world import World

ALL_OF_IT_EVERY: Final = 2_500
"""So many steps, and everything is looked at, not only what moved."""

TRIES: Final = 200
AFTER_ALL: Final = datetime(2028, 1, 3, 9, tzinfo=UTC)
"""Every last day of an application of the year is over: 31 December of the year after it."""

ROUNDS: Final = 4
AT_THE_END: Final = tuple(
    one
    for name in (
        *("decide what waits", "import what lies there", "bank tells", "lapse", "raise refunds"),
        *("give account", "prepare run", "release run", "give runs to the bank"),
    )
    for one in KINDS
    if one.name == name
)

LAW_CHANGES_AT: Final = 60
"""In per cent of the steps of a year with faults."""


class Broken(Exception):
    """A step failed, or left something that must never be: what, where, and how to see it again."""

    def __init__(self, world: World, why: list[str]) -> None:
        said = json.dumps(world.said, default=str)
        faults = "" if world.faults else " FAULTS=no"
        broken = f" BREAK={world.name.removeprefix(BREAK)}" if world.name.startswith(BREAK) else ""
        lines = [
            f"seed {world.seed}, step {world.step} ({world.name}) on {world.now:%Y-%m-%d %H:%M},"
            f" with {said}:",
            *[f"  {one}" for one in why],
            f"replay: make sim SEED={world.seed} EVENTS={world.events}{faults}{broken}",
        ]
        super().__init__("\n".join(lines))
        self.step, self.name, self.why = world.step, world.name, why


@dataclass(slots=True)
class Played:
    """What happened in a year: how often each kind of step came out how, and the seconds."""

    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: Counter[str] = field(default_factory=Counter)
    checking: float = 0.0


class Year:
    """A year that is played. `at_step` is played at that step instead of what chance would."""

    def __init__(self, world: World, at_step: dict[int, Kind] | None = None) -> None:
        self.world, self.checker, self.played = world, Checker(world), Played()
        self._at_step = dict(at_step or {})
        if world.faults:
            law = Kind("law changes", 0, outages.change_law)
            self._at_step.setdefault(world.events * LAW_CHANGES_AT // 100, law)
        self._kinds = [one for one in KINDS if world.faults or not one.fault]
        self._weights = [one.weight(world.events) for one in self._kinds]

    def play(self, tick: Callable[[], object] = lambda: None) -> Played:
        """All its steps, and then what is left; Broken where something is wrong."""
        try:
            while self.world.step < self.world.events:
                self.step()
                tick()
            self.close()
        finally:
            self.world.outage.close()
            self.world.changed.close()
        return self.played

    def step(self) -> None:
        """One step, by chance."""
        world = self.world
        world.step += 1
        world.pass_time()
        outages.end_outages(world)
        given = self._at_step.get(world.step)
        if given is not None:
            if self.do(given):
                return
            self._at_step.setdefault(world.step + 1, given)  # not yet
        for _ in range(TRIES):
            (drawn,) = world.chance.choices(self._kinds, self._weights)
            if self.do(drawn):
                return
        raise AssertionError("nothing is left to do")

    def do(self, kind: Kind) -> str:
        """Play a kind of step, and look; what came of it, "" where there was nothing to do."""
        world, began = self.world, time.perf_counter()
        world.name, world.said = kind.name, {}
        with self._told():
            came_of_it = kind.play(world)
        between = time.perf_counter()
        if came_of_it:
            self.look(all_of_it=world.step % ALL_OF_IT_EVERY == 0)
            self.played.outcomes[kind.name][came_of_it] += 1
        self.played.seconds[kind.name] += between - began
        self.played.checking += time.perf_counter() - between
        return came_of_it

    def look(self, *, all_of_it: bool) -> None:
        """Broken where an invariant does not hold."""
        wrong = self.checker.look(all_of_it=all_of_it)
        if wrong:
            raise Broken(self.world, wrong)

    def close(self) -> None:
        """Years later: whatever was down answers, every time limit is over, what is due is paid
        as far as it has an account; and all of it is looked at."""
        world = self.world
        outages.end_outages(world, all_of_them=True)
        for now in (world.now + timedelta(days=45), AFTER_ALL, *_days_after(AFTER_ALL, ROUNDS)):
            world.now = now
            for kind in AT_THE_END:
                world.step += 1
                self.do(kind)
        world.step += 1
        self.look(all_of_it=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise Broken(self.world, traceback.format_exception(error)[-6:]) from error


def _days_after(day: datetime, count: int) -> list[datetime]:
    return [day + timedelta(days=5 * n) for n in range(1, count + 1)]
