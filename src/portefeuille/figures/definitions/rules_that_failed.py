"""Why applications were refused or inadmissible: the rules that did not hold, by how often."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _failed(asked: Asked) -> Table:
    counted = asked.counted.select("decision_id", "enterprise_id")
    return asked.failures.select("decision_id", "rule").join(counted, "decision_id")


def _counts(asked: Asked) -> Table:
    failed = _failed(asked)
    return failed.group_by("rule").agg(applications=failed.decision_id.nunique())


def _contributors(asked: Asked) -> Table:
    return c.contributors(_failed(asked), "rule")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    return sorted(rows, key=lambda row: (-row["applications"], row["rule"]))


FIGURE: Final = Figure(
    "rules-that-failed",
    {
        "nl": "Voorwaarden waaraan niet was voldaan",
        "en": "Conditions that did not hold",
    },
    {
        "nl": "Per voorwaarde het aantal geweigerde of niet-ontvankelijke aanvragen waarin zij niet"
        " vervuld was, volgens de beslissing zoals bekend op de peildag. Een aanvraag telt bij"
        " elke voorwaarde die niet vervuld was.",
        "en": "For each condition the number of refused or inadmissible applications in which it"
        " did not hold, by the decision as known on the as-of day. An application counts with"
        " every condition that did not hold.",
    },
    (
        Column("rule", {"nl": "Voorwaarde", "en": "Condition"}, words="rule"),
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count"),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Van beslissingen die onder vroeger recht of buiten deze toepassing zijn"
            " genomen, zijn de voorwaarden niet bekend.",
            "en": "Of decisions under earlier law, or taken outside this application, the"
            " conditions are not known.",
        },
    ),
    _contributors,
)
