"""The letter with a decision, as PDF: what was decided, why, and by when what must follow.

Typst sets it, with the font it brings along, as PDF/A-2a and PDF/UA-1: to be kept, and to be read
aloud. The same decision gives the same bytes. What people wrote is data in it, never markup.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
import yaml

from portefeuille.applications.dossiers import Decided, Dossier
from portefeuille.applications.queries import decisions_of
from portefeuille.applications.transitions import AWAITING_DEPOSIT, SUBJECT
from portefeuille.core.decide import Decision
from portefeuille.core.explain import tell
from portefeuille.core.law import Language
from portefeuille.core.money import Cents
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.journal.queries import Happened, history_of

FORM: Final = Path(__file__).parent / "letter.typ"


def letter_pdf(dossier: Dossier, decided: Decided, language: Language) -> bytes:
    """The letter with one of the decisions on an application, as PDF."""
    return set_pdf(letter_of(dossier, decided, language), decided.known_at)


def set_pdf(said: Mapping[str, Any], moment: datetime) -> bytes:
    """What is said, set by the form; the moment stands in the PDF as that of its making."""
    pdf: bytes = typst.compile(
        FORM.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(said, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(moment.timestamp()),
    )
    return pdf


def letter_of(dossier: Dossier, decided: Decided, language: Language) -> dict[str, Any]:
    """What the letter says, every value in the words of people."""
    words = words_of(language)
    decision = decided.decision
    told = tell(decision, decided.law, language)
    event = _event_of(dossier, decided)
    before = _before(dossier, decided)
    return {
        "language": language,
        "words": words,
        "title": f"{words['title']} {dossier.reference}",
        "reference": dossier.reference,
        "verdict": words[decision.outcome],
        "about": _about(dossier, decided, words, language),
        "replaces": _replaces(before, words, language),
        "motive": event.words if event is not None and before is not None else "",
        "changed": [] if before is None else _changed(before.decision, decision, words),
        "amounts": _amounts(decision, words),
        "days": _days(decision, event, words, language),
        "failing": [_reason(one) for one in told if one.holds is False],
        "unjudged": [_reason(one) for one in told if one.holds is None],
        "holding": [_reason(one) for one in told if one.holds is True],
        "law": decision.law,
    }


@cache
def words_of(language: Language) -> Mapping[str, Any]:
    """The words of letters and notes that are not the law's."""
    file = Path(__file__).parent / "texts" / language / "letter.yaml"
    words: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return words


def _event_of(dossier: Dossier, decided: Decided) -> Happened | None:
    """The event by which the decision was made known."""
    history = history_of(SUBJECT, dossier.application_id)
    verbs = ("approve", "refuse", "declare_inadmissible", "record", "revise")
    made = (one for one in history if one.verb in verbs and one.known_at == decided.known_at)
    return next(made, None)


def _before(dossier: Dossier, decided: Decided) -> Decided | None:
    if decided.supersedes_id is None:
        return None
    earlier = decisions_of(dossier.application_id)
    return next(one for one in earlier if one.decision_id == decided.supersedes_id)


def _about(
    dossier: Dossier, decided: Decided, words: Mapping[str, Any], language: Language
) -> list[list[str]]:
    rows = {
        "reference": dossier.reference,
        "enterprise": dossier.enterprise_name,
        "enterprise_number": format_enterprise_number(dossier.number),
        "provider": dossier.provider_name or dossier.registration or "",
        "service_title": dossier.title or "",
        "submitted_on": show_day(dossier.submitted_on, language),
        "starts_on": _day(dossier.starts_on, language),
        "decided_on": show_day(legal_day(decided.known_at), language),
    }
    return _rows(rows, words)


def _amounts(decision: Decision, words: Mapping[str, Any]) -> list[list[str]]:
    rows = {
        "cost": show_euro(decision.eligible_cost),
        "rate": _share(decision),
        "subsidy": show_euro(decision.grant),
        "own_share": show_euro(decision.own_share),
        "ceiling": _euro(decision.ceiling),
        "room_before": _euro(decision.room_before),
    }
    return _rows(rows, words)


def _days(
    decision: Decision, event: Happened | None, words: Mapping[str, Any], language: Language
) -> list[list[str]]:
    waits = event is not None and event.to_status == AWAITING_DEPOSIT
    rows = {
        "deposit_by": _day(event.due_on, language) if event is not None and waits else "",
        "file_before": show_day(decision.file_before, language),
    }
    return _rows(rows, words)


def _replaces(before: Decided | None, words: Mapping[str, Any], language: Language) -> str:
    if before is None:
        return ""
    return f"{words['replaces']} {show_day(legal_day(before.known_at), language)}."


def _changed(before: Decision, now: Decision, words: Mapping[str, Any]) -> list[list[str]]:
    """What came out otherwise: before and now."""
    outcomes = words["outcomes"]
    rows = (
        ("outcome", outcomes[before.outcome], outcomes[now.outcome]),
        ("cost", show_euro(before.eligible_cost), show_euro(now.eligible_cost)),
        ("rate", _share(before), _share(now)),
        ("subsidy", show_euro(before.grant), show_euro(now.grant)),
        ("own_share", show_euro(before.own_share), show_euro(now.own_share)),
    )
    return [[words[name], old, new] for name, old, new in rows if old != new]


def _rows(rows: Mapping[str, str], words: Mapping[str, Any]) -> list[list[str]]:
    return [[words[name], value] for name, value in rows.items() if value]


def _reason(told: Any) -> dict[str, str]:
    return {
        "title": told.title,
        "message": told.message,
        "remedy": told.remedy or "",
        "source": told.source,
    }


def _day(day: date | None, language: Language) -> str:
    return "" if day is None else show_day(day, language)


def _euro(amount: Cents | None) -> str:
    return "" if amount is None else show_euro(amount)


def _share(decision: Decision) -> str:
    return "" if decision.rate is None else show_share(decision.rate)
