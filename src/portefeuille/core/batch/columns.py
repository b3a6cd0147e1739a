"""Applications as columns: what a case says, an array for each fact.

A row is an application. The rows of an enterprise-year stand in the order in which they were
decided; whether the years of different enterprises are mixed makes no difference. Words are
written once, in a vocabulary, and a column holds their codes: code 0 is a fact left out. Of
other facts, days are counted from 1970 (`shapes.NO_DAY` is one left out), money is cents, shares
are basis points, flags are 0 and 1, and -1 is a fact left out.

Nothing is guessed: `check` refuses what a dossier would not be read with.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from portefeuille.core.batch.shapes import Array

EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: their codes, and the words by code, of which the first is None."""

    codes: Array
    words: tuple[Any, ...]

    @classmethod
    def of(cls, values: Iterable[Hashable]) -> "Words":
        """The column of these words, None where one is left out."""
        places: dict[Hashable, int] = {None: 0}
        codes = [places.setdefault(value, len(places)) for value in values]
        return cls(np.array(codes, dtype=np.int32), tuple(places))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of invoices, those of a row together: `begin[i]` to `begin[i + 1]` are of row i.

    `days` and `persons` are 0 where they are left out.
    """

    begin: Array
    kind: Words
    amount: Array
    days: Array
    persons: Array
    separate_invoice: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """The facts of applications (see `core.facts` for what each means).

    `enterprise` is a number for each enterprise, from 0 on and below the number of rows. `cost`
    is -1 where `lines` give it. The words of `size` are sizes or `SizeFigures`.
    `granted_this_year` and `locked_size` say how an enterprise-year stands before its first row,
    and are 0 on every other row of it, which follows from the rows before; None: every year
    begins here.
    """

    enterprise: Array
    submitted_on: Array
    service: Words
    theme: Words
    content: Words
    starts_on: Array
    ends_on: Array
    cost: Array
    lines: Lines | None
    legal_form: Words
    natural_person: Array
    status: Words
    juridical_situation: Words
    region: Words
    nace_version: Words
    nace_code: Words
    public_share: Array
    sheltered_workshop: Array
    size: Words
    registration: Words
    registered_from: Array
    registered_until: Array
    related_to_applicant: Array
    granted_this_year: Array | None = None
    locked_size: Words | None = None

    def __len__(self) -> int:
        return len(self.enterprise)


@dataclass(frozen=True, slots=True)
class Stops:
    """Applications that ended before all was paid: stopped, lapsed, or refused by the provider.

    Each gives its row; `before`, how many rows had been decided when it came, so that the next
    of its year knows of it; the calendar `year` of its legal day; and what was `paid` to the
    provider until then, own share and subsidy together, in cents.
    """

    row: Array
    before: Array
    year: Array
    paid: Array


def day_number(day: date) -> int:
    """A day as columns hold it."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day that a column holds."""
    return EPOCH + timedelta(days=int(number))
