"""Why a transfer came back, in words: codes that a bank gives in a statement or on the phone.

The words are ours and short; the code stands beside them, since the list of ISO is longer and
grows.

Source: ISO 20022, external code sets: ExternalReturnReason1Code, ExternalStatusReason1Code.
"""

from collections.abc import Mapping
from typing import Final

from portefeuille.core.law import Language

REASONS: Final[Mapping[str, Mapping[Language, str]]] = {
    "AC01": {"nl": "dit rekeningnummer bestaat niet", "en": "this account does not exist"},
    "AC04": {"nl": "de rekening is afgesloten", "en": "the account is closed"},
    "AC06": {"nl": "de rekening is geblokkeerd", "en": "the account is blocked"},
    "AC13": {
        "nl": "op dit soort rekening kan niet worden overgeschreven",
        "en": "nothing can be transferred to this kind of account",
    },
    "AG01": {
        "nl": "op deze rekening kan niet worden overgeschreven",
        "en": "nothing can be transferred to this account",
    },
    "BE01": {
        "nl": "de naam hoort niet bij de rekening",
        "en": "the name does not belong to the account",
    },
    "BE04": {"nl": "er ontbreekt een adres", "en": "an address is missing"},
    "FOCR": {"nl": "de betaling werd teruggevraagd", "en": "the payment was asked back"},
    "MD07": {"nl": "de rekeninghouder is overleden", "en": "the holder has died"},
    "MS02": {
        "nl": "de ontvanger stuurde het terug, zonder reden",
        "en": "the receiver sent it back and gave no reason",
    },
    "MS03": {"nl": "de bank gaf geen reden", "en": "the bank gave no reason"},
    "RC01": {"nl": "de bank is niet bekend", "en": "the bank is not known"},
    "RR04": {
        "nl": "de regels waaraan de bank zich houdt, laten het niet toe",
        "en": "the rules the bank keeps do not allow it",
    },
}


def reason_in_words(code: str, language: Language) -> str:
    """Why it came back; a code we have no words for is said as it is."""
    known = REASONS.get(code)
    if known is not None:
        return f"{known[language]} ({code})"
    return f"{'code van de bank:' if language == 'nl' else 'code of the bank:'} {code}"
