"""What a snapshot holds: `snapshot.json`, replaced last and at once, so that no reader sees half.

    {"known_until": "2026-11-25T21:03:04.123456+00:00",
     "parts": [{"relation": "decision", "year": 2019, "rows": 180197,
                "fingerprint": "9f…", "file": "decision/year=2019/9f….parquet", "sha256": "…"}]}

A part without a year is the whole of its relation.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

MANIFEST: Final = "snapshot.json"


class NoSnapshotError(Exception):
    """There is no whole snapshot in the folder; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A partition: whose rows it holds, how many, and the file with its digest."""

    relation: str
    year: int | None
    rows: int
    fingerprint: str
    file: str
    """Its path within the folder, with forward slashes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The moment up to which a snapshot knows everything, and the files that it is."""

    known_until: datetime
    parts: tuple[Part, ...]

    def files(self, relation: str) -> tuple[str, ...]:
        """The files of a relation, in the order of their years; none where it has no rows."""
        return tuple(part.file for part in self.parts if part.relation == relation)


def read(folder: Path) -> Manifest:
    """What the folder holds; NoSnapshotError where there is no snapshot, or none we can read."""
    try:
        document = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(
            datetime.fromisoformat(document["known_until"]),
            tuple(Part(**part) for part in document["parts"]),
        )
    except FileNotFoundError:
        why = "holds no whole snapshot"
    except (ValueError, KeyError, TypeError) as error:
        why = f"has a {MANIFEST} that cannot be read ({error})"
    raise NoSnapshotError(f"{folder} {why}; make one with: portefeuille snapshot --to {folder}")


def replace(folder: Path, known_until: datetime, parts: Iterable[Part]) -> None:
    """Put a new manifest in the place of the old one: whole or not at all."""
    document = {
        "known_until": known_until.isoformat(),
        "parts": [asdict(part) for part in parts],
    }
    draft = folder / f"{MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / MANIFEST)
    settle(folder)


def settle(folder: Path) -> None:
    """Wait until the disk knows which files a folder has."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
