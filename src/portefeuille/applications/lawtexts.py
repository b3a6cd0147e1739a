"""The text of the law, stored once beside the decisions that were taken under it."""

from typing import Final
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection, transaction

from portefeuille.applications.models import LawText
from portefeuille.core.law import LawInForce

_KEPT: Final[WeakKeyDictionary[psycopg.Connection, set[str]]] = WeakKeyDictionary()
"""Digests of which a session knows that the text is there. A database that is restored or made
anew while we work ends its sessions, and with them what we knew of it."""


def keep_law(law: LawInForce) -> None:
    """Store the text of this law under its digest, if it is not there.

    Asked once a session; but what a transaction stored that is then rolled back, asked again.
    """
    connection.ensure_connection()
    kept = _KEPT.setdefault(connection.connection, set())
    if law.digest in kept:
        return
    LawText.objects.bulk_create(
        [LawText(digest=law.digest, scheme=law.scheme, document=law.document)],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: kept.add(law.digest))
