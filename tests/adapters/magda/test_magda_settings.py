"""The environment says how MAGDA is reached, wholly or not at all."""

import ssl
from pathlib import Path

import pytest

from portefeuille.adapters.magda import Magda, MagdaSettings, MagdaSettingsError, settings_from
from portefeuille.adapters.magda.transport import tls_of

PREFIX = "PORTEFEUILLE_MAGDA_"


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, str]:
    """A whole configuration; the files are there, what is in them is read later."""
    for name in ("own.pem", "own.key", "ca.pem"):
        (tmp_path / name).write_text("-")
    return {
        "ADDRESS": "https://magda.example.invalid/",
        "REPERTORIUM_ADDRESS": "https://repertorium.example.invalid/",
        "SENDER": "example.invalid/vouchers",
        "CAPACITY": "7001",
        "CERTIFICATE": str(tmp_path / "own.pem"),
        "KEY": str(tmp_path / "own.key"),
        "KEY_PASSWORD": "a secret",
        "CA": str(tmp_path / "ca.pem"),
        "SIGNATURE": "body",
        "PER_SECOND": "4",
        "DEADLINE": "12",
    }


def settings_in(given: dict[str, str]) -> MagdaSettings | None:
    return settings_from({PREFIX + name: value for name, value in given.items()})


def test_without_an_address_there_is_no_magda() -> None:
    assert settings_from({}) is None
    assert settings_in({"ADDRESS": " ", "SENDER": "x"}) is None


def test_all_of_it_is_read_and_the_password_is_not_shown(
    whole: dict[str, str], tmp_path: Path
) -> None:
    settings = settings_in(whole)
    assert settings == MagdaSettings(
        address="https://magda.example.invalid",
        repertorium_address="https://repertorium.example.invalid",
        sender="example.invalid/vouchers",
        capacity="7001",
        certificate=tmp_path / "own.pem",
        key=tmp_path / "own.key",
        key_password="a secret",  # noqa: S106
        authorities=tmp_path / "ca.pem",
        signature="body",
        per_second=4,
        deadline=12.0,
        read_timeout=12.0,
    )
    assert "a secret" not in repr(settings)


def test_little_is_needed_for_a_simulator() -> None:
    settings = settings_in({"ADDRESS": "http://127.0.0.1:8009", "SENDER": "x", "SIGNATURE": "none"})
    assert settings is not None
    assert settings.repertorium_address == "http://127.0.0.1:8009"
    assert settings.per_second < 10


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"SENDER": ""}, "SENDER"),
        ({"SENDER": "x" * 121}, "SENDER"),
        ({"CAPACITY": "x" * 25}, "CAPACITY"),
        ({"CERTIFICATE": ""}, "CERTIFICATE and PORTEFEUILLE_MAGDA_KEY"),
        ({"KEY": ""}, "KEY"),
        ({"KEY": "/nowhere/own.key"}, "KEY: expected a file"),
        ({"CERTIFICATE": "", "KEY": ""}, "SIGNATURE is body, which needs"),
        ({"CERTIFICATE": "", "KEY": "", "SIGNATURE": ""}, "SIGNATURE is wss, which needs"),
        ({"SIGNATURE": "both"}, "SIGNATURE"),
        ({"PER_SECOND": "0"}, "PER_SECOND"),
        ({"PER_SECOND": "many"}, "PER_SECOND"),
        ({"PER_SECOND": "²"}, "PER_SECOND"),
        ({"DEADLINE": "0"}, "DEADLINE"),
        ({"DEADLINE": "601"}, "DEADLINE"),
        ({"ADDRESS": "http://magda.example.invalid"}, "ADDRESS: expected https"),
        ({"ADDRESS": "magda.example.invalid"}, "ADDRESS"),
        ({"ADDRESS": "https://"}, "ADDRESS"),
        ({"ADDRESS": "https://[::1"}, "ADDRESS"),
        ({"REPERTORIUM_ADDRESS": "http://10.0.0.1"}, "ADDRESS"),
    ],
    ids=str,
)
def test_half_a_configuration_is_named(
    whole: dict[str, str], change: dict[str, str], names: str
) -> None:
    with pytest.raises(MagdaSettingsError, match=names):
        settings_in({**whole, **change})


def test_nothing_older_than_tls_1_2_is_spoken() -> None:
    settings = settings_in({"ADDRESS": "https://a.invalid", "SENDER": "x", "SIGNATURE": "none"})
    assert settings is not None
    context = tls_of(settings)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    ("change", "names"),
    [({}, "CERTIFICATE"), ({"SIGNATURE": "none", "CERTIFICATE": "", "KEY": ""}, "CA")],
)
def test_files_that_hold_nothing_are_named_at_the_start(
    whole: dict[str, str], change: dict[str, str], names: str
) -> None:
    settings = settings_in({**whole, **change})
    assert settings is not None
    with pytest.raises(MagdaSettingsError, match=f"{PREFIX}{names}: cannot be read"):
        Magda(settings, lambda _: None)
