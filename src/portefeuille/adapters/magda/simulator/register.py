"""The demo register: invented enterprises, from an extract of Open Data and what it leaves out.

`Register.read(open_data, folder)` takes the extract first, so that what it tells is told once;
the YAML files in the folder say the rest, and describe enterprises of which the extract holds
nothing. The file `nis-codes.yaml` there gives the NIS code of a municipality by postcode.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import yaml

from portefeuille.adapters.magda.simulator.described import described, over_open_data
from portefeuille.adapters.magda.simulator.enterprises import Address, Enterprise, Establishment
from portefeuille.adapters.magda.simulator.open_data import read_open_data

NIS_CODES: Final = "nis-codes.yaml"


class Register:
    """Enterprises by number; an establishment is found by its own."""

    def __init__(self, enterprises: Iterable[Enterprise]) -> None:
        self._enterprises = {one.number: one for one in enterprises}
        self._establishments: dict[str, Enterprise] = {}
        for one in self._enterprises.values():
            for place in one.establishments:  # a stand-in has those of the first one, after it
                self._establishments.setdefault(place.number, one)

    @classmethod
    def read(cls, open_data: Path, folder: Path) -> "Register":
        """The register in these two folders; KeyError or ValueError where one is wrong."""
        enterprises = read_open_data(open_data)
        for place, number, told in _documents(folder):
            known = enterprises.get(number)
            try:
                enterprises[number] = (
                    described(number, told) if known is None else over_open_data(known, told)
                )
            except (KeyError, TypeError) as error:
                raise ValueError(f"{place}, {number}: {error!r}") from error
        nis = yaml.safe_load((folder / NIS_CODES).read_text("utf-8"))
        return cls(_with_nis(one, nis) for one in enterprises.values())

    def __iter__(self) -> Iterator[Enterprise]:
        return iter(self._enterprises.values())

    def enterprise(self, number: str) -> Enterprise | None:
        """The enterprise of that number."""
        return self._enterprises.get(number)

    def establishment(self, number: str) -> tuple[Enterprise, Establishment] | None:
        """The establishment of that number, with its enterprise."""
        enterprise = self._establishments.get(number)
        if enterprise is None:
            return None
        return enterprise, next(it for it in enterprise.establishments if it.number == number)

    def with_stand_ins(self, numbers: Iterable[str]) -> "Register":
        """This register, and its first enterprise once more under each of these numbers."""
        first = next(iter(self._enterprises.values()))
        stand_ins = [replace(first, number=number) for number in numbers]
        return Register([*self._enterprises.values(), *stand_ins])


def _documents(folder: Path) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """File, number and description of each enterprise that is described in the folder."""
    for file in sorted(folder.glob("*.yaml")):
        if file.name != NIS_CODES:
            for number, told in yaml.safe_load(file.read_text("utf-8")).items():
                yield file.name, number, told


def _with_nis(enterprise: Enterprise, nis: Mapping[str, str]) -> Enterprise:
    def coded(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
        return tuple(replace(one, nis=nis.get(one.postcode or "")) for one in addresses)

    places = (replace(one, addresses=coded(one.addresses)) for one in enterprise.establishments)
    return replace(enterprise, seats=coded(enterprise.seats), establishments=tuple(places))
