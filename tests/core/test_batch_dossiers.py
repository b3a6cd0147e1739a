"""Every dossier through the batch gives what `decide` gives for it alone, compiled and not."""

from typing import Any

import pytest

from portefeuille import law as laws
from portefeuille.core.batch import columns_of, decide_columns
from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from tests.core.batches import decision_at, flat
from tests.dossiers import Dossier, dossiers

LAW = laws.load()
SET = [one for one in dossiers() if not {"budget", "aid"} & set(one.case)]
"""All but those that say what no column holds (`test_batch_refusals`)."""


@pytest.fixture(scope="module")
def decided() -> Any:
    return decide_columns(columns_of([read_case(one.case) for one in SET]), LAW)


@pytest.mark.parametrize("at", range(len(SET)), ids=lambda at: str(SET[at]))
def test_a_dossier_among_all_others_gives_its_decision(decided: Any, at: int) -> None:
    dossier: Dossier = SET[at]
    found = decision_at(decided, at)
    assert found == flat(decide(read_case(dossier.case), LAW))
    assert found["outcome"] == dossier.expect["outcome"]
    assert found["fails"] == tuple(dossier.expect.get("fails", ()))
