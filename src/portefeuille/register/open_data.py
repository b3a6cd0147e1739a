"""What the extract of KBO Open Data that was loaded says of an enterprise, kept as a snapshot."""

from datetime import datetime
from typing import Final

from django.db import transaction

from portefeuille.core.lookup import Found, Lookup, Unavailable, Unknown
from portefeuille.register import queries
from portefeuille.register.facts import canonical, digest_of, facts_of_kbo
from portefeuille.register.holding import holder_of
from portefeuille.register.models import Snapshot

KBO: Final = Snapshot.Source.KBO_OPEN_DATA


def snapshot_of_extract(number: str, now: datetime) -> Lookup[Snapshot]:
    """The snapshot of what the loaded extract of KBO Open Data says of this number.

    Two queries where this extract was asked before; else the snapshot is stored, with the
    enterprise and its number if they are new. It holds on the day of the extract: what a newer
    one says is a new snapshot, even where it says the same.

    Open Data has active entities only and no headcount: a number it does not have is `Unknown`,
    be it stopped or never issued. Where no extract is loaded the answer is `Unavailable`.
    """
    record = queries.kbo_record(number)
    if record is None:
        return Unavailable(KBO.value, "no extract of KBO Open Data has been loaded yet")
    if record["enterprise_number"] is None:
        return Unknown(number, KBO.value)
    facts, day = facts_of_kbo(record), record["snapshot_date"]
    digest = digest_of(canonical(facts))
    snapshot = queries.newest_from(KBO, number)
    if snapshot is None or (snapshot.digest, snapshot.holds_on) != (digest, day):
        with transaction.atomic():
            snapshot, _ = Snapshot.objects.get_or_create(
                enterprise=holder_of(number),
                source=KBO,
                digest=digest,
                holds_on=day,
                defaults={"known_at": now, "facts": facts},
            )
    return Found(snapshot, KBO.value, record["extract_timestamp"])
