"""What can be done with the register; every verb is one transaction.

`snapshot_for` keeps what the loaded extract says of one enterprise; `load_kbo` loads an
extract; `add_synthetic` adds invented enterprises in bulk.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from portefeuille.core.lookup import Found, Lookup, Unavailable, Unknown
from portefeuille.register import queries
from portefeuille.register.facts import canonical, digest_of, facts_of_kbo
from portefeuille.register.loading import LoadReport, RegisterInUse, load_kbo
from portefeuille.register.models import Enterprise, EnterpriseNumber, Snapshot
from portefeuille.register.synthetic import SyntheticIds, add_synthetic

__all__ = [
    "LoadReport",
    "RegisterInUse",
    "SyntheticIds",
    "add_synthetic",
    "enterprise_of_number",
    "load_kbo",
    "snapshot_for",
]

_KBO = Snapshot.Source.KBO_OPEN_DATA


def snapshot_for(number: str, now: datetime) -> Lookup[Snapshot]:
    """The snapshot of what the loaded extract of KBO Open Data says of this number.

    `number` is ten digits as `parse_enterprise_number` gives them, `now` the moment from which
    we know. Two queries where this extract was asked before; else the snapshot is stored, with
    the enterprise and its number if they are new. It holds on the day of the extract: what a
    newer one says is a new snapshot, even where it says the same.

    Open Data has active entities only and no headcount: a number it does not have is `Unknown`,
    be it stopped or never issued. Where no extract is loaded the answer is `Unavailable`.
    """
    record = queries.kbo_record(number)
    if record is None:
        return Unavailable(_KBO.value, "no extract of KBO Open Data has been loaded yet")
    if record["enterprise_number"] is None:
        return Unknown(number, _KBO.value)
    facts, day = facts_of_kbo(record), record["snapshot_date"]
    digest = digest_of(canonical(facts))
    snapshot = queries.newest_from(_KBO, number)
    if snapshot is None or (snapshot.digest, snapshot.holds_on) != (digest, day):
        with transaction.atomic():
            snapshot, _ = Snapshot.objects.get_or_create(
                enterprise=_holder_of(number),
                source=_KBO,
                digest=digest,
                holds_on=day,
                defaults={"known_at": now, "facts": facts},
            )
    return Found(snapshot, _KBO.value, record["extract_timestamp"])


def enterprise_of_number(number: str) -> int:
    """The enterprise that holds this number, made where the number is new to us.

    For what must be kept while no source can be asked: nothing else is known of it then.
    """
    return _holder_of(number).pk


def _holder_of(number: str) -> Enterprise:
    """The enterprise that holds this number, made if it is new; safe when two ask at once."""
    try:
        with transaction.atomic():
            held = EnterpriseNumber.objects.select_related("enterprise").filter(number=number)
            return (held.first() or _new_number(number)).enterprise
    except IntegrityError:  # somebody else made it since we looked, and has committed
        return EnterpriseNumber.objects.select_related("enterprise").get(number=number).enterprise


def _new_number(number: str) -> EnterpriseNumber:
    return EnterpriseNumber.objects.create(number=number, enterprise=Enterprise.objects.create())
