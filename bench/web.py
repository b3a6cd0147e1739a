"""The same over HTTP: the site as `portefeuille serve` serves it, loaded by wrk."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.limit import Run
from bench.place import DATA, Place, number_of, request_for

PORT: Final = 8765
ADDRESS: Final = f"http://127.0.0.1:{PORT}"
NUMBERS: Final = DATA.with_name("numbers.txt")
SERVER: Final = (Path(sys.executable).with_name("portefeuille"), "serve", "--port", str(PORT))


def missing() -> str | None:
    """What is to be installed first, if anything."""
    if shutil.which("wrk"):
        return None
    return "wrk makes the load over HTTP and is not installed: apt-get install wrk"


@contextmanager
def serving(place: Place) -> Iterator[None]:
    """The site, until the end of the block."""
    NUMBERS.write_text("".join(f"{number_of(at)}\n" for at in range(place.enterprises)))
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            raise RuntimeError(f"something serves at {ADDRESS} already")
    server = subprocess.Popen(SERVER, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        if not server.stdout.readline().startswith("Serving on"):
            raise RuntimeError("the site does not serve")
        yield
    finally:
        server.terminate()
        server.wait()
        NUMBERS.unlink()


def run_web(place: Place, connections: int, seconds: int) -> Run:
    """So many seconds of POST over so many connections; RuntimeError unless all were stored."""
    body = json.dumps(request_for("NUMBER"))
    script = Path(__file__).with_name("post.lua")
    load = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{seconds}s", f"-s{script}"]
    done = subprocess.run(
        [*load, ADDRESS, "--", str(NUMBERS), place.token, body],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["errors"]:
        raise RuntimeError(f"{found['errors']} of {found['count']} requests were not stored")
    return Run(found["count"], found["microseconds"] / 1e6, found["p50"] / 1e3, found["p99"] / 1e3)
