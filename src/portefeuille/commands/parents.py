"""A process that another one started ends with it, however that one ends."""

import ctypes
import signal
import sys

import click

from portefeuille.commands.serve import PR_SET_PDEATHSIG

option = click.option(
    "--with-parent", is_flag=True, help="End when the process that started this one ends."
)


def end_with_the_parent() -> None:
    """From here on SIGTERM comes when the process that started this one is gone (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
