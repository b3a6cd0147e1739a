"""The demo register is read from Open Data and from what is told besides; what is wrong is said."""

import shutil
from pathlib import Path

import pytest

from portefeuille import samples
from portefeuille.adapters.magda.simulator import Register
from tests.adapters.magda_simulator.asking import BAKERY, register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(samples.MAGDA, tmp_path / "magda"))


def test_open_data_is_told_once() -> None:
    """What an extract has stands in no YAML: only a name's history is worth telling again."""
    bakery = register().enterprise(BAKERY)
    assert bakery is not None
    assert [form.code for form in bakery.forms] == ["610"]
    assert [place.number for place in bakery.establishments] == ["2999000171"]
    beyond = (samples.MAGDA / "beyond-open-data.yaml").read_text("utf-8")
    for key in ("forms:", "establishments:", "activities:", "kind: 2", "start:"):
        assert key not in beyond


def test_every_belgian_address_has_the_code_of_its_municipality() -> None:
    addresses = [
        address
        for one in register()
        for address in (*one.seats, *(it for place in one.establishments for it in place.addresses))
    ]
    assert len(addresses) > 30
    assert {address.country for address in addresses if not address.nis} == {"Nederland"}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('"1999900171": {headcount: 3}', "headcount"),
        ('"1999900171": {forms: [{code: "610"}]}', "forms"),
        ('"1999909978": {kind: "2"}', "start"),
        ('"1999900171": {names: [{text: A, language: nl}]}', "kind"),
        ('"1999900171": {accounts: [{year: 2025, scheme: "07", filed: 2026-01-01}]}', "values"),
    ],
)
def test_what_is_told_wrong_names_the_file_and_the_enterprise(
    folder: Path, told: str, said: str
) -> None:
    (folder / "wrong.yaml").write_text(told, "utf-8")
    with pytest.raises(ValueError, match=f"wrong.yaml, 19999.*{said}"):
        Register.read(samples.KBO, folder)
