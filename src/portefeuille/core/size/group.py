"""Who counts along with an enterprise, and for how much.

An enterprise has ties: to linked enterprises (one controls the other, or both are controlled by
a third) and to partners (a share from the limit on, without control). A tie says the same from
both sides, whoever holds the share. Along the ties:

- what is linked counts in full, through however many linked enterprises it is reached;
- a partner of the enterprise, or of one linked to it, counts for its share;
- what is linked to such a partner counts for the share of that partner;
- a partner of a partner does not count.

Who is reached by several ways counts once, by the way that weighs most. That is why the linked
are gone through first and then the partners from the largest share down: the first way to reach
an enterprise is then its heaviest, and going round in a circle reaches nobody twice.

Source: Recommendation 2003/361/EC, annex, article 3 (who is partner or linked) and article 6,
paragraphs 2 and 3 (who counts, and for how much).
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from portefeuille.core.facts import Related
from portefeuille.core.money import WHOLE, BasisPoints

APPLICANT: Final = -1
"""The number of the applicant; any other enterprise has that of the first row that names it."""

Why = Literal[
    "linked",
    "linked-through",
    "partner",
    "partner-of-linked",
    "linked-to-partner",
    "below-limit",
    "partner-of-partner",
    "beyond",
]


class Member(NamedTuple):
    """One enterprise of the group: the first row it stands on, its weight, and why that weight.

    `via` is the enterprise through which it is reached, by its row, APPLICANT where directly;
    `share` is the share in that tie, None where linked.
    """

    row: int
    weight: BasisPoints
    why: Why
    via: int
    share: BasisPoints | None


_Ties = dict[int, list[tuple[int, BasisPoints | None]]]
"""Of every enterprise, those it has a tie to: with the share of a partner, None where linked."""


def members(related: Sequence[Related], partner_from: BasisPoints) -> tuple[Member, ...]:
    """Every enterprise of the group once, in the order of the rows, also those that add nothing.

    The rows are as a dossier was read: every `of` is a name that stands there.
    """
    if not related:
        return ()
    numbers = numbered(related)
    owners = belong_to(related, numbers)
    ties: _Ties = {APPLICANT: []}
    for row, number, owner in zip(related, numbers, owners, strict=True):
        share = None if row.kind == "linked" else row.share or 0
        ties.setdefault(number, []).append((owner, share))
        ties.setdefault(owner, []).append((number, share))
    reached = _reached(ties, partner_from)
    return tuple(
        reached.get(number) or _adds_nothing(number, owner, ties[number], reached, partner_from)
        for at, (number, owner) in enumerate(zip(numbers, owners, strict=True))
        if at == number
    )


def numbered(related: Sequence[Related]) -> list[int]:
    """Of every row the number of its enterprise: the first row of that name, or the row itself."""
    first: dict[str, int] = {}
    return [
        at if row.name is None else first.setdefault(row.name, at) for at, row in enumerate(related)
    ]


def belong_to(related: Sequence[Related], numbers: Sequence[int]) -> list[int]:
    """Of every row the number of the enterprise it belongs to; KeyError for an unknown name."""
    named = {row.name: number for row, number in zip(related, numbers, strict=True)}
    return [APPLICANT if row.of is None else named[row.of] for row in related]


def _reached(ties: _Ties, partner_from: BasisPoints) -> dict[int, Member]:
    """Everybody who counts, by number: first the linked, then partners from the largest down."""
    reached = {APPLICANT: Member(APPLICANT, WHOLE, "linked", APPLICANT, None)}
    _follow_linked(APPLICANT, ties, reached)
    partners = sorted(
        [
            (-share, number, via)
            for via in reached
            for number, share in ties[via]
            if share is not None and share >= partner_from and number not in reached
        ]
    )
    for share, number, via in partners:
        if number not in reached:
            why: Why = "partner" if via == APPLICANT else "partner-of-linked"
            reached[number] = Member(number, -share, why, via, -share)
            _follow_linked(number, ties, reached)
    return reached


def _follow_linked(start: int, ties: _Ties, reached: dict[int, Member]) -> None:
    """Give all who are linked to `start`, directly or through each other, its weight."""
    weight = reached[start].weight
    waiting = [start]
    for via in waiting:
        for number in _linked(via, ties):
            if number not in reached:
                why: Why = "linked" if via == APPLICANT else "linked-through"
                if start != APPLICANT:
                    why = "linked-to-partner"
                reached[number] = Member(number, weight, why, via, None)
                waiting.append(number)


def _linked(number: int, ties: _Ties) -> Iterator[int]:
    return (other for other, share in ties[number] if share is None)


def _adds_nothing(
    number: int,
    owner: int,
    ties: list[tuple[int, BasisPoints | None]],
    reached: dict[int, Member],
    partner_from: BasisPoints,
) -> Member:
    """Why an enterprise does not count, said of a tie to one that does where there is one."""
    shares = [(via, share) for via, share in ties if via in reached and share is not None]
    for via, share in shares:
        if share < partner_from:
            return Member(number, 0, "below-limit", via, share)
    for via, share in shares:
        return Member(number, 0, "partner-of-partner", via, share)
    return Member(number, 0, "beyond", owner, None)
