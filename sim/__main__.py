"""`python -m sim --seed 7 --events 20000`: plays a year, prints what happened, or what broke."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.place import opened, prepared

if TYPE_CHECKING:
    from sim.year import Year


@click.command()
@click.option(
    "--seed", type=int, default=None, help="One is drawn and printed where none is given."
)
@click.option("--events", default=20_000, show_default=True)
@click.option("--faults/--no-faults", default=True, show_default=True)
@click.option(
    "--break", "breaks", default="", help="Break an invariant half-way: a name, or 'list'."
)
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write what happened there.")
def main(seed: int | None, events: int, faults: bool, breaks: str, file: Path | None) -> None:
    """Play a seeded random year against the real services; exit code 1 where something broke."""
    seed = time.time_ns() % 1_000_000 if seed is None else seed
    print(f"seed {seed}, {events} events, {'with' if faults else 'without'} faults", flush=True)
    with prepared() as place:
        from sim.breaking import BREAKS
        from sim.digest import digest_of
        from sim.report import as_document, show
        from sim.year import Broken, Year

        if breaks and breaks not in BREAKS:
            sys.exit(f"--break is one of {', '.join(BREAKS)}")
        half_way = {events // 2: BREAKS[breaks]} if breaks else {}
        with opened(place, seed, events, faults=faults) as world:
            year, began = Year(world, half_way), time.perf_counter()
            try:
                year.play(lambda: _tell(year, began))
            except Broken as broken:
                print(broken)
                sys.exit(1)
            document = as_document(year, time.perf_counter() - began, digest_of(world))
    if breaks:
        sys.exit(f"{breaks} was not noticed")
    show(document)
    if file is not None:
        file.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def _tell(year: "Year", began: float) -> None:
    """How far it is, now and then, for who waits."""
    world = year.world
    if world.step % 1000 == 0:
        rate = world.step / (time.perf_counter() - began)
        print(f"  step {world.step}, {world.today}, {rate:.0f} a second", flush=True)


if __name__ == "__main__":
    main()
