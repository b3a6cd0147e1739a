"""Stores a release that passed its audit; it is never changed, a later one stands in its place."""

from datetime import datetime

from django.db import transaction

from portefeuille.figures.models import Release, ReleasedTable
from portefeuille.figures.release.documents import ABOUT, canonical, digest, key_of, written
from portefeuille.figures.release.preparing import Prepared


class NotProtectedError(Exception):
    """A release whose audit found something: it is refused, whoever asks."""


def publish(prepared: Prepared, actor: str, known_at: datetime) -> Release:
    """Store a release; NotProtectedError where its audit found hidden numbers that can be told."""
    if prepared.findings:
        first = prepared.findings[0]
        raise NotProtectedError(
            f"{len(prepared.findings)} hidden numbers can be told, such as {first.measure} of"
            f" {first.population}: between {first.lowest} and {first.highest}"
        )
    documents = {key_of(table.figure, table.scope): written(table) for table in prepared.told}
    documents[ABOUT] = canonical({"provenance": prepared.provenance})
    with transaction.atomic():
        release = Release.objects.create(
            year=prepared.year,
            as_of=prepared.day,
            digest=digest(documents),
            actor=actor,
            known_at=known_at,
        )
        ReleasedTable.objects.bulk_create(
            ReleasedTable(release=release, key=key, document=document)
            for key, document in sorted(documents.items())
        )
    return release
