"""What a process takes that asks each measured figure once: ours or by hand, on one snapshot."""

import json
import sys
from pathlib import Path

from bench.figures import SCOPES, by_hand, ours_of
from bench.figures_sql import BY_HAND
from bench.memory import forget_peak, peak
from portefeuille.figures.engines import Snapshot


def main(folder: Path, way: str) -> None:
    """Prints JSON: `memory_peak` in bytes."""
    forget_peak()
    snapshot = Snapshot(folder)
    with by_hand(folder) as ask:
        for name in BY_HAND:
            for scope in SCOPES.values():
                rows = ours_of(snapshot, name, scope) if way == "ours" else ask(name, scope)
                assert rows
    print(json.dumps({"memory_peak": peak()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
