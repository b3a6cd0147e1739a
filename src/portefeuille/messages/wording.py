"""From a text and its values to a mail: subject, plain text and HTML from one source.

A text stands in `texts/<language>/<kind>.txt`, a template of Django's without escaping. Its first
line is the subject. Then come blocks with an empty line between them: `# ` begins a heading,
`* ` an item of a list, `| label | value` a row of facts, `http` a link that stands alone; all
else is a paragraph. Values are data: each is put on one line, so none can begin a block.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine, Template

from portefeuille.core.law import Language
from portefeuille.core.show import NBSP

TEXTS: Final = Path(__file__).parent / "texts"

_STYLE: Final = "font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 1.4"


@dataclass(frozen=True, slots=True)
class Text:
    """A mail before it is addressed."""

    subject: str
    text: str
    html: str


def write(kind: str, language: Language, values: Mapping[str, Any]) -> Text:
    """The text of a kind in a language, with these values (already in the words of people)."""
    shown = Context(_on_one_line(values), autoescape=False)
    rendered = _template(kind, language).render(shown)
    subject, _, body = rendered.strip().partition("\n")
    blocks = [*_blocks(body), *_blocks(_template("footer", language).render(shown))]
    return Text(
        subject=subject.replace(NBSP, " ").strip(),
        text="\n\n".join(_plain(block) for block in blocks) + "\n",
        html=_page(subject.strip(), language, blocks),
    )


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(TEXTS)], autoescape=False, string_if_invalid="[%s?]")


@cache
def _template(kind: str, language: Language) -> Template:
    return _engine().get_template(f"{language}/{kind}.txt")


def _on_one_line(value: Any) -> Any:
    """The same values, with every run of white space in a text made one space."""
    if isinstance(value, str):
        kept = value.replace(NBSP, "\0")
        return " ".join(kept.split()).replace("\0", NBSP)
    if isinstance(value, Mapping):
        return {name: _on_one_line(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_on_one_line(inner) for inner in value]
    return value


Block = tuple[str, list[str]]


def _blocks(body: str) -> Iterator[Block]:
    """The blocks of a body: what they are, and their lines without the mark."""
    paragraphs = (list(lines) for blank, lines in groupby(body.split("\n"), _is_blank) if not blank)
    for lines in paragraphs:
        for kind, marked in groupby(lines, _kind_of):
            yield kind, [_unmarked(kind, line) for line in marked]


def _is_blank(line: str) -> bool:
    return not line.strip(" \t")


def _kind_of(line: str) -> str:
    marks = {"# ": "heading", "* ": "list", "| ": "facts"}
    if line.startswith("http"):
        return "link"
    return marks.get(line[:2], "paragraph")


def _unmarked(kind: str, line: str) -> str:
    return line.strip(" ") if kind in ("paragraph", "link") else line[2:].strip(" ")


def _fact(line: str) -> tuple[str, str]:
    label, _, value = line.partition(" | ")
    return label.strip(" "), value.strip(" ")


def _plain(block: Block) -> str:
    kind, lines = block
    match kind:
        case "heading":
            said = " ".join(lines)
            return f"{said}\n{'-' * len(said)}"
        case "list":
            return "\n".join(f"- {line}" for line in lines)
        case "facts":
            return "\n".join(f"{label}: {value}" for label, value in map(_fact, lines))
        case "link":
            return "\n".join(lines)
        case _:
            return " ".join(lines)


def _html(block: Block) -> str:
    kind, lines = block
    match kind:
        case "heading":
            return f"<h2>{escape(' '.join(lines))}</h2>"
        case "list":
            return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        case "facts":
            return _table([_fact(line) for line in lines])
        case "link":
            return "".join(f'<p><a href="{escape(line)}">{escape(line)}</a></p>' for line in lines)
        case _:
            return f"<p>{escape(' '.join(lines))}</p>"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><th scope="row" align="left">{escape(label)}</th><td>{escape(value)}</td></tr>'
        for label, value in rows
    )
    return f'<table cellpadding="4">{cells}</table>'


def _page(subject: str, language: Language, blocks: Sequence[Block]) -> str:
    body = "\n".join(_html(block) for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n"
        f'<body style="{_STYLE}">\n<h1>{escape(subject)}</h1>\n{body}\n</body></html>\n'
    )
