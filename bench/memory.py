"""The most memory that this process took, in bytes, from a moment of its own choosing."""

import resource
from contextlib import suppress
from pathlib import Path


def forget_peak() -> None:
    """From here on the peak is counted anew: what importing took for a moment is not the work's."""
    with suppress(OSError):  # not Linux: then the peak is that of the whole process
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Bytes that were resident at most."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
