"""A process that submits one application with a key and is killed on the way (`kill -9`).

`python -m tests.api.killed WHERE`: "before" the answer is kept, once it is "kept" and not yet
committed, or once it is "committed" and nobody has heard of it. The application, as JSON, is on
standard input. It never ends otherwise than by its own signal.
"""

import os
import signal
import sys
from typing import Any

import django
import pytest


def die(*_: Any, **__: Any) -> None:
    """Without a chance to say goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(where: str) -> None:
    """Send it, and die there."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
    django.setup()
    from django.conf import settings

    from portefeuille.api import idempotency
    from portefeuille.journal import once
    from tests.api.asking import open_interface, send

    settings.ALLOWED_HOSTS = ["testserver"]
    patch = pytest.MonkeyPatch()
    open_interface(patch)
    keep = once._keep
    if where == "before":
        patch.setattr(once, "_keep", die)
    elif where == "kept":
        patch.setattr(once, "_keep", lambda *what: (keep(*what), die()))
    elif where == "committed":
        patch.setattr(idempotency, "_answer", die)
    send(sys.stdin.buffer.read(), '"once"')


if __name__ == "__main__":
    main(sys.argv[1])
