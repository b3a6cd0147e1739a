"""Applications: whole from the first moment, their status and their money in step, and followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sim.checks.moved import Moved
from sim.world import World

ENDED: Final = ("stopped", "lapsed", "refused", "inadmissible")


@dataclass(frozen=True, slots=True)
class Books:
    """A dossier as the tables have it, in cents; `given` is what government has put in."""

    key: int
    status: str
    outcome: str
    grant: int
    cost: int
    held: int
    spent: int
    lost: int
    own: int
    subsidy: int
    paid: int
    given: int
    owed: int


def are_whole(world: World, moved: Moved) -> Iterator[str]:
    """A decision, the event of its outcome, and where it is approved the grant held in a wallet;
    no line of decisions that forks; no event without its application."""
    keys = sorted({*moved.about("application"), *moved.filed})
    for key, why in world.rows(_NOT_WHOLE, keys):
        yield f"application {key}: {why}"


def agree_with_money(world: World, moved: Moved) -> Iterator[str]:
    """What lies ready, was paid, is held and was given is what its status says."""
    for row in world.rows(_BOOKS, moved.applications()):
        it = Books(*row)
        yield from (f"application {it.key} is {it.status}, and {why}: {it}" for why in _wrong(it))


def running_is_right(world: World, moved: Moved) -> Iterator[str]:
    """What goes on stands in the list, where and until when its last event says; nothing else."""
    for subject in sorted(moved.subjects):
        for key, said, listed in world.rows(_RUNNING, subject, moved.about(subject)):
            yield f"{subject} {key} is {said} by the journal, and {listed} in the list"


def _wrong(it: Books) -> Iterator[str]:
    taken = it.held + it.spent + it.lost
    if it.status in ENDED:
        if it.own or it.subsidy or it.held:
            yield "something lies ready or is held"
        if taken > it.grant:
            yield "it takes more room than was granted"
        return
    if it.outcome != "approved" and it.status in ("awaiting_deposit", "deposited"):
        yield f"it was decided as {it.outcome}"
    if taken != it.grant:
        yield f"it takes {taken} cents of room"
    if it.status == "awaiting_deposit":
        if it.given or it.own or it.subsidy or it.paid or it.lost:
            yield "something came in"
        return
    if it.given != it.grant or it.held != it.subsidy:
        yield "what government gave is not the grant, or what is held not what lies ready"
    if it.paid + it.own + it.subsidy > it.cost:
        yield "more is there than it costs"
    if (it.status == "paid") != (it.paid == it.cost) and it.status != "payment_ordered":
        yield "it is paid, or it is not"


_NOT_WHOLE: Final = """
SELECT k.id, concat_ws('; ',
    CASE WHEN a.id IS NULL THEN 'is not there' END,
    CASE WHEN d.firsts <> 1 OR d.lasts <> 1 THEN 'decisions do not follow one another' END,
    CASE WHEN e.id IS NULL THEN 'has no first event' END,
    CASE WHEN e.to_status <> CASE d.first WHEN 'approved' THEN 'awaiting_deposit'
                                          ELSE d.first END
         THEN 'was ' || d.first || ' and began as ' || e.to_status END,
    CASE WHEN d.first = 'approved' AND (g.room, g.held) IS DISTINCT FROM (-d.granted, d.granted)
         THEN 'the grant is not held' END,
    CASE WHEN d.first <> 'approved' AND (d.granted <> 0 OR g.held IS NOT NULL)
         THEN 'something is granted' END)
FROM unnest(%s::bigint[]) k(id)
LEFT JOIN applications_application a ON a.id = k.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE supersedes_id IS NULL) AS firsts,
           count(*) FILTER (WHERE NOT EXISTS (
               SELECT FROM applications_decision l WHERE l.supersedes_id = d.id)) AS lasts,
           min(outcome) FILTER (WHERE supersedes_id IS NULL) AS first,
           min(grant_cents) FILTER (WHERE supersedes_id IS NULL) AS granted
    FROM applications_decision d WHERE application_id = k.id
) d
LEFT JOIN journal_event e ON e.subject = 'application' AND e.subject_id = k.id AND e.sequence = 1
LEFT JOIN LATERAL (
    SELECT sum(p.amount_cents) FILTER (WHERE p.account = 'room' AND w.id IS NOT NULL) AS room,
           sum(p.amount_cents) FILTER (WHERE p.account = 'held' AND p.owner_id = k.id) AS held
    FROM wallet_entry n JOIN wallet_posting p ON p.entry_id = n.id
    LEFT JOIN wallet_wallet w ON p.account = 'room' AND w.id = p.owner_id
        AND w.enterprise_id = a.enterprise_id AND w.year = extract(year FROM a.submitted_on)
    WHERE n.event_id = e.id AND n.kind = 'grant'
) g ON true
WHERE a.id IS NULL OR d.firsts <> 1 OR d.lasts <> 1 OR e.id IS NULL
   OR e.to_status <> CASE d.first WHEN 'approved' THEN 'awaiting_deposit' ELSE d.first END
   OR d.first = 'approved' AND (g.room, g.held) IS DISTINCT FROM (-d.granted, d.granted)
   OR d.first <> 'approved' AND (d.granted <> 0 OR g.held IS NOT NULL)
"""
_BOOKS: Final = """
SELECT a.id, e.to_status, d.outcome, d.grant_cents, d.eligible_cents,
       coalesce(l.held, 0), coalesce(l.spent, 0), coalesce(l.lost, 0), coalesce(l.own, 0),
       coalesce(l.subsidy, 0), coalesce(l.paid, 0), coalesce(g.given, 0), coalesce(l.owed, 0)
FROM applications_application a
JOIN LATERAL (SELECT to_status FROM journal_event WHERE subject = 'application'
              AND subject_id = a.id ORDER BY sequence DESC LIMIT 1) e ON true
JOIN LATERAL (SELECT outcome, grant_cents, eligible_cents FROM applications_decision
              WHERE application_id = a.id ORDER BY id DESC LIMIT 1) d ON true
CROSS JOIN LATERAL (
    SELECT sum(amount_cents) FILTER (WHERE account = 'held')::bigint AS held,
           sum(amount_cents) FILTER (WHERE account = 'spent')::bigint AS spent,
           sum(amount_cents) FILTER (WHERE account = 'lost')::bigint AS lost,
           sum(amount_cents) FILTER (WHERE account = 'own')::bigint AS own,
           sum(amount_cents) FILTER (WHERE account = 'subsidy')::bigint AS subsidy,
           -sum(amount_cents) FILTER (WHERE account = 'owed')::bigint AS owed,
           -sum(amount_cents) FILTER (WHERE account IN ('own', 'subsidy')
                AND kind IN ('payment', 'unpay'))::bigint AS paid
    FROM wallet_posting p JOIN wallet_entry n ON n.id = p.entry_id
    WHERE account IN ('held', 'spent', 'lost', 'own', 'subsidy', 'owed') AND owner_id = a.id
) l
CROSS JOIN LATERAL (
    SELECT -sum(p.amount_cents)::bigint AS given
    FROM journal_event v JOIN wallet_entry n ON n.event_id = v.id
    JOIN wallet_posting p ON p.entry_id = n.id AND p.account = 'government'
         AND n.kind <> 'write-off'
    WHERE v.subject = 'application' AND v.subject_id = a.id
) g
WHERE a.id = ANY(%s)
"""
_RUNNING: Final = """
SELECT e.subject_id, e.to_status || ' until ' || coalesce(e.due_on::text, '-'),
       r.status || ' until ' || coalesce(r.due_on::text, '-')
FROM (SELECT DISTINCT ON (subject_id) * FROM journal_event
      WHERE subject = %s AND subject_id = ANY(%s) ORDER BY subject_id, sequence DESC) e
JOIN journal_transition t USING (subject, verb, from_status, to_status)
LEFT JOIN journal_running r ON r.subject = e.subject AND r.subject_id = e.subject_id
WHERE t.runs <> (r.id IS NOT NULL)
   OR r.id IS NOT NULL AND (r.status, r.due_on) IS DISTINCT FROM (e.to_status, e.due_on)
"""
