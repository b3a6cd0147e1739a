"""What happened in a year, as a table and as JSON."""

from typing import Any

from rich.console import Console
from rich.table import Table

from sim.year import Year

Document = dict[str, Any]


def as_document(year: Year, seconds: float, digest: str) -> Document:
    """Everything that was counted."""
    world, played = year.world, year.played
    return {
        "seed": world.seed,
        "events": world.events,
        "faults": world.faults,
        "seconds": round(seconds, 1),
        "events_a_second": round(world.step / seconds, 1),
        "seconds_of_checks": round(played.checking, 1),
        "mishaps": dict(sorted(world.mishaps.items())),
        "kinds": {
            name: {
                "seconds": round(played.seconds[name], 2),
                "outcomes": dict(sorted(outcomes.items())),
            }
            for name, outcomes in sorted(played.outcomes.items())
        },
        "digest": digest,
    }


def show(document: Document) -> None:
    """Print it."""
    table = Table(title=f"The year of seed {document['seed']}")
    table.add_column("step")
    table.add_column("times", justify="right")
    table.add_column("seconds", justify="right")
    table.add_column("what came of it")
    for name, kind in document["kinds"].items():
        outcomes = kind["outcomes"]
        told = ", ".join(f"{word} {count}" for word, count in outcomes.items())
        table.add_row(name, str(sum(outcomes.values())), f"{kind['seconds']:.1f}", told)
    Console().print(table)
    for name, count in document["mishaps"].items():
        print(f"{name}: {count}")
    print(
        f"{document['events']} events in {document['seconds']} s"
        f" ({document['events_a_second']} a second), of which"
        f" {document['seconds_of_checks']} s of looking. All invariants held."
    )
    print(f"digest {document['digest']}")
