"""The law files, and copies of them to break."""

import shutil
from pathlib import Path

from portefeuille import law as laws

FOLDER = Path(laws.__file__).parent / laws.DEFAULT_SCHEME


def copied(to: Path) -> Path:
    """A copy of the scheme's folder in which a test may write."""
    return Path(shutil.copytree(FOLDER, to / FOLDER.name))


def edited(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first place where `old` stands in a file; the line on which it stood."""
    path = folder / file
    before, found, after = path.read_text("utf-8").partition(old)
    assert found, f"{old!r} does not stand in {file}"
    path.write_text(before + new + after, "utf-8")
    return before.count("\n") + 1
