"""The figures there are: every file of `definitions` that has one."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from portefeuille.core.law import Text
from portefeuille.figures import definitions
from portefeuille.figures.values import Figure

SOURCE: Final[Text] = {
    "nl": "aanvragen en beslissingen zoals opgeslagen in deze toepassing",
    "en": "applications and decisions as stored in this application",
}


def _found() -> Iterator[Figure]:
    for module in iter_modules(definitions.__path__, f"{definitions.__name__}."):
        figure = getattr(import_module(module.name), "FIGURE", None)
        if figure is not None:
            yield figure


_BY_NAME: Final = {figure.name: figure for figure in _found()}


def names() -> tuple[str, ...]:
    """The names of all figures."""
    return tuple(_BY_NAME)


def figure(name: str) -> Figure:
    """The figure of a name; KeyError where there is none."""
    return _BY_NAME[name]
