"""From the answers in the calculator to a dossier: the contract's form of a case.

The calculator decides nothing itself. It writes the same dossier that `portefeuille decide`
reads, so that whoever doubts the answer on the page can repeat it word for word.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from portefeuille.core.money import format_euro


def dossier_of(answers: Mapping[str, Any], today: date) -> dict[str, dict[str, Any]]:
    """The dossier of a valid form's cleaned data; an empty day of application is today.

    Facts nobody asked for are left out, not guessed: the rules that need them stay unjudged.
    """
    return {
        "application": {
            "submitted_on": answers["submitted_on"] or today,
            "service": answers["service"],
            "theme": answers["theme"],
            "starts_on": answers["starts_on"],
            "cost": format_euro(answers["cost"]),
        },
        "enterprise": {"size": answers["size"]},
        "wallet": {"granted_this_year": format_euro(answers["granted_this_year"] or 0)},
    }


def as_yaml(dossier: Mapping[str, Any]) -> str:
    """The dossier as the file that `portefeuille decide` takes."""
    return yaml.safe_dump(dossier, sort_keys=False, allow_unicode=True)
