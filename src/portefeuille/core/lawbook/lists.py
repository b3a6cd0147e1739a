"""What happened to a list of the law: lines that came and went, and whether it is whole.

Each answer is a kind (`diff` lists them), the words a sentence may name, and the lines.
"""

from collections.abc import Mapping
from typing import Any

from portefeuille.core.lawbook.words import Item, Wording

Found = tuple[str, Mapping[str, str], tuple[str, ...]]
List = Mapping[str, Any]


def in_list(shown: str, before: List, after: List, was: Wording, now: Wording) -> list[Found]:
    """What happened to a list of codes."""
    old = {item.code: item for item in was.items(shown, before)}
    new = {item.code: item for item in now.items(shown, after)}
    found = _themes_of(before, after, was, now)
    if _emptied(old, new, after):
        return [*found, _lines("emptied", [*old.values()], was)]
    return [*found, *_came_and_went(old, new, was, now), *_wholeness(before, after)]


def in_themes(before: List, after: List, was: Wording, now: Wording) -> list[Found]:
    """What happened to the list of themes. Where most of it is new, it was replaced."""
    old = {item.code: item for item in was.items("theme-list", before)}
    new = {item.code: item for item in now.items("theme-list", after)}
    if _emptied(old, new, after):
        return [_lines("emptied", [*old.values()], was)]
    kept = [code for code in old if code in new]
    if old and new and 2 * len(kept) < len(old) + len(new) - len(kept):
        those = "those" if before["complete"] else "those-known"
        counts = {"before": was.said(those, count=was.number(len(old)))}
        counts["after"] = now.number(len(new))
        names = tuple(item.label for item in new.values())
        found: list[Found] = [("replaced", {**counts, "what": now.join(names)}, names)]
        topics = [item for item in new.values() if item.below]
        if topics and not any(item.below for item in old.values()):
            lines = tuple(f"{item.label} ({now.join(item.below)})" for item in topics)
            filled = {"count": now.number(len(topics)), "what": now.join(lines)}
            found.append(("with-topics", filled, lines))
    else:
        found = _came_and_went(old, new, was, now)
        for code in kept:
            found += _topics(old[code], new[code], now)
        if not found and [*old] != [*new]:
            found.append(("reordered", {}, ()))
    found += _wholeness(before, after)
    return found or [("reworded", {}, ())]  # what differs is in the other language, or a code


def _emptied(old: Mapping[str, Item], new: Mapping[str, Item], after: List) -> bool:
    """Whether a list that had lines has none, without being empty for sure."""
    return bool(old) and not new and not after["complete"]


def _came_and_went(
    old: Mapping[str, Item], new: Mapping[str, Item], was: Wording, now: Wording
) -> list[Found]:
    added = [item for code, item in new.items() if code not in old]
    removed = [item for code, item in old.items() if code not in new]
    relabelled = [
        item for code, item in new.items() if code in old and old[code].label != item.label
    ]
    found = []
    if added:
        found.append(_lines("added", added, now))
    if removed:
        found.append(_lines("removed", removed, was))
    if relabelled:
        found.append(_lines("relabelled", relabelled, now))
    return found


def _lines(kind: str, items: list[Item], words: Wording) -> Found:
    labels = tuple(item.label for item in items)
    return kind, {"what": words.join(labels)}, labels


def _topics(old: Item, new: Item, now: Wording) -> list[Found]:
    """Topics that came to a theme and went from it."""
    if set(old.below) == set(new.below):
        return [] if old.below == new.below else [("reordered", {}, ())]
    parts = (
        ("topics-added", [topic for topic in new.below if topic not in old.below]),
        ("topics-removed", [topic for topic in old.below if topic not in new.below]),
    )
    return [
        (kind, {"theme": new.label, "what": now.join(topics)}, tuple(topics))
        for kind, topics in parts
        if topics
    ]


def _themes_of(before: List, after: List, was: Wording, now: Wording) -> list[Found]:
    """Themes that a list came to hold for, or no longer holds for."""
    old, new = before.get("themes", ()), after.get("themes", ())
    came = now.listed(code for code in new if code not in old)
    went = was.listed(code for code in old if code not in new)
    found: list[Found] = [("themes-added", {"what": came}, ())] if came else []
    if went:
        found.append(("themes-removed", {"what": went}, ()))
    return found or ([("reordered", {}, ())] if old != new else [])


def _wholeness(before: List, after: List) -> list[Found]:
    """Whether all of a list is known now; one that holds for no theme leaves nothing out."""
    if before["complete"] == after["complete"] or after.get("themes") == []:
        return []
    known = bool(after.get("codes") or after.get("list") or after.get("versions"))
    kind = "completed" if after["complete"] else "incomplete" if known else "not-found"
    return [(kind, {}, ())]
