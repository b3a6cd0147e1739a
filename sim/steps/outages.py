"""What is down for a while: the register, the bank; and the law that changes once in the year."""

from datetime import timedelta
from typing import Any, Final

from portefeuille import law
from portefeuille.core.lookup import Unavailable
from portefeuille.register.services import asking
from sim.steps.kinds import NOTHING, Kind
from sim.world import World

OVERLAY: Final = """
scheme: kmo-portefeuille
name: {{nl: "Verzonnen wijziging", en: "Invented change"}}
from: {day}
values:
  rate: {{small: "0.35", medium: "0.25"}}
  ceiling: {{small: "6000.00", medium: "9000.00"}}
  minimum-cost: {{training: "150.00"}}
  wrong-deposit: {{wrong-amount: queue}}
"""


class Silent:
    """A MAGDA that gives no answer."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: Unavailable("magda", "no answer within the time limit")


def register_down(world: World) -> str:
    """The register is down, for hours or days."""
    if world.magda_until is not None:
        return NOTHING
    world.magda_until = world.now + timedelta(hours=world.chance.randint(2, 24 * 6))
    world.note(until=str(world.magda_until))
    world.outage.enter_context(asking(Silent()))  # type: ignore[arg-type]
    return "down"


def bank_down(world: World) -> str:
    """The bank is down, for hours or days."""
    if world.bank_until is not None:
        return NOTHING
    world.bank_until = world.now + timedelta(hours=world.chance.randint(2, 24 * 4))
    world.note(until=str(world.bank_until))
    world.bank.down = True
    return "down"


def end_outages(world: World, *, all_of_them: bool = False) -> None:
    """What was down until now answers again."""
    if world.magda_until is not None and (all_of_them or world.now >= world.magda_until):
        world.outage.close()
        world.magda_until = None
    if world.bank_until is not None and (all_of_them or world.now >= world.bank_until):
        world.bank.down, world.bank_until = False, None


def change_law(world: World) -> str:
    """Another release of the law is installed: other rates, ceilings and deposits from tomorrow."""
    day = world.today + timedelta(days=1)
    world.note(holds_from=str(day))
    file = world.folder / "wijziging.yaml"
    file.write_text(OVERLAY.format(day=day), "utf-8")
    world.law = law.find(file)
    file.unlink()
    # Every process that starts from now on has it: the services read it there by themselves.
    world.changed.callback(setattr, law, "load", law.load)
    setattr(law, "load", lambda *_: world.law)  # noqa: B010 - a constant that is replaced
    return "changed"


KINDS: Final = (
    Kind("register down", 0, register_down, at_least=9, fault=True),
    Kind("bank down", 0, bank_down, at_least=9, fault=True),
)
