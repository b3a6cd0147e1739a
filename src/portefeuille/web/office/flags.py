"""Running dossiers of enterprises that stopped, or are bankrupt or wound up: said in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portefeuille import law
from portefeuille.applications.queries import Dossier
from portefeuille.applications.transitions import RUNNING
from portefeuille.core.law import LawInForce
from portefeuille.register.queries import Flag, flagged
from portefeuille.web import clock
from portefeuille.web.templatetags.belgian import day as day_in_words

LABELS: Final = {"stopped": _("Stopped enterprise"), "situation": _("Legal situation")}


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag for a list (`label`) and for the page of the dossier (`sentence`)."""

    label: str
    sentence: str


def flags_of(dossiers: Iterable[Dossier]) -> dict[int, Flagged]:
    """The flags of those dossiers that run, by application, in one query."""
    running = [one for one in dossiers if one.status in RUNNING]
    if not running:
        return {}
    today = law.load().on(clock.today())
    flags = flagged([one.enterprise_id for one in running], today)
    return {
        one.application_id: _in_words(flags[one.enterprise_id], today)
        for one in running
        if one.enterprise_id in flags
    }


def _in_words(flag: Flag, in_force: LawInForce) -> Flagged:
    told = {
        "day": day_in_words(flag.holds_on),
        "since": day_in_words(flag.since) if flag.since else "",
        "situation": in_force.situation(flag.code),
    }
    if flag.kind == "stopped" and flag.since:
        sentence = gettext("The enterprise stopped on %(since)s, says the register of %(day)s.")
    elif flag.kind == "stopped":
        sentence = gettext("The enterprise has stopped, says the register of %(day)s.")
    elif flag.since:
        sentence = gettext("%(situation)s since %(since)s, says the register of %(day)s.")
    else:
        sentence = gettext("%(situation)s, says the register of %(day)s.")
    return Flagged(str(LABELS[flag.kind]), sentence % told)
