"""`make screenshots [TO=folder]`: a picture of every page, and one sheet to look at them all.

The pages are those of `tools/world.py`, in Dutch, at 1280 and 360 pixels, and those of the
entrepreneur in English and in the dark as well. Nothing is compared: people look.
"""

import html
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, sync_playwright

import tests.conftest  # noqa: F401 (sets Django up as the tests have it)
from portefeuille.adapters.postgres import Server
from portefeuille.config.owner import migrate
from tests.databases import Cluster, django_in
from tests.web.conftest import QUIET, chromium
from tests.web.counter import Counter, running_counter
from tools.world import Place, make_world

LOOKS: Final[dict[str, tuple[str, int, dict[str, Any]]]] = {
    "nl-1280": ("", 1280, {}),
    "nl-360": ("", 360, {}),
    "en-1280": ("/en", 1280, {}),
    "nl-dark": ("", 1280, {"color_scheme": "dark"}),
}


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="portefeuille-screens-"))
    server = Server(place / "data")
    endpoint = server.ensure_running()
    cluster = Cluster(endpoint.owner_url, endpoint.app_url)
    scratch = cluster.create("template0")
    try:
        with (
            django_in(scratch),
            pytest.MonkeyPatch.context() as patch,
            sync_playwright() as playwright,
        ):
            migrate(scratch.owner_url)
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            with running_counter(scratch, browser, patch) as counter:
                places = make_world(counter.now)
                for look in LOOKS:
                    _take(counter, places, look, folder)
        _sheet(places, folder)
    finally:
        server.wipe()
        shutil.rmtree(place, ignore_errors=True)
    sys.stdout.write(f"{len(places)} pages, {len(LOOKS)} looks: {folder / 'index.html'}\n")


def _take(counter: Counter, places: list[Place], look: str, folder: Path) -> None:
    prefix, width, how = LOOKS[look]
    pages: dict[str | None, Page] = {}
    for place in places:
        if place.persona not in pages:
            pages[place.persona] = counter.page(place.persona, **how)
            pages[place.persona].set_viewport_size({"width": width, "height": 900})
        page = pages[place.persona]
        page.goto(f"{counter.address}{prefix}{place.address}")
        page.screenshot(path=folder / f"{place.name}.{look}.png", full_page=True)


def _sheet(places: list[Place], folder: Path) -> None:
    rows = "".join(
        f"<h2>{html.escape(place.name)}</h2><p>{html.escape(place.address)}</p><div>"
        + "".join(f'<img src="{place.name}.{look}.png" alt="{look}">' for look in LOOKS)
        + "</div>"
        for place in places
    )
    style = "div{display:flex;gap:1rem;align-items:flex-start;overflow-x:auto}img{width:420px}"
    page = f"<!DOCTYPE html><meta charset=utf-8><title>Pages</title><style>{style}</style>{rows}"
    (folder / "index.html").write_text(page, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
