"""What differs between two documents of the law, value by value, and what happened to each.

A document is walked from the top. Where a name is known (`names`) the value is compared
as one thing; what nobody named is followed down to its last leaf. So nothing that differs is
passed over: each leaf lies at or below the path of a `Happening`.

What can happen: `begins`, `ends`, `unknown`, `known`, `changed`, `on`, `off`, `added`, `removed`,
`limited`, `opened`, `plus`, `themes`, `themes-added`, `themes-removed`, `services-added`,
`services-removed`, `emptied`, `completed`, `incomplete`, `not-found`, `relabelled`, `reordered`,
`replaced`, `with-topics`, `topics-added`, `topics-removed`, `reworded`; to a rule or a case of
stopping also `rule-begins`, `rule-ends`, `judged`, `resourced` and `rewritten`; to a last day
`moved` and `over`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portefeuille.core.lawbook.lists import in_list, in_themes
from portefeuille.core.lawbook.names import Naming
from portefeuille.core.lawbook.words import Wording, raises

Words = Mapping[str, str]

ABSENT: Final = object()
NOT_LAW: Final = ("scheme", "first_day")
SPOKEN: Final = ("rules", "stops")
MOVES: Final = "moved-last-days"

_JUDGING: Final = ("kind", "unknown")
_ALONE: Final = ("share", "euro", "days", "text")
_LISTS: Final = ("codes", "versions")
_FRAMED: Final = ("bounds", "state-aid", "choice")


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not the same in two documents: where it stands, what it was and is.

    `before` or `after` is ABSENT where the document does not have it.
    """

    path: tuple[str, ...]
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The name of the value, such as "rate.small"."""
        return name_of(self.path)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a value: its kind, what a sentence may name, and its lines."""

    kind: str
    words: Words
    items: tuple[str, ...] = ()


_NOTHING: Final = {"plus": "0.00", "themes": (), "services": ()}
"""A higher rate that adds nothing."""

_SAME: Final = Happening("reworded", {})
"""What is written in another way, and says the same."""


def name_of(path: tuple[str, ...]) -> str:
    """The name of what stands at a path of the document."""
    return ".".join(path[1:] if path[0] == "values" else path)


def differences(was: Wording, now: Wording) -> Iterator[Difference]:
    """Every value that differs between the two documents, in the order of the document."""
    yield from _below((), was.document, now.document, now)


def _below(path: tuple[str, ...], before: Any, after: Any, now: Wording) -> Iterator[Difference]:
    if before == after:
        return
    parted = isinstance(before, Mapping) and isinstance(after, Mapping)
    if not path or (parted and not _is_one(path, now)):
        for name in dict.fromkeys((*before, *after)):
            if path or name not in NOT_LAW:
                here = (*path, name)
                yield from _below(here, before.get(name, ABSENT), after.get(name, ABSENT), now)
    elif ABSENT in (before, after) and not _is_one(path, now) and _mapping(before, after):
        for name in _mapping(before, after):
            old, new = (_inside(part, name) for part in (before, after))
            yield from _below((*path, name), old, new, now)
    else:
        yield Difference(path, before, after)


def _inside(part: Any, name: str) -> Any:
    return part[name] if isinstance(part, Mapping) else part


def _is_one(path: tuple[str, ...], now: Wording) -> bool:
    """Whether what stands here is compared as one thing."""
    if path[0] in SPOKEN:
        return len(path) > 1
    return now.names.naming(name_of(path)) is not None


def _mapping(before: Any, after: Any) -> Mapping[str, Any]:
    found = after if before is ABSENT else before
    return found if isinstance(found, Mapping) else {}


def happenings(difference: Difference, was: Wording, now: Wording) -> list[Happening]:
    """What happened to a value; never nothing."""
    top, before, after = difference.path[0], difference.before, difference.after
    if top == MOVES:
        return _moved(before, after, was, now)
    if top in SPOKEN and len(difference.path) == 2:
        return _spoken(before, after, now)
    naming = now.names.naming(difference.name)
    if naming is None:
        return [Happening("changed", {"before": _raw(before, was), "after": _raw(after, now)})]
    if naming.shown == "raise":  # one that the law does not have adds nothing
        old, new = (_NOTHING if value is ABSENT else value for value in (before, after))
        return _raised(old, new, was, now)
    absent = (ABSENT, None) if naming.shown in _LISTS else (ABSENT,)
    if before in absent:
        return _begun("begins", naming, after, now)
    if after in absent:
        return _begun("ends", naming, before, was)
    found = _in_form(naming, before, after, was, now)
    shown = {"before": was.show(naming, before).text, "after": now.show(naming, after).text}
    return found or [Happening("changed", shown)]


def _in_form(
    naming: Naming, before: Any, after: Any, was: Wording, now: Wording
) -> list[Happening]:
    """What happened to a value that both documents have; empty where nothing special did."""
    if naming.shown in _LISTS:
        return [Happening(*one) for one in in_list(naming.shown, before, after, was, now)]
    if naming.shown == "theme-list":
        return [Happening(*one) for one in in_themes(before, after, was, now)]
    plain = {"before": was.plain(naming.shown, before), "after": now.plain(naming.shown, after)}
    if naming.shown in _FRAMED:
        plain = {"before": was.show(naming, before).text, "after": now.show(naming, after).text}
    if after is None:
        return [Happening("unknown", plain)]
    if before is None:
        return [Happening("known", plain)]
    if naming.shown == "flag":
        return [Happening("on" if after else "off", {})]
    if naming.shown in _ALONE:
        return [Happening("changed", plain)]
    if before == "all":
        return [Happening("limited", {"after": now.listed(after)})]
    if after == "all":
        return [Happening("opened", {"before": was.listed(before)})]
    return [] if naming.shown in _FRAMED else _more_or_less("", before, after, was, now)


def _more_or_less(
    prefix: str, before: list[str], after: list[str], was: Wording, now: Wording
) -> list[Happening]:
    """What came to a list of words and what went from it."""
    changes = (
        ("added", now.listed(code for code in after if code not in before)),
        ("removed", was.listed(code for code in before if code not in after)),
    )
    rest = {"before": was.listed(before), "after": now.listed(after) or now.said("none")}
    found = [Happening(f"{prefix}{kind}", {"what": what, **rest}) for kind, what in changes if what]
    return found or [Happening("reordered", {})]


def _begun(kind: str, naming: Naming, value: Any, words: Wording) -> list[Happening]:
    """A value that the law had not, or has no longer."""
    shown = words.show(naming, value)
    if kind == "begins" and shown.unknown and naming.shown in _LISTS:
        return [Happening("not-found", {})]
    items = tuple(item.label for item in shown.items)
    filled = {"after": shown.text, "before": shown.text, "count": words.number(len(items))}
    filled["what"] = words.join(items)
    return [Happening(kind, filled, items)]


def _raised(
    before: Mapping[str, Any], after: Mapping[str, Any], was: Wording, now: Wording
) -> list[Happening]:
    """What happened to the points that are added for some themes and services."""
    filled = now.raised(after)
    if not raises(after):
        return [Happening("ends", was.raised(before)) if raises(before) else _SAME]
    themes, services = (set(before[part]) != set(after[part]) for part in ("themes", "services"))
    if before["plus"] == after["plus"] and not themes and not services:
        return [Happening("reordered", {})]
    if after["plus"] is None:
        return [Happening("unknown", filled)]
    if not raises(before):
        return [Happening("begins", filled)]
    found = []
    if before["plus"] is None:
        found.append(Happening("known", filled))
    elif before["plus"] != after["plus"]:
        found.append(Happening("plus", filled | {"before": was.raised(before)["rates"]}))
    if themes:
        found.append(Happening("themes", filled | {"before": was.listed(before["themes"])}))
    if services:
        pair = before["services"], after["services"]
        parts = _more_or_less("services-", *pair, was, now)
        found += [Happening(one.kind, {**filled, **one.words}) for one in parts]
    return found


def _spoken(before: Any, after: Any, now: Wording) -> list[Happening]:
    """What happened to a rule or a case of stopping: its place in the law, or its words."""
    language = now.language
    if before is ABSENT or after is ABSENT:
        there = after if before is ABSENT else before
        kind = "rule-begins" if before is ABSENT else "rule-ends"
        return [Happening(kind, {"title": there["title"][language]})]
    title = {"title": after["title"][language]}
    found = [
        Happening(
            "judged",
            title
            | {"before": now.said(f"{part}-{before[part]}"),
               "after": now.said(f"{part}-{after[part]}")},
        )
        for part in _JUDGING
        if before.get(part) != after.get(part)
    ]  # fmt: skip
    changed = {part for part in (*before, *after) if before.get(part) != after.get(part)}
    worded, sourced = bool(changed - {*_JUDGING, "source"}), "source" in changed
    if worded or sourced:
        kind = "rewritten" if worded and sourced else "reworded" if worded else "resourced"
        found.append(Happening(kind, title))
    return found


def _moved(before: Any, after: Any, was: Wording, now: Wording) -> list[Happening]:
    """Last days that moved to a later day, and moves that are over."""
    old, new = [() if moves is ABSENT else moves for moves in (before, after)]
    found = [Happening("moved", _move(move, now)) for move in new if move not in old]
    found += [Happening("over", _move(move, was)) for move in old if move not in new]
    return found or [Happening("reordered", {})]


def _move(move: Mapping[str, str], words: Wording) -> Words:
    days = {name: words.plain("day", move[name]) for name in ("first", "last", "until")}
    naming = words.names.naming(move["limit"])
    return {**days, "title": words.title(naming, move["limit"])}


def _raw(value: Any, words: Wording) -> str:
    """A value that nobody named, as it stands in the document."""
    if value is ABSENT:
        return words.said("nothing")
    if isinstance(value, Mapping) and set(value) == {"nl", "en"}:
        return str(value[words.language])
    return words.said("unknown") if value is None else str(value)
