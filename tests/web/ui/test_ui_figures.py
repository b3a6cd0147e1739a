"""An analyst narrows figures and takes the file, without scripts; in the dark it reads too."""

import csv
import io

from tests.applications.nine import nine_applications
from tests.web.looking import follow, touch, violations


def test_ui_an_analyst_narrows_a_view_without_scripts_and_downloads_exactly_that(counter):
    nine_applications()
    page = counter.page("beleid", java_script_enabled=False)
    assert page.url.endswith("/kantoor/cijfers")
    follow(page.get_by_role("link", name="Waarover gaan de projecten?"))
    assert page.locator("h1").inner_text().startswith("Van de 8 goedgekeurde projecten")
    page.get_by_label("Kwartaal").select_option("2")
    follow(page.get_by_role("button", name="Toon"))
    assert "kwartaal=2" in page.url
    cells = page.locator("table tbody td").all_inner_texts()
    assert cells[0] == "3"
    picture = page.locator("figure img")
    assert picture.evaluate("image => image.naturalWidth") > 400
    with page.expect_download() as awaited:
        touch(page.get_by_role("link", name="CSV (voor programma's)"))
    assert awaited.value.suggested_filename == (
        "kmop_thema_2026-04-01_2026-06-30_v20261122T1000.csv"
    )
    text = awaited.value.path().read_text("utf-8")
    line = next(iter(csv.DictReader(io.StringIO(text))))
    assert [line["approved"], line["theme"]] == ["3", "Innovatie"]
    dark = counter.page("beleid", color_scheme="dark")
    dark.goto(page.url)
    assert violations(dark) == []
