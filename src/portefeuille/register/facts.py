"""The facts of a snapshot: the dossier's section "enterprise" as a source tells it.

    name, legal_form, natural_person, status, juridical_situation,
    region, nace {version, code} or null,
    establishments [{number, postcode, region}], seat_postcode

The first seven are in the dossier's own words. `region` is a proposal, since it is that of the
establishment concerned, which the applicant names: flanders if any establishment lies there;
null, which is "not known" and never "no", if there are none or one has no usable address; else
the region of the first. The enterprise number is left out: it is not what the enterprise is,
and it may change.

Open Data does not tell a headcount or accounts, so there is no size among the facts. MAGDA tells
these and more, under keys of its own beside the same ones: see `magda`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from portefeuille.register.regions import region_of

Facts: TypeAlias = dict[str, Any]

NATURAL_PERSON = "1"


def facts_of_kbo(record: Mapping[str, Any]) -> Facts:
    """The facts in a row of `sql/kbo_record.sql`."""
    establishments = [
        {"number": number, "postcode": postcode, "region": region_of(postcode)}
        for number, postcode in zip(
            record["establishment_numbers"] or (),
            record["establishment_postcodes"] or (),
            strict=True,
        )
    ]
    return {
        "name": record["denomination"],
        "legal_form": record["juridical_form"],
        "natural_person": record["type_of_enterprise"] == NATURAL_PERSON,
        "status": record["status"],
        "juridical_situation": record["juridical_situation"],
        "region": proposed_region([place["region"] for place in establishments]),
        "nace": _nace(record["nace_version"], record["nace_code"]),
        "establishments": establishments,
        "seat_postcode": record["seat_postcode"],
    }


def places_in(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The establishments the register knows that are not closed."""
    return [place for place in facts.get("establishments", ()) if place.get("active", True)]


def canonical(facts: Mapping[str, Any]) -> str:
    """The one way to write these facts: JSON, keys in order, no spaces."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(canonical_facts: str) -> str:
    """The sha256, in hex, of facts in their canonical form, in UTF-8."""
    return hashlib.sha256(canonical_facts.encode()).hexdigest()


def _nace(version: str | None, code: str | None) -> dict[str, Any] | None:
    if version is None or code is None:
        return None
    return {"version": int(version), "code": code}


def proposed_region(regions: Sequence[str | None]) -> str | None:
    if "flanders" in regions:
        return "flanders"
    if None in regions or not regions:
        return None
    return regions[0]
