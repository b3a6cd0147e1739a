"""Values in the words of people: Belgian number format in Dutch and in English.

Both languages write 1.234,56, so that nobody mistakes a comma for a dot. Amount and sign, and
number and unit, are kept together by a no-break space.

Source: CLDR nl_BE and en_BE.
"""

from datetime import date
from fractions import Fraction

from portefeuille.core.law import Language
from portefeuille.core.money import BasisPoints, Cents, parse_euro, parse_share

NBSP = "\u00a0"

_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
        *("augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_DAY_WORDS = {"nl": ("dag", "dagen"), "en": ("day", "days")}
_POINTS = {"nl": "procentpunten", "en": "percentage points"}


def show_count(count: int) -> str:
    """A count with a dot between the thousands."""
    return f"{count:,}".replace(",", ".")


def show_amount(amount: Cents) -> str:
    """An amount without its sign: 1.234,56."""
    euros, cents = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{show_count(euros)},{cents:02d}"


def show_euro(amount: Cents) -> str:
    """An amount with its sign: € 1.234,56."""
    return f"€{NBSP}{show_amount(amount)}"


def show_exact(hundredths: Fraction, least_decimals: int) -> str:
    """A number that may not end at its hundredths: 49,999; or 1.714.285,71… where it never ends.

    What does not end within six decimals is cut off, never rounded: what is shown then stays on
    the side of a limit on which the number is.
    """
    millionths = hundredths * 10_000
    whole, rest = divmod(int(millionths), 1_000_000)
    if millionths.denominator != 1:
        return f"{show_count(whole)},{rest // 10_000:02d}…"
    decimals = f"{rest:06d}".rstrip("0").ljust(least_decimals, "0")
    return f"{show_count(whole)},{decimals}" if decimals else show_count(whole)


def show_share(points: BasisPoints) -> str:
    """A share as a percentage: 4500 is 45%, 1438 is 14,38%."""
    whole, rest = divmod(points, 100)
    decimals = f"{rest:02d}".rstrip("0")
    return f"{whole},{decimals}%" if decimals else f"{whole}%"


def show_points(points: BasisPoints, language: Language) -> str:
    """A share that is added to another: 15 procentpunten."""
    return f"{show_share(points).removesuffix('%')}{NBSP}{_POINTS[language]}"


def show_day(day: date, language: Language) -> str:
    """A day in words: 22 november 2026."""
    return f"{day.day}{NBSP}{_MONTHS[language][day.month - 1]}{NBSP}{day.year}"


def show_days(days: int, language: Language) -> str:
    """A number of days: 14 dagen."""
    one, more = _DAY_WORDS[language]
    return f"{days}{NBSP}{one if abs(days) == 1 else more}"


def show(value: str, unit: str, language: Language) -> str:
    """A value in contract form, shown in the unit of its rule."""
    match unit:
        case "euro":
            return show_euro(parse_euro(value))
        case "share":
            return show_share(parse_share(value))
        case "points":
            return show_points(parse_share(value), language)
        case "day":
            return show_day(date.fromisoformat(value), language)
        case "days":
            return show_days(int(value.split(" ")[0]), language)
        case "period":
            return " - ".join(_open_day(part, language) for part in value.split(" to "))
        case _:
            return value


def _open_day(part: str, language: Language) -> str:
    return part if part == "..." else show_day(date.fromisoformat(part), language)
