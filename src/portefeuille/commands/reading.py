"""Reads a file that somebody wrote in YAML or JSON, and leaves days as they were written.

PyYAML makes a date of a day, and ends without a place on one that does not exist (2024-02-30).
Here a day stays text: the reader of the dossier says which field is wrong, and why.
"""

from typing import Any, TextIO

import yaml


class Unreadable(ValueError):
    """A file that is no YAML, with what its reader said about it."""


class _Loader(yaml.CSafeLoader):
    """The safe loader without its days."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def read(file: TextIO) -> Any:
    """What the file holds, as plain values; Unreadable with its name where it holds no YAML."""
    try:
        return yaml.load(file, Loader=_Loader)  # noqa: S506 - a safe loader, with less in it
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(f"{getattr(file, 'name', 'text')}: {error}") from None
