"""`portefeuille law`: show, diff and check, for people and for programs, with their exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portefeuille.commands.main import main
from tests.law import copied, edited

REFORM = str(Path(__file__).parent.parent.parent / "docs" / "examples" / "reform.yaml")


def law(*words: str) -> Result:
    return CliRunner().invoke(main, ["law", *words])


def said(*words: str) -> str:
    result = law(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    return str(result.stdout)


def one_line(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def document(*words: str) -> Any:
    return json.loads(said(*words, "--json"))


def refused(*words: str) -> str:
    result = law(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    return str(result.stderr).strip()


def test_show_prints_the_law_of_a_day_for_people() -> None:
    text = said("show", "--on", "2019-06-01")
    assert text.replace("\u00a0", " ").startswith("kmo-portefeuille. De wet op 1 juni 2019\n")
    assert max(len(line) for line in text.splitlines()) <= 100
    words = one_line(text)
    for part in (
        "Percentage voor een kleine onderneming: 40% van de kosten die in aanmerking komen"
        " sinds 1 april 2016; tot en met 30 november 2019; nagekeken op",
        "Lijst van thema's: 58 thema's. De lijst is volledig. - Gezondheidszorg",
        "✓ Je dient op tijd in.",
        "✗ Je dient te laat in:",
        "Op tijd ingediend (submitted-in-time): klopt dit niet, dan is de aanvraag niet"
        " ontvankelijk.",
        "Noot: De 58 namen waaronder alle 173.053 opleidingsdossiers",
        "Bron: MB 30 maart 2016 (numac 2016035752)",
    ):
        assert part in words, part


def test_show_speaks_english_too() -> None:
    words = one_line(said("show", "--on", "2026-11-25", "--lang", "en"))
    assert "Themes for advice: Cybersecurity (Digitalisation) only since 1 February 2026" in words
    assert "EXCEPTIONS TO A TIME LIMIT" in words
    assert " Bron: " not in words


def test_show_gives_programs_every_value_with_what_is_known_about_it() -> None:
    book = document("show", "--on", "2026-11-25")
    assert (book["scheme"], book["day"], book["since"], book["until"]) == (
        *("kmo-portefeuille", "2026-11-25", "2026-02-01", None),
    )
    values = {one["name"]: one for section in book["sections"] for one in section["entries"]}
    assert (values["rate.small"]["value"], values["rate.small"]["since"]) == ("0.30", "2019-12-01")
    assert values["sectors"]["unknown"] is True
    assert {"submitted-in-time", "room-left"} <= {one["name"] for one in book["conditions"]}
    assert book["identifier"].startswith("kmo-portefeuille@2026-11-25#")


def test_show_without_a_day_is_today_and_takes_any_law() -> None:
    assert said("show")
    example = document("show", "--law", "voorbeeldcheque")
    assert example["scheme"] == "voorbeeldcheque"
    reform = document("show", "--on", "2024-02-01", "--law", REFORM)
    values = {one["name"]: one for section in reform["sections"] for one in section["entries"]}
    assert values["rate.small"]["value"] == "0.35"
    assert values["rate.small"]["confidence"] == "is een voorstel, geen recht"


def test_diff_reads_like_a_news_item() -> None:
    dutch = one_line(said("diff", "2022-12-31", "2023-01-01"))
    assert dutch.startswith("Acht thema's in plaats van de 58 van voordien; limitatieve lijst")
    assert (
        "Bij vier daarvan kies je ook een onderwerp. - Digitalisering (Hardware, Software, Online"
        " toepassingen en Cybersecurity) - Duurzaamheid" in dutch
    )
    assert "Enkel verwoording of bronnen: - “Thema” is in andere woorden uitgelegd" in dutch
    english = one_line(said("diff", "2026-01-31", "2026-02-01", "--lang", "en"))
    assert english.startswith(
        "A subsidy for advice on Cybersecurity (Digitalisation) only; no higher rate any more"
    )
    assert "Source: Decision of the Flemish Government of 23 January 2026;" in english


def test_diff_over_years_goes_day_by_day_and_says_when_nothing_changed() -> None:
    words = one_line(said("diff", "2019-01-01", "2020-01-01"))
    assert words.index("1 DECEMBER 2019") < words.index("1 JANUARI 2020")
    nothing = one_line(said("diff", "2024-01-01", "2024-02-01"))
    assert nothing == "Niets veranderde tussen 1 januari 2024 en 1 februari 2024."


def test_diff_gives_programs_each_change_with_the_value_it_is_of() -> None:
    news = document("diff", "2019-11-30", "2019-12-01")
    (day,) = news["days"]
    assert (day["day"], news["headline"]) == ("2019-12-01", day["headline"])
    assert [(one["name"], one["kind"]) for one in day["changes"]] == [
        ("rate.small", "changed"),
        ("rate.medium", "changed"),
    ]
    assert day["changes"][0]["path"] == ["values", "rate", "small"]


MISTAKES = {
    ("diff", "2023-01-01", "2022-12-31"): "2022-12-31 is before 2023-01-01;"
    " give the older day first: 2022-12-31 2023-01-01",
    ("diff", "2016-03-31", "2020-01-01"): "kmo-portefeuille has no law for 2016-03-31: the first"
    " is of 2016-04-01; expected a day from 2016-04-01 on",
    ("show", "--on", "2016-03-31"): "kmo-portefeuille has no law for 2016-03-31: the first is of"
    " 2016-04-01; expected a day from 2016-04-01 on",
    ("show", "--law", "nowhere"): "nowhere is not there; expected a folder with the files of a"
    " scheme, the file of a reform, or the name of a scheme: kmo-portefeuille, voorbeeldcheque",
    ("check", "nowhere"): "nowhere is not there; expected a folder with the files of a scheme,"
    " the file of a reform, or the name of a scheme: kmo-portefeuille, voorbeeldcheque",
}


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_in_the_call_is_said_with_what_to_do(words: tuple[str, ...]) -> None:
    assert refused(*words) == MISTAKES[words]


def test_a_day_that_is_none_is_refused() -> None:
    assert "'2023-02-30' does not match the format" in refused("show", "--on", "2023-02-30")


def test_check_is_clean_on_the_law_that_ships() -> None:
    lines = said("check", "--on", "2026-11-25").splitlines()
    assert "kmo-portefeuille: nothing wrong, 18 not known" in lines
    assert "voorbeeldcheque: nothing wrong, 2 not known" in lines
    assert all(line.startswith("  not known: ") for line in lines if line.startswith(" "))


def test_check_says_one_finding_a_line_and_ends_with_1(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = edited(folder, "sectors.yaml", "complete: false", "complete: true")
    result = law("check", "--on", "2026-11-25", str(folder))
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[:2] == [
        "kmo-portefeuille: 1 to mend, 17 not known",
        f"  sectors.yaml, line {line - 1}: the list sectors of 2016-04-01 is complete and empty:"
        " nobody would be on it; fill it, or write complete: false",
    ]
    asked = law("check", "--on", "2026-11-25", str(folder), "--json")
    report = json.loads(asked.stdout)[str(folder)]
    assert asked.exit_code == 1
    assert [one["todo"] for one in report["findings"]] == ["fill it, or write complete: false"]
    assert len(report["unknown"]) == 17


def test_check_ends_with_2_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = edited(folder, "scheme.yaml", "minimum-cost:", "minimum-costs:")
    message = refused("check", str(folder))
    assert message.startswith(f"scheme.yaml, line {line}: 'minimum-costs' is not a field; expected")


def test_check_asks_for_values_to_be_verified_again_after_a_year() -> None:
    result = law("check", "--on", "2028-01-01", "kmo-portefeuille")
    assert result.exit_code == 1
    assert "rate.small of 2019-12-01 was last verified on 2026-11-22" in result.stdout
