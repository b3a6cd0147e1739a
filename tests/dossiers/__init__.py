"""The dossiers: cases and their decisions, readable without code (see `base.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case of one file: the whole case in the contract's form, and what it must give."""

    subject: str
    name: str
    basis: str
    example: int | None
    case: dict[str, Any]
    expect: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.subject}: {self.name}"


@cache
def base() -> dict[str, Any]:
    """The case that every dossier starts from."""
    case: dict[str, Any] = yaml.safe_load((FOLDER / "base.yaml").read_text("utf-8"))
    return case


@cache
def dossiers() -> tuple[Dossier, ...]:
    """Every case of every file, in order."""
    return tuple(
        dossier
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem != "base"
        for dossier in _read(path)
    )


def laid_over(case: Any, change: Any) -> Any:
    """The case with a change laid over it: field by field in mappings, anything else replaced."""
    if not (isinstance(case, Mapping) and isinstance(change, Mapping)):
        return change
    return {**case, **{name: laid_over(case.get(name), part) for name, part in change.items()}}


def _read(path: Path) -> list[Dossier]:
    """The cases of one file; a field that no dossier has is a mistake."""
    file = yaml.safe_load(path.read_text("utf-8"))
    start = laid_over(base(), file.pop("base", {}))
    rows = file.pop("cases")
    assert not file, f"{path.name} also holds {', '.join(file)}"
    for row in rows:
        strange = set(row) - {"name", "basis", "example", "case", "expect"}
        assert not strange, f"{path.name}, {row['name']}: {strange}"
    return [
        Dossier(
            subject=path.stem,
            name=row["name"],
            basis=row["basis"],
            example=row.get("example"),
            case=laid_over(start, row.get("case", {})),
            expect=row["expect"],
        )
        for row in rows
    ]
