"""Load one extract with our loader, in a process of its own: `FOLDER`; what it took, as JSON.

A process of its own, so that its peak memory is that of this load alone. The steps are timed
where the real path looks them up.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django

from bench.memory import forget_peak, peak


def main(folder: Path) -> None:
    """Load it, and print seconds, steps, rows and memory (bytes)."""
    django.setup()
    from django.db import connection

    from portefeuille.register import loading, preparing
    from portefeuille.register.services import load_kbo

    took: dict[str, float] = defaultdict(float)

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def around(*args: Any) -> Any:
            begin = time.perf_counter()
            try:
                return function(*args)
            finally:
                took[step] += time.perf_counter() - begin

        return around

    connection.ensure_connection()
    forget_peak()
    before = peak()
    begin = time.perf_counter()
    with (
        patch.object(preparing, "_copy", timed("read and copy", preparing._copy)),
        patch.object(loading.preparing, "swap", timed("swap", preparing.swap)),
    ):
        report = load_kbo(folder)
    seconds = time.perf_counter() - begin
    took["indexes and statistics that are left"] = seconds - sum(took.values())
    measured = {
        "seconds": seconds,
        "steps": took,
        "rows": dict(report.inserted),
        "memory_before": before,
        "memory_peak": peak(),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
