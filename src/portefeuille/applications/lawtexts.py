"""The text of the law, stored once beside the decisions that were taken under it."""

from typing import Final

from django.db import connection, transaction

from portefeuille.applications.models import LawText
from portefeuille.core.law import LawInForce

_KEPT: Final[set[tuple[str, str]]] = set()
"""Databases and digests of which this process knows that the text is there."""


def keep_law(law: LawInForce) -> None:
    """Store the text of this law under its digest, if it is not there.

    Asked once a process; but what a transaction stored that is then rolled back, asked again.
    """
    key = (str(connection.settings_dict["NAME"]), law.digest)
    if key in _KEPT:
        return
    LawText.objects.bulk_create(
        [LawText(digest=law.digest, scheme=law.scheme, document=law.document)],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: _KEPT.add(key))
