"""The words of every form around its numbers, in the language of the answer."""

from collections.abc import Mapping
from typing import Final

from portefeuille.core.law import Language, Text

WORDS: Final[Mapping[str, Text]] = {
    "as-of": {"nl": "Stand op", "en": "As of"},
    "source": {"nl": "Bron", "en": "Source"},
    "table": {"nl": "Tabel", "en": "Table"},
    "with": {"nl": "Bij", "en": "With"},
    "definition": {"nl": "Definitie", "en": "Definition"},
    "note": {"nl": "Opmerking", "en": "Note"},
    "assumption": {"nl": "Veronderstelling", "en": "Assumption"},
    "assumptions": {"nl": "Veronderstellingen", "en": "Assumptions"},
    "not-available": {"nl": "Niet beschikbaar", "en": "Not available"},
    "why": {"nl": "Waarom", "en": "Why"},
    "nearest": {"nl": "Het dichtste", "en": "The nearest"},
    "explanation": {"nl": "Toelichting", "en": "Explanation"},
    "subject": {"nl": "Onderwerp", "en": "Subject"},
    "document": {"nl": "Document", "en": "Document"},
    "question": {"nl": "Vraag", "en": "Question"},
}


def words_in(language: Language) -> dict[str, str]:
    """The words in one language; in a template under `words`, hyphens as underscores."""
    return {name.replace("-", "_"): text[language] for name, text in WORDS.items()}


def word(name: str, language: Language) -> str:
    """One word in a language; KeyError for a name that is none."""
    return WORDS[name][language]
