"""Progress on standard error: a bar on a terminal, a line elsewhere, nothing when quiet."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from portefeuille.commands.everywhere import wants_quiet


@contextmanager
def step(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a step that takes a while; the value is called with how many more are done."""
    if wants_quiet():
        yield lambda _done: None
        return
    if not sys.stderr.isatty():
        begin = time.monotonic()
        yield lambda _done: None
        click.echo(f"{title} ({time.monotonic() - begin:.1f} s)", err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        task = bars.add_task(title, total=total)
        yield lambda done: bars.advance(task, done)
        bars.update(task, completed=total or 1, total=total or 1)
