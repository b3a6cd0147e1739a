"""The sentences of the rules: `rules.yaml`, dated, in Dutch and in English."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from portefeuille.core.periods import Dated
from portefeuille.core.rules import RULES
from portefeuille.law.dated import Sources, in_order, source_names, texts
from portefeuille.law.place import Place

RuleTimeline = tuple[Dated[dict[str, Any]], ...]

KINDS = ("formal", "content")
UNITS = ("days", "euro", "share", "points", "day", "period", "situation", "word")
UNKNOWNS = ("pass", "block")
MAY_NAME = ("value", "limit", "grant", "rate", "file_before")
SENTENCES = ("title", "holds", "fails", "left-out", "law-unknown", "remedy")
ALWAYS = ("title", "holds")


def read_rules(
    place: Place, sources: Sources
) -> tuple[dict[str, RuleTimeline], dict[str, Mapping[str, str]]]:
    """Every rule's versions by name, and the words that values are shown in."""
    fields = place.fields(("words", "rules"), ("not-asked",))
    not_asked = _not_asked(fields["not-asked"]) if "not-asked" in fields else set()
    rules = {}
    for name, at, rule in fields["rules"].items():
        _is_rule(name, at)
        if name in not_asked:
            raise at.wrong(f"{name!r} stands under not-asked too", "a rule in one of the two")
        rules[name] = _versions(rule, sources)
    for name in sorted(set(RULES) - set(rules) - not_asked):
        raise fields["rules"].wrong(
            f"the rule {name!r} has no sentences", "an entry, or its name under not-asked"
        )
    return rules, {word: texts(text) for word, _, text in fields["words"].items()}


def _not_asked(place: Place) -> set[str]:
    """The rules that the scheme leaves out, and says so."""
    for row in place.rows():
        _is_rule(row.text(), row)
    return {row.text() for row in place.rows()}


def _is_rule(name: str, at: Place) -> None:
    if name not in RULES:
        raise at.wrong(f"{name!r} is not a rule", f"one of {', '.join(sorted(RULES))}")


def _versions(place: Place, sources: Sources) -> RuleTimeline:
    fields = place.fields(("kind", "unit", "unknown", "versions"))
    fixed = {
        "kind": fields["kind"].one_of(KINDS),
        "unit": fields["unit"].one_of(UNITS),
        "unknown": fields["unknown"].one_of(UNKNOWNS),
    }
    entries = []
    for row in fields["versions"].rows():
        version = row.fields(("from", "source", "nl", "en"))
        names = source_names(version["source"], sources)
        spoken = {language: _sentences(version[language]) for language in ("nl", "en")}
        entries.append(
            Dated(
                version["from"].day(),
                {
                    **fixed,
                    "source": {
                        language: "; ".join(sources[name][language] for name in names)
                        for language in spoken
                    },
                    **{
                        sentence.replace("-", "_"): {
                            language: spoken[language][sentence] for language in spoken
                        }
                        for sentence in SENTENCES
                    },
                },
            )
        )
    return in_order(fields["versions"], entries)


def _sentences(place: Place) -> dict[str, str]:
    fields = place.fields(ALWAYS, tuple(name for name in SENTENCES if name not in ALWAYS))
    for sentence in fields.values():
        for _, name, _, _ in _parsed(sentence):
            if name is not None and name not in MAY_NAME:
                expected = ", ".join(f"{{{known}}}" for known in MAY_NAME)
                raise sentence.wrong(f"{{{name}}} is not known to a sentence", f"one of {expected}")
    return {name: fields[name].text() if name in fields else "" for name in SENTENCES}


def _parsed(sentence: Place) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(sentence.text()))
    except ValueError as error:
        raise sentence.wrong(str(error), "each { closed by a }") from None
