"""That MAGDA is to tell us what changes of an enterprise: asked when it is first looked up, and
ended when nothing is kept of it any more.

Whether that succeeds is no concern of whoever looked up; the worker tries again, an hour after
the last time.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from portefeuille.adapters.magda import Magda, Reason
from portefeuille.core.lookup import Found, Unavailable
from portefeuille.register import state
from portefeuille.register.apart import apart
from portefeuille.register.models import Subscription

SOURCE: Final = "magda-subscription"
AGAIN_AFTER: Final = timedelta(hours=1)
WORKER: Final = Reason("worker", "subscription")
ENDING: Final = Reason("worker", "retention")


def follow(magda: Magda, number: str, now: datetime, reason: Reason) -> None:
    """Subscribe to a number, unless we have asked to before."""
    if not Subscription.objects.filter(pk=number).exists():
        _ask(magda, number, now, reason)


def subscribe_again(magda: Magda, now: datetime, limit: int) -> int:
    """Ask once more for the numbers MAGDA gave no yes for; how many it did now.

    Ends at the first for which MAGDA gives no answer: the others would get none either.
    """
    waiting = Subscription.objects.filter(since=None, tried_at__lte=now - AGAIN_AFTER)
    done = 0
    for number in waiting.order_by("tried_at").values_list("number", flat=True)[:limit]:
        answer = _ask(magda, number, now, WORKER)
        if answer is None:
            break
        done += answer
    return done


def end(magda: Magda, numbers: Iterable[str]) -> int:
    """Follow these numbers no longer; of how many MAGDA said so.

    Ends at the first for which it gives no answer. The row stays, without `since`: whoever looks
    the number up before it goes is not subscribed again.
    """
    done = 0
    for number in numbers:
        answer = magda.unsubscribe(number, ENDING)
        if isinstance(answer, Unavailable):
            break
        if not (isinstance(answer, Found) and answer.value):
            continue
        Subscription.objects.filter(pk=number).update(since=None)
        done += 1
    return done


def _ask(magda: Magda, number: str, now: datetime, reason: Reason) -> bool | None:
    """Whether MAGDA said yes; None where it gave no answer."""
    answer = magda.subscribe(number, reason)
    yes = isinstance(answer, Found) and answer.value
    with apart() as cursor:
        cursor.execute(_KEEP, {"number": number, "now": now, "since": now if yes else None})
    if isinstance(answer, Unavailable):
        state.failed(SOURCE, answer.why, now)
        return None
    state.answered(SOURCE, now)
    return yes


_KEEP = """
INSERT INTO register_subscription AS known (number, since, tried_at)
VALUES (%(number)s, %(since)s, %(now)s)
ON CONFLICT (number) DO UPDATE SET
    since = coalesce(known.since, excluded.since),
    tried_at = excluded.tried_at
"""
