"""What a year consists of, before any row exists.

A *group* is a number of approved files of one service and one theme in one period, with the sum
of their grants: a line of a published table. A *crowd* is the enterprises that hold the files. A
*part* is groups of one regime and their crowd; a year is a few parts.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from portefeuille.core.law import slug
from portefeuille.core.money import Cents

Regime = Literal["law", "earlier"]


@dataclass(frozen=True, slots=True)
class Group:
    """Approved files of one service and theme, submitted from `first_day` to `last_day`.

    `label` is None where the theme is unknown, `cents` where the grants are.
    """

    service: str
    label: str | None
    files: int
    cents: Cents | None
    first_day: date
    last_day: date

    @property
    def theme(self) -> str | None:
        """The code of the theme."""
        return None if self.label is None else slug(self.label)

    def scaled(self, scale: Fraction) -> "Group":
        """The group with fewer files at the same average; itself at scale 1."""
        files = rounded(self.files * scale)
        if self.cents is None or not files:
            return replace(self, files=files, cents=None if self.cents is None else 0)
        return replace(self, files=files, cents=rounded(Fraction(self.cents * files, self.files)))


@dataclass(frozen=True, slots=True)
class Crowd:
    """The enterprises that hold some files, each at least one.

    `medium_share` is the part of the grants that goes to the medium-sized (the part of the files
    where the grants are unknown).
    """

    small: int
    medium: int
    medium_share: Fraction

    def scaled(self, scale: Fraction) -> "Crowd":
        """As many enterprises a file as before, for `scale` times the files."""
        return replace(self, small=rounded(self.small * scale), medium=rounded(self.medium * scale))


@dataclass(frozen=True, slots=True)
class Part:
    """Groups of files and the crowd that holds them.

    `regime` is "law" where our law decides and "earlier" where earlier law has decided.
    """

    regime: Regime
    groups: tuple[Group, ...]
    crowd: Crowd

    @property
    def files(self) -> int:
        """How many rows this part becomes."""
        return sum(group.files for group in self.groups)

    def scaled(self, scale: Fraction) -> "Part":
        """The part at a scale of at most 1."""
        groups = tuple(group.scaled(scale) for group in self.groups)
        return replace(self, groups=groups, crowd=self.crowd.scaled(scale))


def rounded(value: Fraction | int) -> int:
    """The nearest integer, half up (the value is at least 0)."""
    return int(value + Fraction(1, 2))
