"""What the values of `scheme.yaml` look like: a tree of names with the shape of each value.

A shape reads one value or says what is wrong with it. Words are held against what is known
(services, kinds of cost, themes): a misspelt theme would otherwise switch off its rate in
silence.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from portefeuille.core.facts import COST_KINDS, REGIONS
from portefeuille.core.law import WRONG_DEPOSITS
from portefeuille.law.dated import Shape
from portefeuille.law.place import Place

AID_REGIMES = ("de-minimis", "gber")
"""De minimis aid, Regulation (EU) 2023/2831; the block exemption, Regulation (EU) 651/2014."""

DEPOSIT_FATES = ("return", "queue", "unknown")
"""What becomes of money that came in and is not what was asked: it goes back by itself, a finance
officer decides first, or no source says and one decides."""


@dataclass(frozen=True, slots=True)
class Free:
    """The shape of a mapping of which the scheme chooses the names."""

    shape: Shape


def words(place: Place) -> list[str]:
    """A list of codes."""
    return [row.text() for row in place.rows()]


def some_of(known: tuple[str, ...]) -> Shape:
    """The shape of a list of which each entry is one of the known words."""

    def read(place: Place) -> list[str]:
        return [row.one_of(known) for row in place.rows()]

    return read


def some_themes(codes: Collection[str]) -> Shape:
    """The shape of a list of themes that stand in `themes.yaml`."""

    def read(place: Place) -> list[str]:
        for row in place.rows():
            if row.text() not in codes:
                raise row.wrong(
                    f"{row.text()!r} is not a theme", "the code of a theme or topic in themes.yaml"
                )
        return words(place)

    return read


def all_or(some: Shape, place: Place) -> Any:
    """The word `all`, or a list."""
    return "all" if place.is_word("all") else some(place)


def words_of(values: Place, name: str) -> tuple[str, ...]:
    """Every word that a list of words has ever held, read before the shapes are known."""
    found: dict[str, None] = {}
    for called, _, timeline in values.items():
        for entry in timeline.rows() if called == name else ():
            given = [place for field, _, place in entry.items() if field == "value"]
            found |= dict.fromkeys(word.text() for place in given for word in place.rows())
    return tuple(found)


def higher_rate(themes: Shape, services: tuple[str, ...], place: Place) -> dict[str, Any]:
    """Points added for some themes and services; `unknown` points become None."""
    fields = place.fields(("plus", "themes", "services"))
    plus = fields["plus"]
    return {
        "plus": None if plus.is_word("unknown") else plus.share(),
        "themes": themes(fields["themes"]),
        "services": some_of(services)(fields["services"]),
    }


def size_limit(place: Place) -> dict[str, Any]:
    """Headcount below, and turnover or balance total up to."""
    fields = place.fields(("headcount-below", "turnover", "balance-total"))
    return {
        "headcount-below": fields["headcount-below"].count(),
        "turnover": fields["turnover"].euro(),
        "balance-total": fields["balance-total"].euro(),
    }


def state_aid(place: Place) -> dict[str, Any] | None:
    """The regime of state aid: de minimis with its ceiling and years; None where `unknown`."""
    if place.is_word("unknown"):
        return None
    regime = place.fields(("regime",), ("ceiling", "years"))["regime"].one_of(AID_REGIMES)
    if regime != "de-minimis":
        place.fields(("regime",))
        return {"regime": regime}
    fields = place.fields(("regime", "ceiling", "years"))
    years = fields["years"].count()
    if years < 1:
        raise fields["years"].wrong(f"{years} years is no window", "a number such as 3")
    return {"regime": regime, "ceiling": fields["ceiling"].euro(), "years": years}


def count_or_unknown(place: Place) -> int | None:
    """A whole number, None where it is `unknown`."""
    return None if place.is_word("unknown") else place.count()


def fate_or_unknown(place: Place) -> str | None:
    """What becomes of a wrong deposit, None where it is `unknown`."""
    fate = place.one_of(DEPOSIT_FATES)
    return None if fate == "unknown" else fate


def value_shapes(themes: Shape, services: tuple[str, ...]) -> dict[str, Any]:
    """The tree, in which `themes` reads a list of themes, and `services` are the scheme's."""
    higher, supported = partial(higher_rate, themes, services), partial(all_or, themes)
    each_service = partial(dict.fromkeys, services)
    return {
        "services": words,
        "rate": {"small": Place.share, "medium": Place.share},
        "higher-rate": Free(higher),
        "ceiling": {"small": Place.euro, "medium": Place.euro},
        "minimum-cost": each_service(Place.euro),
        "registration-prefix": each_service(Place.text),
        "days-to-file": Place.count,
        "days-to-deposit": Place.count,
        "days-to-check": count_or_unknown,
        "wrong-deposit": dict.fromkeys(WRONG_DEPOSITS, fate_or_unknown),
        "pay-by-following-year": some_of(services),
        "room-returns-in-same-year": Place.flag,
        "end-by-following-year": some_of(services),
        "public-share-below": Place.share,
        "regions": some_of(REGIONS),
        "statuses": words,
        "sheltered-workshops": Place.flag,
        "supported-themes": each_service(supported),
        "costs": {"catering-per-person-day": Place.euro, "eligible": some_of(COST_KINDS)},
        "size": {
            "limits": {"small": size_limit, "medium": size_limit},
            "partner-from": Place.share,
        },
        "state-aid": state_aid,
    }
