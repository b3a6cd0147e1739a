"""Names that say nothing, for what leaves the house: the same within one export, never in another.

A pseudonym is the first half of an HMAC-SHA-256 of what it stands for, under a key that is made
for one export and kept nowhere: nobody can undo it or compare it, we cannot either. Two files of
the same lines can still be laid side by side by what is not masked, so an export also leaves out
what marks a line (moments, references) and does not keep the order of the lines.

Source: GDPR, article 4, point 5, and article 5, paragraph 1, point c; RFC 2104.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

KEY_BYTES: Final = 32
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Mask:
    """The pseudonyms of one export; `key`: 32 random bytes, made for it and thrown away after."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"a key of {len(self.key)} bytes; expected {KEY_BYTES} random ones")

    def pseudonym(self, kind: str, text: str) -> str:
        """What stands in the export for a text of this kind, such as "person-1f…"; "" for ""."""
        if not text:
            return ""
        said = f"{len(kind)} {kind} {text}".encode()
        return f"{kind}-{hmac.new(self.key, said, hashlib.sha256).hexdigest()[:_DIGITS]}"
