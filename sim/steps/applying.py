"""Enterprises apply; what waits for the register or the budget is decided; time limits pass."""

from datetime import timedelta
from typing import Any, Final

from portefeuille.applications.services import (
    Received,
    Submitted,
    decide_arrivals,
    lapse_overdue,
    submit,
)
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unknown
from sim.mishaps import call, call_worker
from sim.steps.kinds import NOTHING, Kind
from sim.world import Member, World

THEMES: Final = (
    "innovatie",
    "digitalisering/cybersecurity",
    "personeelsmanagement/diversiteit-en-non-discriminatiebeleid",
    "duurzaamheid/energie-efficientie-en-alternatieve-energiebronnen",
    "internationalisering",
)
TRAINERS: Final = ("DV.O999001", "DV.O999003", "DV.O999005")
ADVISERS: Final = ("DV.A999002", "DV.A999004")
NOT_IN_KBO: Final = "0456123791"

_KEPT: Final = """
SELECT coalesce((SELECT max(id) FROM applications_application), 0),
       coalesce((SELECT max(id) FROM applications_arrival), 0)
"""


def apply(world: World) -> str:
    """An enterprise sends an application; where the answer is lost, it looks whether it is there
    before it sends it again."""
    member = world.pick(world.members)
    assert member is not None, "somebody takes part"
    raw = _request(world, member)
    world.note(number=raw["enterprise"]["number"], request=raw["application"])
    kept = world.rows(_KEPT)
    by = world.by(f"enterprise:{member.number}")

    def again() -> object:
        return "answer lost" if world.rows(_KEPT) != kept else submit(raw, world.law, by)

    try:
        answer = call(world, lambda: submit(raw, world.law, by), again=again)
    except CaseError:
        return "cannot be read"
    match answer:
        case Submitted():
            return str(answer.decision.outcome)
        case Received():
            return f"waits for {answer.source.partition(':')[0]}"
        case Unknown():
            return "unknown"
    return str(answer)


def decide(world: World) -> str:
    """The worker decides on what waits."""
    if not world.running("arrival", "waiting"):
        return NOTHING
    done = call_worker(world, lambda: list(decide_arrivals(world.now, world.law)))
    world.note(decided=len(done))
    return "decided" if done else "still waits"


def lapse(world: World) -> str:
    """The worker lapses what is overdue."""
    done = call_worker(world, lambda: list(lapse_overdue(world.now)))
    world.note(lapsed=len(done))
    return "lapsed" if done else "none overdue"


def _request(world: World, member: Member) -> dict[str, Any]:
    chance = world.chance
    training = world.happens(850)
    cents = (
        chance.randint(9_000, 300_000) if world.happens(800) else chance.randint(9_000, 2_500_000)
    )
    start = world.today + timedelta(days=chance.randint(-10, 90))
    declared = {"number": member.number, "size": member.size, "public_share": "0"}
    if world.goes_wrong(20):
        declared["size"] = chance.choice(["small", "medium", "large"])
    if world.goes_wrong(10):
        declared["number"] = NOT_IN_KBO
    if world.goes_wrong(10):
        declared["region"] = "wallonia"
    theme = chance.choice(THEMES) if training or world.happens(300) else THEMES[1]
    return {
        "application": {
            "service": "training" if training else "advice",
            "theme": theme,
            "title": f"Verzonnen {world.step}",
            "delivery": "classroom",
            "starts_on": str(start),
            "ends_on": str(start + timedelta(days=chance.randint(0, 40))),
            "cost": f"{cents // 100}.{cents % 100:02d}",
        },
        "enterprise": declared,
        "provider": {
            "registration": chance.choice(TRAINERS if training else ADVISERS),
            "related_to_applicant": world.goes_wrong(15),
        },
    }


KINDS: Final = (
    Kind("apply", 240, apply),
    Kind("decide what waits", 20, decide, at_least=8),
    Kind("lapse", 15, lapse, at_least=12),
)
