"""The size that the sources propose, in words, with how it was found."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portefeuille.core.money import parse_euro
from portefeuille.core.show import show_euro
from portefeuille.web.public.forms import SIZES

Facts = Mapping[str, Any]
Shown = str | Promise

SILENT: Final = _("The source gives no answer now")
NOTHING: Final = _("The source knows nothing of it")

ASKED: Final[Mapping[str, Promise]] = {
    "headcount": _("the number of staff"),
    "amounts": _("turnover and balance sheet total"),
}
WORKING: Final[Mapping[str, Promise]] = {
    "no-accounts": _("No annual accounts were filed."),
    "accounts-too-old": _("The accounts of %(year)s are too old to count."),
    "year-before-not-settled": _("The accounts of %(year)s do not say enough, so they are left."),
    "accounts": _("The accounts of %(year)s count."),
    "class": _("The class of staff of the social security counts, since no accounts say how many."),
    "class-not-needed": _("The class of staff of the social security is not needed."),
    "group-not-known": _("No source tells which enterprises you belong to: count them yourself."),
}


def size_lines(facts: Facts) -> Iterator[tuple[Shown, Shown]]:
    """Staff and accounts, the size they propose, and how; label and value."""
    missing = facts.get("missing") or {}
    staff = facts.get("employment")
    known = _staff(staff) if staff else _absent(missing, "employment")
    yield _("Staff, by the social security"), known
    for year in facts.get("accounts") or ():
        title = gettext("Annual accounts of %(year)s") % {"year": year["year"]}
        yield title, _accounts(year)
    if not facts.get("accounts"):
        yield _("Annual accounts"), _absent(missing, "accounts")
    yield _("What this proposes"), _proposed(facts["size"])
    for line in facts["size"]["working"]:
        yield "", str(WORKING[line["code"]]) % line


def _absent(missing: Mapping[str, Any], part: str) -> Shown:
    return SILENT if missing.get(part, {}).get("answer") == "unavailable" else NOTHING


def _staff(staff: Mapping[str, Any]) -> str:
    low, high = staff["from"], staff["to"]
    quarter = {"quarter": staff["quarter"], "year": staff["year"]}
    when = gettext("quarter %(quarter)s of %(year)s") % quarter
    if low is None:
        return gettext("not known (%(when)s)") % {"when": when}
    if high is None:
        return gettext("%(low)s or more (%(when)s)") % {"low": low, "when": when}
    return gettext("%(low)s to %(high)s (%(when)s)") % {"low": low, "high": high, "when": when}


def _accounts(year: Mapping[str, Any]) -> str:
    parts = (
        ("headcount", gettext("staff (full-time)"), _plain),
        ("turnover", gettext("turnover"), _euro),
        ("balance_total", gettext("balance sheet total"), _euro),
    )
    return "; ".join(
        f"{label} {show(year[name]) if year[name] is not None else gettext('not stated')}"
        for name, label, show in parts
    )


def proposed_size(facts: Facts) -> str | None:
    """The size the sources settle; None where they do not."""
    proposal = facts.get("size") or {"settled": False}
    return proposal["category"] if proposal["settled"] else None


def _proposed(size: Mapping[str, Any]) -> Shown:
    if size["settled"]:
        return dict(SIZES)[size["category"]]
    asked = gettext(" and ").join(str(ASKED[name]) for name in size["ask"])
    return gettext("Not settled: we ask you for %(what)s.") % {"what": asked}


def _plain(hundredths: str) -> str:
    return show_euro(parse_euro(hundredths)).removeprefix("€").strip()


def _euro(amount: str) -> str:
    return show_euro(parse_euro(amount))
