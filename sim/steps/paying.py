"""Money out: runs prepared, released and given to the bank; accounts that are given."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from portefeuille.adapters.bank.simulator import Batching, References, Refused, Troubles
from portefeuille.payments.models import Payout
from portefeuille.payments.outgoing.beneficiaries import accounts_for
from portefeuille.payments.outgoing.sending import raise_refunds, send_released
from portefeuille.payments.services import (
    NotEnough,
    NothingDue,
    NotThere,
    OwnRelease,
    give_account,
    prepare,
    refused,
    release,
    throw_away,
)
from sim.bank import Down
from sim.mishaps import call, call_worker
from sim.steps.kinds import NOTHING, Kind
from sim.world import OFFICER, SECOND, World


def prepare_run(world: World) -> str:
    """A finance officer puts what is due in a run: all of it, or some."""
    due = world.running("payout", "due")
    form, by = world.key(), world.by(OFFICER)
    day = world.today + timedelta(days=world.chance.randint(0, 3))
    short, chosen = set(world.ids(_SHORT)), None
    if short.intersection(due) and not world.goes_wrong(300):
        chosen = [one for one in due if one not in short]
    elif world.happens(150):
        chosen = sorted(world.chance.sample(due, len(due) // 2))
    world.note(due=len(due), chosen=chosen and len(chosen), execution_on=str(day))
    try:
        call_worker(world, lambda: prepare(form, day, by, chosen))
    except NothingDue:
        return "no account" if due and chosen is None else NOTHING
    return "prepared"


def release_run(world: World) -> str:
    """Another officer releases it; or who prepared it tries, or somebody a second time."""
    key = world.one_running("run", "prepared")
    if world.goes_wrong(80):
        key = world.pick(world.ids("SELECT id FROM payments_run ORDER BY id DESC LIMIT 5"))
    if key is None:
        return NOTHING
    own = world.goes_wrong(50)
    world.note(run=key, own=own)
    try:
        call_worker(world, lambda: release(key, world.by(OFFICER if own else SECOND)))
    except OwnRelease:
        return "own run"
    except NotThere:
        return "released before"
    except NotEnough:
        call(world, lambda: throw_away(key, "te weinig", world.by()), again=lambda: None)
        return "too little, thrown away"
    return "released"


def throw_run_away(world: World) -> str:
    """A run that was prepared is not wanted after all."""
    key = world.one_running("run", "prepared")
    if key is None:
        return NOTHING
    world.note(run=key)
    try:
        call(world, lambda: throw_away(key, "toch niet", world.by()))
    except NotThere:
        return "thrown away before"
    return "thrown away"


def give_runs(world: World) -> str:
    """The worker puts released runs in the folder of the bank; the bank takes what lies there.

    What is left by a killed worker, or because the bank is down, is taken the next time; a file
    that it had is refused by its message number.
    """
    if not world.running("run", "released") and not _files(world.folder):
        return NOTHING
    call_worker(world, lambda: send_released(world.now))
    return take_files(world)


def take_files(world: World) -> str:
    """The bank takes the files in its folder; where its answer is lost, one comes again."""
    outcomes = []
    for file in _files(world.folder):
        content = file.read_bytes()
        world.bank.troubles = _troubles(world)
        try:
            refuses = world.goes_wrong(30)
            (world.bank.reject if refuses else world.bank.receive)(content)
            outcomes.append("refused" if refuses else "taken")
        except Down:
            outcomes.append("bank down")
            break
        except Refused:
            outcomes.append("had it")
        if not world.goes_wrong(100):
            file.unlink()
    world.note(files=len(outcomes))
    return outcomes[-1] if outcomes else "nothing"


def refunds(world: World) -> str:
    """The worker puts among what is due what the ledger owes enterprises."""
    done = call_worker(world, lambda: raise_refunds(world.now))
    world.note(refunds=done)
    return "raised" if done else "none"


def refuse_payment(world: World) -> str:
    """The bank says that it will not pay something of a run it never booked, and an officer
    writes that down."""
    if world.happens(200):
        return _refused_too_early(world)
    on_its_way = set(world.running("payout", "sent"))
    key = world.pick([one for one in world.bank.refused if one in on_its_way])
    if key is None:
        return NOTHING
    world.note(payout=key)
    try:
        call(world, lambda: refused(key, "AM05", world.by()))
    except NotThere:
        return "refused before"
    world.bank.refused.remove(key)
    return "refused"


def _refused_too_early(world: World) -> str:
    """An officer writes it down of a run that the bank does not have yet, and may still get."""
    key = world.pick(world.ids(_NOT_GIVEN))
    if key is None:
        return NOTHING
    world.note(payout=key, early=True)
    try:
        refused(key, "AM05", world.by())
    except NotThere:
        return "too early"
    raise AssertionError(f"payout {key} was refused, and its run can still be given to the bank")


def give_new_account(world: World) -> str:
    """Whoever is due something and has no account that works gives one."""
    due = world.running("payout", "due")
    known = accounts_for(due)
    key = world.pick([one for one in due if one not in known])
    if key is None:
        return NOTHING
    payout, iban = Payout.objects.get(pk=key), world.iban()
    party = {"order": "provider", "refund": "enterprise"}.get(payout.kind, "payout")
    owner = payout.pk if party == "payout" else payout.owner_id
    world.note(payout=key, party=party)
    by = world.by(party)
    call(world, lambda: give_account(party, owner, iban, payout.name, by), again=lambda: None)
    return party


def _files(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.xml"))


def _troubles(world: World) -> Troubles:
    """How the bank books the next file."""
    chance = world.chance
    batching = chance.choice(list(Batching))
    references = chance.choice(list(References)) if world.happens(300) else References.OWN
    returned_after, rejected = chance.randint(0, 4), 30
    if not world.faults:
        return Troubles()
    return Troubles(
        batching=batching,
        references=references,
        returned_after=returned_after,
        seed=world.seed,
        per_thousand=rejected,
    )


# Orders of which a revision took what lay ready: nobody can pay them before more comes in.
_SHORT: Final = """
SELECT o.id FROM payments_payout o
JOIN journal_running r ON r.subject = 'payout' AND r.subject_id = o.id AND r.status = 'due'
WHERE o.kind = 'order' AND o.amount_cents > (
    SELECT coalesce(sum(amount_cents), 0) FROM wallet_balance b
    WHERE b.account IN ('own', 'subsidy') AND b.owner_id = o.application_id)
"""

_NOT_GIVEN: Final = """
SELECT l.payout_id FROM payments_runline l
JOIN journal_running r ON r.subject = 'run' AND r.subject_id = l.run_id AND r.status = 'released'
ORDER BY l.id
"""

KINDS: Final = (
    Kind("prepare run", 25, prepare_run, at_least=25),
    Kind("release run", 30, release_run, at_least=30),
    Kind("throw run away", 2, throw_run_away),
    Kind("give runs to the bank", 35, give_runs, at_least=30),
    Kind("raise refunds", 8, refunds),
    Kind("bank refused", 15, refuse_payment, fault=True),
    Kind("give account", 40, give_new_account),
)
