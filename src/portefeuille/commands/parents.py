"""A process that another one started ends with it, however that one ends."""

import ctypes
import os
import signal
import sys
from typing import Final

import click

from portefeuille.commands.serve import PR_SET_PDEATHSIG

PARENT: Final = "PORTEFEUILLE_PARENT"
"""The variable in which a child finds the process id of whom it ends with."""

option = click.option(
    "--with-parent", is_flag=True, help="End when the process that started this one ends."
)


def end_with_the_parent() -> None:
    """From here on SIGTERM comes when the process that started this one is gone (Linux).

    Or now, where it is gone already: whoever starts one names itself in `PARENT`, since a parent
    that dies while its child still starts is heard of by nobody.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.environ.get(PARENT, str(os.getppid())) != str(os.getppid()):
            os.kill(os.getpid(), signal.SIGTERM)
