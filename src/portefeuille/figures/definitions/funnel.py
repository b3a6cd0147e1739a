"""How far applications came, and where they left: a row for each stage and for each way out."""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import BooleanValue, Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.life import lives, untold
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope

STAGES: Final = ("submitted", "admissible", "approved", "deposited", "paid")
EXITS: Final = ("inadmissible", "refused", "provider-refused", "stopped", "lapsed")
LATER: Final = ("deposited", "paid", "provider-refused", "stopped", "lapsed")
"""What is only known of applications that were followed."""


def _reached(life: Table) -> dict[str, BooleanValue]:
    approved = life.outcome == "approved"
    return {
        "submitted": ibis.literal(True),
        "admissible": life.outcome != "inadmissible",
        "approved": approved,
        "deposited": life.deposited,
        "paid": life.paid_cents > 0,
        "inadmissible": life.outcome == "inadmissible",
        "refused": life.outcome == "refused",
        "provider-refused": approved & (life.stood == "refused"),
        "stopped": life.stood == "stopped",
        "lapsed": life.stood == "lapsed",
    }


def _counts(asked: Asked) -> Table:
    life = lives(asked)
    reached = _reached(life)
    whole = life.agg(
        untold=life.count(where=untold(life)),
        **{name: life.count(where=condition) for name, condition in reached.items()},
    )
    return ibis.union(
        *(whole.select(stage=ibis.literal(n), applications=n, untold="untold") for n in reached)
    )


def _contributors(asked: Asked) -> Table:
    life = lives(asked)
    reached = _reached(life)
    whole = life.agg(
        **{name: life.enterprise_id.nunique(where=where) for name, where in reached.items()}
    )
    return ibis.union(*(whole.select(stage=ibis.literal(n), contributors=n) for n in reached))


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["stage"]: row for row in rows}
    told = {
        name: None if name in LATER and row["untold"] else row["applications"]
        for name, row in found.items()
    }
    return [
        {
            "stage": name,
            "applications": told[name],
            "share_points": share(told[name], told["submitted"]),
        }
        for name in (*STAGES, *EXITS)
    ]


FIGURE: Final = Figure(
    "funnel",
    {"nl": "Hoe ver aanvragen komen", "en": "How far applications come"},
    {
        "nl": "Ingediende aanvragen naar de dag van indiening: ontvankelijk en goedgekeurd volgens"
        " de beslissing zoals bekend op de peildag; gestort waar de eigen bijdrage ooit is"
        " ontvangen; betaald waar subsidie naar de dienstverlener ging en niet terugkwam. Daaronder"
        " waar aanvragen ophielden. Het aandeel is dat van de ingediende aanvragen.",
        "en": "Applications by the day on which they were submitted: admissible and approved by"
        " the decision as known on the as-of day; deposited where the own share was once"
        " received; paid where subsidy went to the provider and did not come back. Below it where"
        " applications ended. The share is that of the applications submitted.",
    },
    (
        Column("stage", {"nl": "Stap", "en": "Stage"}, words="stage"),
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count"),
        c.SHARE,
    ),
    _counts,
    _finish,
    (c.NOT_FOLLOWED,),
    _contributors,
)
