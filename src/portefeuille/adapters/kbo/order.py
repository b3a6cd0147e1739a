"""In which order extracts are to be loaded, when several lie in a folder of downloads.

The register publishes every day a full extract and an update under the same number, and keeps
them for a month.
"""

from collections.abc import Iterable
from pathlib import Path

from portefeuille.adapters.kbo.meta import ExtractKind, read_meta


def in_order(loaded: int | None, extracts: Iterable[Path]) -> list[Path]:
    """Those of the extracts that bring the register further than number `loaded`, in their order.

    The updates that follow each other from there; where they do not reach the newest extract,
    the newest full one and the updates after it. An update that follows nothing comes last: to
    load it says what is missing.
    """
    found: dict[ExtractKind, dict[int, Path]] = {"full": {}, "update": {}}
    for extract in extracts:
        meta = read_meta(extract)
        found[meta.kind][meta.number] = extract
    fulls, updates = found["full"], found["update"]
    way, reached = _follow(loaded, updates)
    newest_full = max(fulls, default=None)
    if newest_full is not None and (reached is None or newest_full > reached):
        after, reached = _follow(newest_full, updates)
        way = [fulls[newest_full], *after]
    stranded = [updates[number] for number in sorted(updates) if number > (reached or -1)]
    return way + stranded


def _follow(number: int | None, updates: dict[int, Path]) -> tuple[list[Path], int | None]:
    """The updates that follow each other after this number, and the number they reach."""
    way = []
    while number is not None and number + 1 in updates:
        number += 1
        way.append(updates[number])
    return way, number
