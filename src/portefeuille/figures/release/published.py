"""What was published of a year, as a position: the public asks here, and nowhere else."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure.values import Told
from portefeuille.figures.models import Release, ReleasedTable
from portefeuille.figures.queries import Provenance
from portefeuille.figures.release.documents import ABOUT, key_of, read, scope_of
from portefeuille.figures.values import Facts, NotPublishedError, Scope


@dataclass(frozen=True, slots=True)
class Published:
    """The last release of a year: its number, the day it stands on, the moment it was made."""

    release_id: int
    year: int
    day: date
    known_at: datetime
    digest: str

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        """The rows of a figure over a scope, HIDDEN where hidden; NotPublishedError without."""
        document = self._document(key_of(name, scope))
        if document is None:
            raise NotPublishedError(name, scope)
        return read(document)[1]

    def provenance(self, _scopes: Sequence[Scope]) -> Provenance:
        """Where the applications of the whole release come from."""
        said: Provenance = json.loads(self._document(ABOUT) or "{}")["provenance"]
        return said

    def tables(self) -> Iterator[Told]:
        """Every table, as it was told."""
        documents = ReleasedTable.objects.filter(release_id=self.release_id).exclude(key=ABOUT)
        for key, document in documents.order_by("key").values_list("key", "document"):
            name, scope = scope_of(key)
            keys, rows = read(document)
            yield Told(name, scope, figure(name).columns, keys, rows)

    def _document(self, key: str) -> str | None:
        tables = ReleasedTable.objects.filter(release_id=self.release_id, key=key)
        return tables.values_list("document", flat=True).first()


def published(year: int) -> Published | None:
    """What was published last of a year; None where nothing was."""
    last = Release.objects.filter(year=year).order_by("-id").first()
    if last is None:
        return None
    return Published(last.pk, year, last.as_of, last.known_at, last.digest)


def years() -> tuple[int, ...]:
    """The years of which something was published, the last first."""
    found = Release.objects.order_by("-year").values_list("year", flat=True).distinct()
    return tuple(found)
