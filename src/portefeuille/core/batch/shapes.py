"""The shapes in which arrays travel to what is compiled and back: a row, the law, an answer.

Named tuples, since numba knows them. Codes of words are places in a vocabulary (`columns`);
days are counted from 1970.
"""

import hashlib
from typing import Any, Final, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]

NONE: Final = -1
"""An amount, share, flag or size that is left out."""
NO_DAY: Final = -(2**31)
"""A day that is left out."""
SMALL, MEDIUM, LARGE = 0, 1, 2
APPROVED, INADMISSIBLE, REFUSED = 0, 1, 2
NO_RATE: Final = -2
"""What stands for a rate where the law has none for a size that asked for one."""
UNKNOWN: Final = 32
"""How far above the bit of a rule that fails the bit stands that says it is not judged."""
FAILS: Final = 2**32 - 1
"""The bits of the rules that fail."""


class Rows(NamedTuple):
    """The facts as arrays, one place a row: days, cents, basis points, codes of words."""

    wallet: Array
    submitted: Array
    starts: Array
    ends: Array
    service: Array
    theme: Array
    content: Array
    cost: Array
    lines: Array  # where the lines of a row begin; one more than there are rows
    legal_form: Array
    natural_person: Array
    status: Array
    situation: Array
    region: Array
    nace_version: Array
    nace_code: Array
    public_share: Array
    sheltered: Array
    size: Array
    registration: Array
    registered_from: Array
    registered_until: Array
    related: Array


class Lines(NamedTuple):
    """The lines of the invoices, those of a row together."""

    kind: Array
    amount: Array
    days: Array
    persons: Array
    separate: Array


class Stops(NamedTuple):
    """Applications that ended, in the order in which they did (see `stops`)."""

    row: Array
    before: Array
    in_year: Array
    paid: Array


class Bits(NamedTuple):
    """Where the rules that are worked out here stand in a verdict."""

    submitted_in_time: int
    ends_in_time: int
    minimum_cost: int
    small_or_medium: int
    private_sector: int
    provider_registered: int
    provider_independent: int
    room_left: int


class Tables(NamedTuple):
    """What the law says, by period first; arrays of verdicts unless said otherwise."""

    first_day: int
    period: Array  # of a day of application
    end_by: Array  # of a day of application: 31 December of the following year
    first_start: int
    file_by: Array  # period, day of start: the last day to apply
    sizes: Array  # period, size as it is given: the size
    ends_limited: Array  # period, service: whether `end_by` holds
    minimum_cost: Array  # period, service: cents, 0 for none
    rate: Array  # period, size: basis points
    ceiling: Array  # period, size: cents
    plus: Array  # period, service, theme: basis points
    public_share: Array  # period: below this
    workshops: Array  # period: whether sheltered workshops count
    room_returns: Array  # period
    counts: Array  # period, kind of line: 0 no, 1 yes, 2 even on a separate invoice, 3 capped
    catering: Array  # period: cents a person and a day
    themes: Array  # period, service, theme
    contents: Array  # period, content
    listed: Array  # period, content: under a theme for which only listed services count
    listed_only: Array  # period, theme: whether it is one
    legal_form: Array  # period, natural person, sheltered workshop, legal form
    status: Array
    situation: Array
    region: Array
    nace: Array  # period, version, code
    registration: Array  # period, service, registration
    asked: Array  # period: the rules that this law has
    blocking: Array  # period: the rules that fail where they are not judged
    formal: Array  # period: the rules whose failing makes inadmissible
    bits: Bits


class Years(NamedTuple):
    """What stands in each enterprise-year: cents granted, and the size that is fixed."""

    used: Array
    size: Array


class Answer(NamedTuple):
    """What is decided, one place a row (see `door.Decided`)."""

    outcome: Array
    size: Array
    rate: Array
    ceiling: Array
    room_before: Array
    eligible_cost: Array
    grant: Array
    file_before: Array
    period: Array
    fails: Array
    unknown: Array


def noted(digest: str) -> None:
    """Hold a file to the digest of the shapes that it notes (see `compiling`)."""
    shapes = (Rows, Lines, Stops, Bits, Tables, Years, Answer)
    fields = [(shape.__name__, shape._fields) for shape in shapes]
    numbers = [(name, value) for name, value in globals().items() if isinstance(value, int)]
    said = repr((fields, sorted(numbers)))
    now = hashlib.sha256(said.encode()).hexdigest()[:12]
    assert now == digest, f"the shapes have changed: note {now} where they are compiled"
