"""The door of the applications: draft, submit, revise, stop, lapse; every verb one transaction."""

from portefeuille.applications.afterwards import (
    check,
    lapse,
    lapse_overdue,
    refuse,
    stop,
    stop_ahead,
)
from portefeuille.applications.arrivals import decide_arrivals
from portefeuille.applications.budgets import NewAmount, NotSet, set_budget
from portefeuille.applications.bulk import EarlierFiling, Filing, book_many, store_earlier
from portefeuille.applications.drafts import (
    AlreadySubmitted,
    DraftChanged,
    discard_draft,
    open_draft,
    request_of,
    save_answers,
)
from portefeuille.applications.lawtexts import keep_law
from portefeuille.applications.lists import assess
from portefeuille.applications.receiving import Received
from portefeuille.applications.replay import Difference, decisions_under_law, replay
from portefeuille.applications.request import Request
from portefeuille.applications.revised import (
    BudgetIsShort,
    Change,
    OtherwiseNow,
    Revised,
    Revision,
    RoomIsShared,
)
from portefeuille.applications.revision import revise, revision_ahead
from portefeuille.applications.running import ask_again
from portefeuille.applications.sending import LawChanged, Seen, submit_draft
from portefeuille.applications.submitting import Judged, Submitted, ask_ahead, judge, submit
from portefeuille.journal.services import By

__all__ = [
    "AlreadySubmitted",
    "BudgetIsShort",
    "By",
    "Change",
    "Difference",
    "DraftChanged",
    "EarlierFiling",
    "Filing",
    "Judged",
    "LawChanged",
    "NewAmount",
    "NotSet",
    "OtherwiseNow",
    "Received",
    "Request",
    "Revised",
    "Revision",
    "RoomIsShared",
    "Seen",
    "Submitted",
    "ask_again",
    "ask_ahead",
    "assess",
    "book_many",
    "check",
    "decide_arrivals",
    "decisions_under_law",
    "discard_draft",
    "judge",
    "keep_law",
    "lapse",
    "lapse_overdue",
    "open_draft",
    "refuse",
    "replay",
    "request_of",
    "revise",
    "revision_ahead",
    "save_answers",
    "set_budget",
    "stop",
    "stop_ahead",
    "store_earlier",
    "submit",
    "submit_draft",
]
