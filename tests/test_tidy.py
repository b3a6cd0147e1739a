"""The house style as limits: what a reader can count on in every file.

A file tells one story and rarely exceeds 300 lines, a function 50; a module says first what it
is about; nothing that touches money knows a float; nothing points at a machine or a registry.
An exception stands in a table here, with its reason.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "portefeuille"

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50

LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}

MONEY_ROOMS = ("core", "wallet", "applications", "payments", "figures")


def tracked(*patterns: str) -> list[Path]:
    """The project's own files: what git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and "vendor" not in path.parts]


def python_files() -> list[Path]:
    """Every Python file but migrations, which a tool wrote and nobody edits."""
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_is_something_to_measure() -> None:
    assert len(python_files()) > 50


def test_no_file_tells_two_stories() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_FILE_LINES
    }
    assert long.keys() == LONGER_FILES.keys(), long


def test_no_function_tells_two_stories() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{function.name}": lines
        for path in python_files()
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long.keys() == LONGER_FUNCTIONS.keys(), long


def test_every_module_says_first_what_it_is_about() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("room", MONEY_ROOMS)
def test_nothing_that_touches_money_knows_a_float(room: str) -> None:
    for path in (SOURCE / room).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        numbers = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert "float" not in names, path
        assert not [number for number in numbers if isinstance(number, float)], path


def test_no_folder_of_the_house_is_empty() -> None:
    rooms = [path for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"]
    for room in rooms:
        assert [path for path in room.rglob("*") if path.suffix in (".py", ".yaml")], room


def test_nothing_points_at_a_machine_or_a_registry() -> None:
    hosts = r"https?://[^\s\"']*(?:/simple\b|/packages/|\.whl\b|\.tgz\b)|index-url\s+http"
    homes = "|".join(("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/"))
    for path in tracked():
        if path.suffix in (".png", ".mo"):
            continue
        found = re.search(f"{hosts}|{homes}", path.read_text("utf-8"))
        assert not found, f"{path}: {found}"


def test_the_locks_hold_a_hash_for_every_package_and_no_address() -> None:
    for name in ("base", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = re.findall(r"^[\w.-]+==", text, re.M)
        assert len(pinned) > 10
        assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n\s+--hash=sha256:", text, re.M)) == len(pinned)
        assert "://" not in text


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    for path in python_files():
        assert not marks.search(path.read_text("utf-8")), path


def test_whoever_presses_waits_for_the_page_that_follows() -> None:
    """A look at a page that is on its way out says nothing; `looking.follow` waits."""
    presses = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        if path.relative_to(ROOT).parts[:2] == ("tests", "web") and path.name != "looking.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ".click(" in line
    ]
    assert presses == []
