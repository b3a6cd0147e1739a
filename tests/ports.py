"""A port for a server that a test starts.

Below the range from which the system takes ports for outgoing connections: of those, a browser
next door may be using the very one that was free a moment ago.
"""

import random
import socket

RANGE = range(20_000, 32_000)


def free_port() -> int:
    """A port nobody listens on."""
    while True:
        port = random.SystemRandom().choice(RANGE)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
