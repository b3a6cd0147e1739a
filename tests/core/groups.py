"""Groups of enterprises for properties: lists of related enterprises as a dossier writes them."""

from typing import Any

from hypothesis import strategies as st

from tests.core.cases import HEADCOUNTS, SHARES, euros

MONTHS = st.none() | st.integers(1, 24)
NAMES = ("Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")


def figures() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "headcount": HEADCOUNTS,
            "turnover": euros(2_000_000_000),
            "balance_total": euros(2_000_000_000),
        },
        optional={"months": MONTHS},
    )


@st.composite
def ties(draw: st.DrawFn, of: str | None) -> dict[str, Any]:
    """How one enterprise belongs to another."""
    kind = draw(st.sampled_from(["partner", "linked"]))
    tie: dict[str, Any] = {"kind": kind}
    if kind == "partner":
        tie["share"] = draw(SHARES)
    return tie if of is None else {**tie, "of": of}


@st.composite
def groups(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A group of up to six: each belongs to the applicant or to an earlier one, some twice more.

    The further ties go anywhere, so that there are circles; rows without a name hang on too.
    """
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    known = {name: draw(figures()) for name in names}
    rows = []
    for at, name in enumerate(names):
        of = draw(st.sampled_from([None, *names[:at]]))
        rows.append({"name": name, **draw(ties(of)), **known[name]})
    for name in draw(st.lists(st.sampled_from(names), max_size=4)) if names else []:
        of = draw(st.sampled_from([None, *(other for other in names if other != name)]))
        rows.append({"name": name, **draw(ties(of)), **known[name]})
    for _ in range(draw(st.integers(0, 2))):
        of = draw(st.sampled_from([None, *names]))
        rows.append({**draw(ties(of)), **draw(figures())})
    return draw(st.permutations(rows))


@st.composite
def sizes_of_groups(draw: st.DrawFn) -> dict[str, Any]:
    """The figures of up to three years, some of them not twelve months, and a group."""
    first = draw(st.integers(2010, 2025))
    rows = draw(st.lists(figures(), min_size=1, max_size=3))
    return {
        "years": [{"year": first + at, **row} for at, row in enumerate(rows)],
        "related": draw(groups()),
        "previous": draw(st.sampled_from([None, "small", "medium", "large"])),
    }
