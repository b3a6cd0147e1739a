"""What may be wrong with the sentences of a law: one language without, or the same in both.

Each answer is the name of the rule, the first day of its version, what is wrong and what to do.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from portefeuille.core.law import Law

Found = tuple[str, date, str, str]

_SPOKEN: Final = ("rules", "stops")


def checked_sentences(law: Law) -> Iterator[Found]:
    """What is wrong with a sentence, told once, of the version in which it begins."""
    told: set[tuple[str, str]] = set()
    for period in law.periods:
        for part in _SPOKEN:
            for name, spoken in period.document[part].items():
                for what, todo in _wrong(spoken):
                    if (name, what) not in told:
                        told.add((name, what))
                        found = f"{part}.{name}"
                        yield found, period.first_day, f"{found}: {what}", todo


def _wrong(spoken: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for sentence, text in spoken.items():
        if not isinstance(text, Mapping) or sentence == "source":
            continue
        called = sentence.replace("_", "-")
        if bool(text["nl"]) != bool(text["en"]):
            there, missing = ("nl", "en") if text["nl"] else ("en", "nl")
            yield f"{called} stands in {there} and not in {missing}", f"write it in {missing} too"
        elif text["nl"] == text["en"] and " " in text["nl"]:
            yield f"{called} is the same in nl and en", "write it in each language"
    if spoken.get("fails", {}).get("nl") and not spoken["remedy"]["nl"]:
        yield "says that it fails and not what to do", "write a remedy"
