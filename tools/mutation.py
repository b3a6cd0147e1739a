"""Mutation testing of core: `make mutation`, or `make mutation ONLY="rules decide"`.

A mutant is the code with one small mistake in it (a `<` that became `<=`, an argument left out).
The tests are run against every mutant; one that no test notices has survived, and says what
the tests do not hold. mutmut makes and runs the mutants, in a copy of the project, so that
nothing here is touched while it works. How the score is counted: docs/mutation.md.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / ".mutation"
CORE = Path("src/portefeuille/core")
COPIED = ("src", "tests", "docs", "pyproject.toml")
LEAST = 90
"""The score in per cent below which the command fails."""

# What mutmut writes of each mutant is how its tests ended: pytest's exit code, or a signal.
ENDED = {0: "survived", 1: "killed", 3: "killed", 5: "no tests", 33: "no tests"}
TIMEOUTS = (-24, 24, 36, 152, 255)
COLUMNS = ("killed", "survived", "no tests", "timeout", "other")


@dataclass(frozen=True, slots=True)
class Tally:
    """How the mutants of one file ended; only a killed one counts as killed."""

    file: str
    ended: Counter[str]

    @property
    def mutants(self) -> int:
        """All of them, whatever became of them."""
        return self.ended.total()

    @property
    def score(self) -> float:
        """Killed of all, in per cent."""
        return 100 * self.ended["killed"] / self.mutants if self.mutants else 100.0


def main() -> int:
    """Run it, print the score of each file and of all, keep the survivors to read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="files of core, without .py, with spaces")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    os.nice(15)
    with tempfile.TemporaryDirectory(prefix="portefeuille-mutation-") as folder:
        copy = Path(folder)
        copy_project(copy)
        run_mutants(copy, asked.only.split(), asked.processes)
        ended = endings(copy, asked.only.split())
        if not ended:
            say("no mutant was made: is that a file of core?")
            return 2
        keep_survivors(copy, ended)
    return report(tallies(ended))


def copy_project(folder: Path) -> None:
    """The part of the project that the tests of core need."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "static")
            )
        else:
            shutil.copy2(source, folder / name)


def run_mutants(folder: Path, only: list[str], processes: int) -> None:
    """Every mutant, or those of some files; what mutmut shows goes to the terminal."""
    # PYTHONPATH: the copy's tests, and never the code this environment was installed from.
    names = [f"portefeuille.core.{name.replace('/', '.')}.*" for name in only]
    subprocess.run(  # noqa: S603
        [*MUTMUT, "run", "--max-children", str(processes), *names],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "."},
        check=True,
    )


def endings(folder: Path, only: list[str]) -> dict[str, dict[str, str]]:
    """By file and mutant how it ended: killed, survived, no tests, timeout or other."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "mutants" / CORE).rglob("*.meta")):
        file = path.relative_to(folder / "mutants" / CORE).as_posix().removesuffix(".meta")
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if codes and (not only or file.removesuffix(".py") in only):
            found[file] = {name: ending(code) for name, code in codes.items()}
    return found


def ending(code: int | None) -> str:
    """What an exit code says; one that says nothing we know never counts as killed."""
    if code in TIMEOUTS:
        return "timeout"
    return ENDED.get(code, "other") if code is not None else "other"


def tallies(ended: dict[str, dict[str, str]]) -> list[Tally]:
    """The counts of each file."""
    return [Tally(file, Counter(names.values())) for file, names in ended.items()]


def keep_survivors(folder: Path, ended: dict[str, dict[str, str]]) -> None:
    """Every mutant that was not killed, as a difference, in a file to read."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "survivors.diff").write_text("\n".join(_survivors(folder, ended)), "utf-8")
    (RESULTS / "endings.json").write_text(json.dumps(ended, indent=1), "utf-8")


def _survivors(folder: Path, ended: dict[str, dict[str, str]]) -> Iterator[str]:
    for names in ended.values():
        for name in (name for name, how in names.items() if how != "killed"):
            shown = subprocess.run(  # noqa: S603
                [*MUTMUT, "show", name], cwd=folder, capture_output=True, text=True, check=True
            )
            yield shown.stdout


def report(files: list[Tally]) -> int:
    """The table of scores; 1 where the whole is below the least."""
    whole = Tally("all", sum((file.ended for file in files), Counter()))
    say(f"{'file':<20}{'mutants':>9}" + "".join(f"{name:>10}" for name in COLUMNS) + "   score")
    for tally in (*files, whole):
        counts = "".join(f"{tally.ended[name]:>10}" for name in COLUMNS)
        say(f"{tally.file:<20}{tally.mutants:>9}{counts}{tally.score:>7.1f}%")
    say(f"Those that were not killed stand in {RESULTS.relative_to(ROOT)}/survivors.diff")
    if whole.score < LEAST:
        say(f"The score is below {LEAST}%.")
        return 1
    return 0


def say(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{line}\n")


MUTMUT = (sys.executable, "-m", "mutmut")

if __name__ == "__main__":
    sys.exit(main())
