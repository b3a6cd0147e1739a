"""The section of an activity: the letter under which NACE-BEL groups its divisions.

A version has its own letters: J is information and communication in 2008, and publishing and
broadcasting in 2025.

Source: regulations (EC) 29/2002 (2003), (EC) 1893/2006 (2008) and (EU) 2023/137 (2025), annexes.
"""

from typing import Final

# Of each version the last division of every section, in order.
LAST_DIVISIONS: Final[dict[int, tuple[tuple[int, str], ...]]] = {
    2003: (
        (2, "A"), (5, "B"), (14, "C"), (37, "D"), (41, "E"), (45, "F"), (52, "G"), (55, "H"),
        (64, "I"), (67, "J"), (74, "K"), (75, "L"), (80, "M"), (85, "N"), (93, "O"), (97, "P"),
        (99, "Q"),
    ),
    2008: (
        (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"),
        (56, "I"), (63, "J"), (66, "K"), (68, "L"), (75, "M"), (82, "N"), (84, "O"), (85, "P"),
        (88, "Q"), (93, "R"), (96, "S"), (98, "T"), (99, "U"),
    ),
    2025: (
        (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"),
        (56, "I"), (60, "J"), (63, "K"), (66, "L"), (68, "M"), (75, "N"), (82, "O"), (84, "P"),
        (85, "Q"), (88, "R"), (93, "S"), (96, "T"), (98, "U"), (99, "V"),
    ),
}  # fmt: skip


def section_of(version: int, code: str) -> str | None:
    """The letter of a code of two to five digits; None for another version, or for no code."""
    division = code[:2]
    if len(division) != 2 or not (division.isascii() and division.isdigit()):
        return None
    sections = LAST_DIVISIONS.get(version, ())
    if int(division) == 0:
        return None
    return next((letter for last, letter in sections if int(division) <= last), None)
