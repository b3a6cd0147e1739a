"""One cell in characters: for people as Belgians write numbers, for machines as contracts do."""

from typing import Final

from portefeuille.core.law import Language
from portefeuille.core.money import format_euro, format_share
from portefeuille.core.show import NBSP, show_amount, show_count, show_share
from portefeuille.figures.labels import UNKNOWN
from portefeuille.figures.values import Cell, Hidden, Kind

NUMERIC: Final[frozenset[Kind]] = frozenset({"count", "amount", "euros", "share"})


def shown(cell: Cell, kind: Kind, language: Language = "nl") -> str:
    """A cell for people: 1.234, 1.234,56, € 1.234, 9,9%; `onbekend` where it is unknown.

    Numbers are written as Belgians do, in each language.
    """
    if cell is None:
        return UNKNOWN[language]
    if isinstance(cell, Hidden):
        return str(cell.value)
    if isinstance(cell, str):
        return cell
    match kind:
        case "amount":
            return show_amount(cell)
        case "euros":
            return f"€{NBSP}{show_amount(cell).removesuffix(',00')}"
        case "share":
            return show_share(cell)
        case _:
            return show_count(cell)


def plain(cell: Cell, kind: Kind) -> str | int | None:
    """A cell for machines: counts are integers, amounts and shares strings, unknown is None.

    What is hidden is `x`, which no number can be taken for.
    """
    if isinstance(cell, Hidden):
        return cell.value
    if cell is None or isinstance(cell, str):
        return cell
    match kind:
        case "amount" | "euros":
            return format_euro(cell)
        case "share":
            return format_share(cell)
        case _:
            return cell
