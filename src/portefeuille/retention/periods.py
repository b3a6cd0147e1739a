"""The periods of `periods.yaml`, and the selection rules the operator gave."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

_ISO: Final = re.compile(r"P(?=\w)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")


class SelectionRulesError(ValueError):
    """The setting of the selection rules cannot be read: what is wrong and what was expected."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a kind is kept. `after` is a period of ISO 8601, counted from what `start` says."""

    kind: str
    record_class: str
    what: str
    after: str
    start: str
    does: str
    needs_rule: bool
    source: str


@cache
def periods() -> Mapping[str, Kept]:
    """The kinds by their name, in the order of the file; ValueError where it is wrong."""
    text = files("portefeuille.retention").joinpath("periods.yaml").read_text("utf-8")
    return {kind: _kept(kind, said) for kind, said in yaml.safe_load(text).items()}


def rules_of(setting: str) -> dict[str, str]:
    """The number of the selection rule of each class, of `class=number` separated by commas.

    SelectionRulesError for a class that no kind belongs to, one that is named twice, and one
    without a number.
    """
    given: dict[str, str] = {}
    known = {kept.record_class for kept in periods().values()}
    for part in filter(None, (part.strip() for part in setting.split(","))):
        name, _, number = (piece.strip() for piece in part.partition("="))
        if name not in known or name in given or not number:
            raise SelectionRulesError(
                f"PORTEFEUILLE_SELECTION_RULES: {part!r} gives no class its selection rule;"
                f" expected class=number, once for each class, of {', '.join(sorted(known))}"
            )
        given[name] = number
    return given


def _kept(kind: str, said: Mapping[str, Any]) -> Kept:
    told = {("start" if name == "from" else name): value for name, value in said.items()}
    kept = Kept(kind=kind, record_class=told.pop("class"), **told)
    empty = [field.name for field in fields(kept) if getattr(kept, field.name) in ("", None)]
    if empty or not isinstance(kept.needs_rule, bool) or not _ISO.fullmatch(str(kept.after)):
        raise ValueError(f"periods.yaml, {kind}: not a period with all that belongs to it")
    return kept
