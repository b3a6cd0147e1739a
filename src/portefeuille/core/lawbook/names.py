"""What the values of a law are called, how they are shown, and how a change of one is told.

A law file says that `rate.small` is "0.40". A jurist reads "the rate of a small enterprise: 40%",
and on 1 December 2019 the news is "a small enterprise gets 30% instead of 40%". Names hold for
every scheme: they stand in `law/names.yaml` and are read by `law/names.py`.

A pattern such as `rate.*` names every value below `rate`; what stands in the place of the star
is the value's *part*: the small enterprise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from portefeuille.core.law import Text

Form = Literal[
    "share", "euro", "days", "text", "flag", "words", "all-or-themes", "raise", "bounds",
    "state-aid", "choice",
    "codes", "versions", "theme-list",
]  # fmt: skip
"""How a value is shown. `raise`: points added for some themes; `bounds`: the limits of a size;
`state-aid`: a regime, which has a frame of its own; `choice`: a word, which has so too."""

STAR: Final = "*"


@dataclass(frozen=True, slots=True)
class Naming:
    """The name of a kind of value.

    `value` frames it in words; where a form has more than one frame (yes and no, a higher rate
    and none) each has its key. `told` holds a sentence, and `headlines` a short one, by what
    can happen to a value (`diff` lists them); a general sentence serves for the rest.
    """

    pattern: str
    shown: Form
    title: Text
    value: Mapping[str, Text]
    told: Mapping[str, Text]
    headlines: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the law as it is read: its heading, and the patterns of its values in order."""

    name: str
    title: Text
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Every name there is.

    `general` are the sentences for what has none of its own, `parts` what the star of a pattern
    is called, `said` the fixed phrases around values (such as "not known"), `numbers` the first
    numbers in words by language, and `news` the patterns in the order of their news value.
    """

    chapters: tuple[Chapter, ...]
    other: Text
    namings: Mapping[str, Naming]
    general: Mapping[str, Text]
    parts: Mapping[str, Text]
    said: Mapping[str, Text]
    numbers: Mapping[str, tuple[str, ...]]
    news: tuple[str, ...]

    def naming(self, name: str) -> Naming | None:
        """The naming of a value by its name; None where nobody named it yet."""
        for pattern, naming in self.namings.items():
            if matches(pattern, name):
                return naming
        return None


def matches(pattern: str, name: str) -> bool:
    """Whether a value's name is one of the pattern's: each star is one part of the name."""
    wanted, found = pattern.split("."), name.split(".")
    return len(wanted) == len(found) and all(
        part in (STAR, there) for part, there in zip(wanted, found, strict=True)
    )


def part_of(pattern: str, name: str) -> str:
    """What stands in the place of the star, the last of the name where there is none."""
    pairs = list(zip(pattern.split("."), name.split("."), strict=True))
    starred = [there for part, there in pairs if part == STAR]
    return starred[-1] if starred else pairs[-1][1]
