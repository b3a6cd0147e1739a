"""Lists that nobody could find, once somebody finds them: a file is filled and the rules judge."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from portefeuille.law import read_law
from tests.dossiers import base, laid_over
from tests.law import copied, edited

DAY = date(2024, 3, 15)

# The rule, the file, what stands there, what is written instead, and cases with what comes out.
NACE = ("sectors.yaml", "    complete: false", "    complete: true")
FILLED: dict[str, tuple[list[tuple[str, str, str]], list[tuple[dict[str, Any], bool | None]]]] = {
    "main-activity": (
        [NACE, ("sectors.yaml", "    versions: {}", '    versions: {2008: {"62010": Software}}')],
        [
            ({"enterprise": {"nace": {"version": 2008, "code": "62010"}}}, True),
            ({"enterprise": {"nace": {"version": 2008, "code": "01110"}}}, False),
            ({"enterprise": {"nace": {"version": 2025, "code": "62010"}}}, None),
            ({"enterprise": {"nace": None}}, None),
        ],
    ),
    "juridical-situation": (
        [("juridical-situations.yaml", "    codes: {}", '    codes: {"050": Faillissement}')],
        [
            ({"enterprise": {"juridical_situation": "000"}}, True),
            ({"enterprise": {"juridical_situation": "050"}}, False),
            ({"enterprise": {"juridical_situation": "012"}}, None),
        ],
    ),
    "profession-specific-listed": (
        [
            (
                "exclusions.yaml",
                'judged on it."}\n    codes: {}',
                'judged on it."}\n    codes: {lassen: Lassen}',
            )
        ],
        [
            ({"application": {"content": "lassen"}}, True),
            ({"application": {"content": "breien"}}, None),
            ({"application": {"content": None}}, None),
        ],
    ),
}
THEME = {"application": {"theme": "beroepsspecifieke-competenties"}}


@pytest.mark.parametrize("rule", FILLED)
def test_a_list_that_is_filled_judges(tmp_path: Path, rule: str) -> None:
    edits, cases = FILLED[rule]
    folder = copied(tmp_path)
    for file, old, new in edits:
        edited(folder, file, old, new)
    law = read_law(folder)
    for change, holds in cases:
        raw = laid_over(laid_over(base(), THEME), change)
        decision = decide(read_case(raw), law)
        found = {reason.rule: reason.holds for reason in decision.reasons}
        assert found[rule] is holds, change
        assert (rule in decision.unknown) == (holds is None)
        assert (decision.outcome == "approved") == (holds is not False)


def test_the_operator_may_let_what_is_not_known_block(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "rules.yaml"
    before, found, after = path.read_text("utf-8").partition("  juridical-situation:\n")
    assert found
    path.write_text(before + found + after.replace("unknown: pass", "unknown: block", 1), "utf-8")
    raw = laid_over(base(), {"enterprise": {"juridical_situation": "050"}})
    decision = decide(read_case(raw), read_law(folder))
    assert decision.outcome == "inadmissible"
    assert "juridical-situation" in decision.unknown
