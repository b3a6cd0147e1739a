"""How a booking is known again: a key that is its own in its account, and the same every time.

A booking for which the bank gives a reference (AcctSvcrRef, of the transaction or else of the
entry with the place of the transaction in it) has a key of the day, the direction, the amount
and that reference: banks use references again in another year, and give one to several bookings.
One without has a key of the day, the direction, the amount and a digest of what it says and of
the opening balance of its statement, so that two statements of a day that hold the same are told
apart, and the number that a bank gives a statement does not matter.

What is then still the same within a statement counts: the second ends in "#2". Both are real,
since opening + lines = closing. A batch that a bank tells once as one sum and once in its parts
has other keys the second time: nothing in the file says that they are the same.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256

from portefeuille.adapters.bank.values import StatementLine
from portefeuille.core.money import Cents, format_euro


@dataclass(slots=True)
class Keys:
    """Gives keys to the lines of one statement, in their order."""

    opening: Cents
    seen: Counter[str] = field(default_factory=Counter)

    def give(self, line: StatementLine, reference: str) -> StatementLine:
        """The line with its key; `reference` is the bank's own with its place, or ""."""
        key = " ".join(
            (
                line.booked_on.isoformat(),
                f"{'+' if line.credit else '-'}{format_euro(line.amount)}",
                reference or self._digest(line),
            )
        )
        self.seen[key] += 1
        again = self.seen[key]
        return replace(line, key=key if again == 1 else f"{key} #{again}")

    def _digest(self, line: StatementLine) -> str:
        said = (
            str(self.opening),
            line.structured or "",
            line.free_text,
            line.counterparty_name,
            line.counterparty_iban,
            line.end_to_end_id,
            line.payment_id,
            line.return_reason,
            str(line.count),
        )
        digest = sha256("\n".join(said).encode()).hexdigest()  # no text here has a line's end
        return f"~{digest[:32]}"
