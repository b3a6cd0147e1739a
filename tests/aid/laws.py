"""The law of the scheme as if somebody had found that its grants are de minimis aid."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from portefeuille.core.law import Law
from portefeuille.law import read_law
from tests.law import copied, edited

_RULE = """
  de-minimis:
    kind: content
    unit: euro
    unknown: pass
    versions:
      - from: 2016-04-01
        source: [BVR-2016]
        nl: &said
          title: De-minimissteun
          holds: "Samen {value} van {limit}."
          fails: "Samen {value}, meer dan {limit}."
          left-out: "Niet opgegeven."
          remedy: "Vraag later opnieuw aan."
        en: *said
"""
_UNKNOWN = "- {from: 2016-04-01, value: unknown, source: [BVR-2016]"


@cache
def de_minimis(ceiling: str = "1000.00", years: int = 3) -> Law:
    """Grants are de minimis aid, up to this ceiling in so many years."""
    known = f'value: {{regime: de-minimis, ceiling: "{ceiling}", years: {years}}}'
    return _with(_UNKNOWN.replace("value: unknown", known), rule=True)


@cache
def exempted() -> Law:
    """Grants fall under the block exemption."""
    return _with(_UNKNOWN.replace("value: unknown", "value: {regime: gber}"), rule=False)


def _with(value: str, *, rule: bool) -> Law:
    with TemporaryDirectory() as place:
        folder = copied(Path(place))
        edited(folder, "scheme.yaml", _UNKNOWN, value)
        if rule:
            edited(folder, "rules.yaml", "not-asked: [de-minimis]\n", "")
            with (folder / "rules.yaml").open("a", encoding="utf-8") as rules:
                rules.write(_RULE)
        return read_law(folder)
