"""Laws as earlier versions stored them beside decisions: they read, and decide, as they did then.

`stored/<version>.json` is the law of 15 March 2024 as that version resolved it.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.law import LawInForce
from portefeuille.core.lawdocument import law_in_force
from portefeuille.law.reader import digest_of
from tests.dossiers import base, laid_over

STORED = Path(__file__).parent / "stored"
DIGESTS = {"0.1.0": "c3726ede2cec", "0.2.0": "4a9ab015bdd0"}
VERSIONS = pytest.mark.parametrize("version", DIGESTS)


def stored(version: str) -> LawInForce:
    document = json.loads((STORED / f"{version}.json").read_text("utf-8"))
    assert digest_of(document) == DIGESTS[version]
    return law_in_force(document, DIGESTS[version])


@VERSIONS
@pytest.mark.parametrize(
    ("change", "outcome", "grant"),
    [
        ({}, "approved", 300_00),
        ({"application": {"starts_on": date(2024, 2, 29)}}, "inadmissible", 0),
        ({"application": {"theme": "astrologie"}}, "refused", 0),
        ({"application": {"theme": "digitalisering/cybersecurity"}}, "approved", 450_00),
        ({"provider": {"registration": "DV.A999002"}}, "inadmissible", 0),
        ({"enterprise": {"juridical_situation": "050"}}, "approved", 300_00),
    ],
)
def test_an_earlier_law_decides_as_it_did(
    version: str, change: dict[str, Any], outcome: str, grant: int
) -> None:
    decision = decide_under(read_case(laid_over(base(), change)), stored(version))
    assert (decision.outcome, decision.grant) == (outcome, grant)
    assert decision.law == f"kmo-portefeuille@2024-03-15#{DIGESTS[version]}"


@VERSIONS
def test_a_rule_it_had_not_heard_of_stays_silent(version: str) -> None:
    law = stored(version)
    raw = laid_over(base(), {"enterprise": {"juridical_situation": "050"}})
    decision = decide_under(read_case(raw), law)
    assert {reason.rule for reason in decision.reasons} == set(law.rules) - {
        "profession-specific-listed",
        "higher-rate",
        "service-supported",
    }
    assert "juridical-situation" not in law.rules


@VERSIONS
def test_it_speaks_its_own_words(version: str) -> None:
    law = stored(version)
    said = tell(decide_under(read_case(base()), law), law, "nl")[0].message
    assert said.replace("\u00a0", " ") == (
        "Je dient op tijd in: dat kan tot en met 25 maart 2024, 14 dagen na de start."
    )
