"""The words of a size's working: `size-words.yaml`, in Dutch and in English, for every scheme.

They are no part of a scheme's law, and of no decision: a working is told when somebody asks
for it, from the figures and the law of the decision.
"""

from functools import cache
from pathlib import Path
from string import Formatter

from portefeuille.core.size.telling import MAY_NAME, SizeWords
from portefeuille.law.dated import texts
from portefeuille.law.place import Place, read_yaml


@cache
def size_words() -> SizeWords:
    """The words that ship with the project."""
    return read_size_words(Path(__file__).parent / "size-words.yaml")


def read_size_words(path: Path) -> SizeWords:
    """The words of a file; LawError where one is missing, or names what it is not given."""
    fields = read_yaml(path).fields(tuple(MAY_NAME))
    for name, place in fields.items():
        for said in place.fields(("nl", "en")).values():
            _names_what_it_is_given(said, MAY_NAME[name])
    return {name: texts(place) for name, place in fields.items()}


def _names_what_it_is_given(said: Place, given: tuple[str, ...]) -> None:
    try:
        named = {name for _, name, _, _ in Formatter().parse(said.text()) if name is not None}
    except ValueError as error:
        raise said.wrong(str(error), "each { closed by a }") from None
    for name in sorted(named - set(given)):
        expected = ", ".join(f"{{{known}}}" for known in given) or "a sentence without { }"
        raise said.wrong(f"{{{name}}} is not known to this sentence", expected)
