"""The lists of a scheme: themes, legal forms, sectors, excluded and listed content.

A list is dated like any value. `complete: false` says that it was not published in full: then
being absent from it proves nothing, and no rule refuses on it.
"""

from collections.abc import Mapping
from typing import Any

from portefeuille.core.law import slug
from portefeuille.law.dated import ABOUT, Shape, Sources, Timeline, in_order, provision, texts
from portefeuille.law.place import Place


def theme_lists(place: Place, sources: Sources) -> Timeline:
    """The theme lists of every era; a code is the slug of the Dutch label."""
    rows = place.fields(("lists",))["lists"]
    entries = []
    for row in rows.rows():
        fields = row.fields((*ABOUT, "complete", "themes"), ("note",))
        themes = [_theme(theme) for theme in fields["themes"].rows()]
        _refuse_double(fields["themes"], [theme["code"] for theme in themes])
        value = {"complete": fields["complete"].flag(), "list": themes}
        entries.append(provision(fields, value, sources))
    return in_order(rows, entries)


def theme_codes(lists: Timeline) -> frozenset[str]:
    """Every code of a theme or a topic that stood in a list of any era."""
    codes: set[str] = set()
    for dated in lists:
        for theme in dated.value.value["list"]:
            codes.add(theme["code"])
            codes.update(topic["code"] for topic in theme["topics"])
    return frozenset(codes)


def code_lists(place: Place, sources: Sources, extra: Mapping[str, Shape]) -> Timeline:
    """Dated lists of codes with their labels; `extra` names further fields and their shapes."""
    entries = []
    for row in place.rows():
        fields = row.fields((*ABOUT, "complete", "codes", *extra), ("note",))
        value = {
            "complete": fields["complete"].flag(),
            "codes": {code: label.text() for code, _, label in fields["codes"].items()},
            **{name: shape(fields[name]) for name, shape in extra.items()},
        }
        entries.append(provision(fields, value, sources))
    return in_order(place, entries)


def codes_by_version(place: Place, sources: Sources) -> Timeline:
    """Dated lists of codes of a nomenclature, each under the year of its version."""
    entries = []
    for row in place.rows():
        fields = row.fields((*ABOUT, "complete", "versions"), ("note",))
        versions = {}
        for year, at, codes in fields["versions"].items():
            at.count()
            versions[year] = {code: label.text() for code, _, label in codes.items()}
        value = {"complete": fields["complete"].flag(), "versions": versions}
        entries.append(provision(fields, value, sources))
    return in_order(place, entries)


def _theme(place: Place) -> dict[str, Any]:
    fields = place.fields(("nl", "en"), ("topics",))
    label = {"nl": fields["nl"].text(), "en": fields["en"].text()}
    code = slug(label["nl"])
    topics: list[dict[str, Any]] = []
    for topic in fields["topics"].rows() if "topics" in fields else []:
        topic_label = texts(topic)
        topics.append({"code": f"{code}/{slug(topic_label['nl'])}", "label": topic_label})
    _refuse_double(place, [topic["code"] for topic in topics])
    return {"code": code, "label": label, "topics": topics}


def _refuse_double(place: Place, codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise place.wrong(f"two labels give the code {code!r}", "each theme once")
