"""A snapshot: what figures read, exported from the book of record to Parquet files.

A folder, one folder in it for each relation, and in that one file for each partition: the
applications of a year of submission, or the whole of a relation that does not grow with them. A
file is named by the fingerprint of its rows, so that what did not change is not written again,
and nothing that is written stands in the way of who reads. `manifest` says which files belong
together; `fingerprints` finds what changed; `files` writes one; `taking` does all of it.
"""

from portefeuille.figures.snapshot.manifest import MANIFEST, Manifest, NoSnapshotError, Part
from portefeuille.figures.snapshot.taking import SnapshotIsBeingTakenError, Taken, Taking, taking

__all__ = [
    "MANIFEST",
    "Manifest",
    "NoSnapshotError",
    "Part",
    "SnapshotIsBeingTakenError",
    "Taken",
    "Taking",
    "taking",
]
