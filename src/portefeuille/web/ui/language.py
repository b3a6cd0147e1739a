"""The language of the page, as the core and the law name it."""

from django.utils.translation import get_language

from portefeuille.core.law import Language


def language_of_page() -> Language:
    """English where it was chosen, else Dutch: the language of the law."""
    return "en" if get_language() == "en" else "nl"
