"""A scheme is a folder: an invented one is decided by the same code, and nothing in the code
knows it."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import decision_document
from portefeuille.core.fields import CaseError
from portefeuille.core.money import format_euro

SCHEME = laws.load("voorbeeldcheque")
SOURCE = Path(laws.__file__).parent.parent


def dossier(**changes: Any) -> dict[str, Any]:
    application = {
        "submitted_on": date(2026, 3, 15),
        "service": "scan",
        "starts_on": date(2026, 3, 1),
        "cost": changes.pop("cost", "1000.00"),
    }
    enterprise = {"status": "AC", "size": changes.pop("size", "small")}
    wallet = {"granted_this_year": changes.pop("used", "0.00")}
    return {
        "application": {**application, **changes},
        "enterprise": enterprise,
        "wallet": wallet,
    }


def decided(raw: dict[str, Any]) -> Decision:
    return decide(read_case(raw, SCHEME.services), SCHEME)


@pytest.mark.parametrize(
    ("changes", "outcome", "grant"),
    [
        ({}, "approved", 50_000),
        ({"size": "medium"}, "approved", 50_000),
        ({"size": "large"}, "inadmissible", 0),
        ({"cost": "4000.00"}, "approved", 200_000),
        ({"cost": "4000.01"}, "approved", 200_000),
        ({"used": "1999.99"}, "approved", 1),
        ({"used": "2000.00"}, "refused", 0),
        ({"starts_on": date(2026, 2, 13)}, "approved", 50_000),
        ({"starts_on": date(2026, 2, 12)}, "inadmissible", 0),
        ({"theme": "whatever-you-like"}, "approved", 50_000),
    ],
)
def test_one_service_half_of_the_cost_two_thousand_a_year(
    changes: dict[str, Any], outcome: str, grant: int
) -> None:
    decision = decided(dossier(**changes))
    assert (decision.outcome, decision.grant) == (outcome, grant)


def test_only_the_rules_that_it_asks_speak() -> None:
    document = decision_document(decided(dossier()), SCHEME.on(date(2026, 3, 15)), "nl")
    assert [reason["rule"] for reason in document["reasons"]] == [
        "submitted-in-time",
        "small-or-medium",
        "active-in-register",
        "room-left",
        "de-minimis",
    ]
    assert {reason["source"] for reason in document["reasons"]} == {
        "Verzonnen voorbeeld, geen regelgeving"
    }
    assert document["law"].startswith("voorbeeldcheque@2026-03-15#")


def test_a_service_of_another_scheme_cannot_be_read() -> None:
    with pytest.raises(CaseError, match="'training' is not known; expected one of scan"):
        read_case(dossier(service="training"), SCHEME.services)


@given(cost=st.integers(0, 10_000_000), used=st.integers(0, 300_000))
def test_never_more_than_half_and_never_above_the_ceiling(cost: int, used: int) -> None:
    decision = decided(dossier(cost=format_euro(cost), used=format_euro(used)))
    assert decision.grant <= (cost + 1) // 2
    assert decision.grant + used <= max(200_000, used)


def test_no_line_of_code_knows_it() -> None:
    named = subprocess.run(
        ["grep", "-rl", "--include=*.py", "-e", "voorbeeldcheque", "-e", "VERZONNEN", str(SOURCE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert named.stdout == ""
    folder = SOURCE / "law" / "voorbeeldcheque"
    assert {path.name for path in folder.iterdir()} == {"scheme.yaml", "rules.yaml"}
