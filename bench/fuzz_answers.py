"""Answers of MAGDA to spoil, and how they are spoiled: by bytes, by texts and by elements."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from portefeuille.adapters.magda.requests import SERVICES
from tests.adapters.magda import made

LONGEST: Final = 40_000
"""Bytes; the accounts of a real filing are cut to this, with a few of their lines."""

HOSTILE: Final = (
    b"",
    b" ",
    b"9999-12-31",
    b"0000-00-00",
    b"2026-02-30",
    b"9999999999999999999999999999",
    b"-1",
    b"1.5",
    b"1e9",
    b"NaN",
    "²".encode(),
    "１９９９９００１３８".encode(),
    b"&lt;",
    b"&#0;",
    b"&#x10FFFF;",
    b"&x;",
    b"<![CDATA[<]]>",
    b"<!-- -->",
    b"<?a b?>",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"\xff\xfe",
    b"\x00",
    b'"',
    b";",
    b"\r\n",
    b"xmlns:a='b'",
    b"x" * 5000,
    b"<a>" * 300,
)

_TEXT: Final = re.compile(rb">([^<>]{0,200})<")
_ELEMENT: Final = re.compile(rb"<(\w+)[^<>]*>")


@dataclass(frozen=True, slots=True)
class Seed:
    """An input as it should be; `target` is the service, by its place, or the mutation file."""

    target: int
    content: bytes


def seeds() -> list[Seed]:
    """Our own answers, and the real ones where PORTEFEUILLE_SAMPLES is set."""
    trouble = made.exception("30001") + made.exception("60006", "WAARSCHUWING")
    found = []
    for target, service in enumerate(SERVICES):
        inhoud = dict(made.CONTENTS)[service]
        found += [
            Seed(target, made.answer(service, inhoud=inhoud)),
            Seed(target, made.answer(service, inhoud=inhoud, third=trouble)),
            Seed(target, made.answer(service, third=made.exception("40046", "INFORMATIE"))),
            Seed(target, made.answer(service, second=trouble)),
            Seed(target, made.fault("99995 - Te veel gelijktijdige bevragingen")),
        ]
    line = ";".join(['"2026-03-02"', f'"{made.NUMBER}"', *['"x"'] * 87]) + "\n"
    found.append(Seed(len(SERVICES), line.encode() * 3))
    samples = os.environ.get("PORTEFEUILLE_SAMPLES")
    return found + (_real(Path(samples)) if samples else [])


def _real(samples: Path) -> list[Seed]:
    found = []
    for target, service in enumerate(SERVICES):
        for file in sorted((samples / "magda" / service.name).rglob("*.xml")):
            text = file.read_text("utf-8").strip()
            text = text.partition("?>")[2] if text.startswith("<?xml") else text
            head, _, rest = text.partition("</Element>")
            if rest:  # one line of the accounts is like another
                text = head + "</Element>" + rest[rest.rindex("</Elementen>") :]
            ours = rf"\g<1>{made.REFERENCE}<"
            text = re.sub(r"(<Antwoord>\s*<Referte>)[^<]*<", ours, text)
            found.append(Seed(target, made.enveloped(text)[:LONGEST]))
    mutations = samples / "vkbo-mutations" / "mutations.csv"
    found.append(Seed(len(SERVICES), mutations.read_bytes()[:4000]))
    return found


def spoil(content: bytes, random: Random) -> bytes:
    """The input with one to four things wrong."""
    for _ in range(random.randint(1, 4)):
        content = random.choice((_bytes, _text, _text, _element, _element))(content, random)
    return content[:LONGEST]


def _bytes(content: bytes, random: Random) -> bytes:
    start = random.randint(0, len(content))
    end = start + random.choice((0, 1, 1, 8, 60, 500))
    piece = random.choice((b"", content[start:end] * 2, random.randbytes(3), *HOSTILE))
    return content[:start] + piece + content[end:]


def _text(content: bytes, random: Random) -> bytes:
    found = _TEXT.search(content, random.randint(0, len(content)))
    if found is None:
        return content
    return content[: found.start(1)] + random.choice(HOSTILE) + content[found.end(1) :]


def _element(content: bytes, random: Random) -> bytes:
    """An element dropped, repeated, renamed, or moved to the front of its neighbours."""
    found = _ELEMENT.search(content, random.randint(0, len(content)))
    if found is None:
        return content
    closing = b"</" + found[1] + b">"
    end = content.find(closing, found.end())
    if end < 0:
        return content
    whole = content[found.start() : end + len(closing)]
    other = _ELEMENT.search(content, random.randint(0, len(content)))
    name = other[1] if other else b"a"
    instead = random.choice(
        (
            b"",
            whole * 2,
            b"<" + name + b">" + content[found.end() : end] + b"</" + name + b">",
            b"<" + found[1] + b"/>",
        )
    )
    return content[: found.start()] + instead + content[end + len(closing) :]
