"""Enterprises of which the newest snapshot says that they stopped, or are bankrupt or wound up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection

from portefeuille.adapters.magda.values import STOPPED
from portefeuille.core.law import LawInForce


@dataclass(frozen=True, slots=True)
class Flag:
    """What is the matter, as the source said of a day (`holds_on`).

    "stopped": `code` is its status in the KBO; "situation": `code` is its juridical situation,
    one in which the law does not say that an enterprise may apply. `since` as far as is known.
    """

    kind: Literal["stopped", "situation"]
    code: str
    since: date | None
    source: str
    holds_on: date


def flagged(enterprise_ids: Iterable[int], law: LawInForce) -> dict[int, Flag]:
    """Of these enterprises those with something the matter, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"ids": list(set(enterprise_ids))})
        rows = cursor.fetchall()
    flags = {}
    for key, source, holds_on, status, stopped_on, situation, since in rows:
        if status in STOPPED:
            flags[key] = Flag("stopped", status, stopped_on, source, holds_on)
        elif situation is not None and situation not in law.situations_in.codes:
            flags[key] = Flag("situation", situation, since, source, holds_on)
    return flags


_NEWEST = """
SELECT wanted.id, said.source, said.holds_on,
       said.facts ->> 'status', (said.facts ->> 'stopped_on')::date,
       said.facts ->> 'juridical_situation', (said.facts ->> 'juridical_situation_since')::date
FROM unnest(%(ids)s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT source, holds_on, facts FROM register_snapshot
    WHERE enterprise_id = register_head(wanted.id, 9998)  -- whoever stands for it now
    ORDER BY holds_on DESC, known_at DESC, id DESC
    LIMIT 1
) AS said
"""
