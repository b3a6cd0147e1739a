"""A question as Markdown: what a member wrote reads as text, and what answers it stands under it.

    ---
    title: Kmo-portefeuille - Benutting
    document: Schriftelijke vraag nr. 835 …
    ---

    ## 1

    Maakt iedere kmo gebruik van deze portefeuille?

    ```yaml
    figure: enterprises-by-size
    where: {year: 2019}
    ```

It becomes the same plain values as the YAML file; `questionfile` judges both.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from portefeuille.figures.answers.questionfile import QuestionError

_FRONT: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING: Final = re.compile(r"^##[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_FENCE: Final = re.compile(r"^```ya?ml[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)


def from_markdown(text: str, parse: Callable[[str], Any]) -> dict[str, Any]:
    """The plain values of a question in Markdown; `parse` reads its YAML.

    QuestionError where it has no head, or text before its first sub-question.
    """
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    head = parse(front[1]) if front else None
    if front is None or not isinstance(head, dict):
        raise QuestionError("the file begins with a head between two lines of ---: title, document")
    before, *pieces = _HEADING.split(text[front.end() :])
    if before.strip():
        raise QuestionError(f"{before.strip().splitlines()[0]!r} stands under no heading (## 1)")
    numbers, bodies = pieces[::2], pieces[1::2]
    return {**head, "questions": [_asks(*one, parse) for one in zip(numbers, bodies, strict=True)]}


def _asks(number: str, body: str, parse: Callable[[str], Any]) -> dict[str, Any]:
    answers = [parse(fence) or {} for fence in _FENCE.findall(body)]
    if wrong := [one for one in answers if not isinstance(one, dict)]:
        raise QuestionError(f"question {number}: {wrong[0]!r} is not names with values")
    words = " ".join(line.lstrip("> ") for line in _FENCE.sub("", body).split("\n")).split()
    first = answers[0] if answers else {}
    more = [*first.get("figures", []), *answers[1:]]
    asks = {"number": number, "words": " ".join(words), **first}
    return {**asks, "figures": more} if more else asks
