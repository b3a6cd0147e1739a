"""The design system is the one that was compiled, without what only gov.uk may use."""

import hashlib
import json
import re
from pathlib import Path

import portefeuille.web

STATIC = Path(portefeuille.web.__file__).parent / "static"
FRONTEND = Path(__file__).parents[2] / "tools" / "frontend"
VERSION = json.loads((FRONTEND / "package.json").read_text())["dependencies"]["govuk-frontend"]
VENDORED = STATIC / "vendor" / f"govuk-frontend-{VERSION}"


def test_every_vendored_file_is_the_one_that_was_compiled():
    sums = dict(line.split()[::-1] for line in (VENDORED / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {file.name for file in VENDORED.iterdir()} - {"SHA256SUMS"}
    for name, expected in sums.items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == expected, name


def test_no_stylesheet_asks_for_a_font_an_image_or_another_host():
    for sheet in (VENDORED / "govuk.css", STATIC / "portefeuille.css"):
        assert not re.search(r"url\(|@font-face|@import|sourceMappingURL", sheet.read_text()), sheet


def test_nothing_of_the_crown_is_in_the_styles():
    css = (VENDORED / "govuk.css").read_text()
    assert not re.search(r"GDS Transport|crest|govuk-header__|govuk-footer__", css)


def test_the_licence_of_the_design_system_comes_along():
    licence = (VENDORED / "LICENSE.txt").read_text()
    assert "MIT License" in licence
    assert "Crown Copyright (Government Digital Service)" in licence


def test_versions_of_the_design_system_are_exact():
    package = json.loads((FRONTEND / "package.json").read_text())
    for version in (package["dependencies"] | package["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
