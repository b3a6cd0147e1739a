"""`portefeuille decide`: what scripts may rely on, and what a user sees who makes a mistake."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from portefeuille.commands.main import main
from tests.dossiers import base, laid_over
from tests.law import copied, edited

KEYS = [
    *("outcome", "size", "rate", "ceiling", "room_before", "eligible_cost", "grant"),
    *("own_share", "file_before", "law", "reasons", "unknown"),
]
REASON_KEYS = ["rule", "holds", "value", "limit", "source", "message", "remedy"]

CASE = """
application:
  submitted_on: 2024-03-15
  service: training
  theme: digitalisering/cybersecurity
  title: Phishing herkennen
  starts_on: 2024-03-01
  ends_on: 2024-03-05
  cost: "1000.00"
enterprise:
  number: "0456123791"
  legal_form: "610"
  status: AC
  region: flanders
  public_share: "0"
  size: small
provider:
  registration: DV.O101579
  registered: {from: 2022-01-01, until: 2026-12-31}
  related_to_applicant: false
"""


def decide(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["decide", *arguments], input=given)


def decided(*arguments: str, given: str) -> Any:
    result = decide(*arguments, given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def written(change: dict[str, Any]) -> str:
    return yaml.safe_dump(laid_over(yaml.safe_load(CASE), change), sort_keys=False)


def refused(*arguments: str, given: str | bytes) -> str:
    """The one thing on standard error when the input is wrong."""
    result = decide(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    return str(result.stderr).strip()


def test_a_case_gives_the_decision_of_the_contract() -> None:
    answer = decided(given=CASE)
    law = answer["law"]
    assert list(answer) == KEYS
    assert {name: answer[name] for name in KEYS[:9]} == {
        "outcome": "approved",
        "size": "small",
        "rate": "0.45",
        "ceiling": "7500.00",
        "room_before": "7500.00",
        "eligible_cost": "1000.00",
        "grant": "450.00",
        "own_share": "550.00",
        "file_before": "2024-03-15",
    }
    assert law.startswith("kmo-portefeuille@2024-03-15#")
    assert len(law.rpartition("#")[2]) == 12
    assert [list(reason) for reason in answer["reasons"]] == [REASON_KEYS] * len(answer["reasons"])
    first = answer["reasons"][0]
    assert (first["rule"], first["holds"]) == ("submitted-in-time", True)
    assert (first["value"], first["limit"], first["remedy"]) == ("14 days", "14 days", None)
    assert first["source"].startswith("MB 30 maart 2016")
    assert answer["unknown"] == [r["rule"] for r in answer["reasons"] if r["holds"] is None]
    assert answer["unknown"] == ["juridical-situation", "main-activity", "content-not-excluded"]


def test_json_is_read_like_yaml() -> None:
    dossier = json.dumps(yaml.safe_load(CASE), default=str)
    assert decided(given=dossier) == decided(given=CASE)


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, "utf-8")
    assert decided(str(file), given="") == decided("-", given=CASE) == decided(given=CASE)


def test_where_the_application_is_refused_nothing_is_granted() -> None:
    late = {"application": {"submitted_on": "2024-03-16"}}
    answer = decided(given=written(late))
    assert (answer["outcome"], answer["grant"], answer["own_share"]) == (
        *("inadmissible", "0.00", "1000.00"),
    )
    (failing,) = [reason for reason in answer["reasons"] if reason["holds"] is False]
    assert (failing["rule"], failing["value"]) == ("submitted-in-time", "15 days")
    assert failing["message"].startswith("Je dient te laat in: 15\u00a0dagen na de start.")
    assert failing["remedy"]


def test_a_large_enterprise_has_no_rate_and_no_ceiling() -> None:
    answer = decided(given=written({"enterprise": {"size": "large"}}))
    assert (answer["rate"], answer["ceiling"], answer["room_before"]) == (None, None, None)


def test_the_sentences_come_in_english_too() -> None:
    answer = decided("--lang", "en", given=CASE)
    assert answer["reasons"][0]["message"].startswith("You file in time. You can until 15")
    assert answer["reasons"][0]["source"].startswith("Ministerial decree of 30 March 2016")


def test_a_list_gives_a_list() -> None:
    cases = [yaml.safe_load(CASE), yaml.safe_load(written({"enterprise": {"size": "medium"}}))]
    answers = decided(given=json.dumps(cases, default=str))
    assert [answer["grant"] for answer in answers] == ["450.00", "350.00"]
    assert answers[0] == decided(given=CASE)
    assert decided(given="[]") == []


def test_a_case_that_cannot_be_read_stands_in_its_place_in_the_list() -> None:
    good, bad = yaml.safe_load(CASE), yaml.safe_load(written({"application": {"cost": "1,234.56"}}))
    early = yaml.safe_load(written({"application": {"submitted_on": "2016-03-31"}}))
    result = decide(given=json.dumps([good, bad, "text", early, good], default=str))
    answers = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [list(answer) == ["error"] for answer in answers] == [False, True, True, True, False]
    assert answers[1]["error"] == {
        "where": "[1].application.cost",
        "why": "'1,234.56' is not an amount in euro",
        "expected": 'an amount such as "1000.00"',
    }
    assert answers[2]["error"]["where"] == "[2].case"
    assert answers[3]["error"] == {
        "where": "[3].application.submitted_on",
        "why": "kmo-portefeuille has no law for 2016-03-31: the first is of 2016-04-01",
        "expected": "a day from 2016-04-01 on",
    }
    assert answers[0] == answers[4] == decided(given=CASE)


MISTAKES = {
    "a cost in the English way": (
        {"application": {"cost": "1,234.56"}},
        "application.cost: '1,234.56' is not an amount in euro; expected an amount such as"
        ' "1000.00"',
    ),
    "a wrong enterprise number": (
        {"enterprise": {"number": "0456.123.792"}},
        "enterprise.number: '0456.123.792' is not an existing number: its check digits do not"
        " fit; expected the number as it stands in the KBO",
    ),
    "a field that is misspelt": (
        {"wallet": {"granted": "0.00"}},
        "wallet.granted: is not a field; expected one of granted_this_year, locked_size",
    ),
    "a day before the first law": (
        {"application": {"submitted_on": "2016-03-31"}},
        "application.submitted_on: kmo-portefeuille has no law for 2016-03-31: the first is of"
        " 2016-04-01; expected a day from 2016-04-01 on",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_with_its_place(name: str) -> None:
    change, message = MISTAKES[name]
    assert refused(given=written(change)) == f"<stdin>: {message}"


def test_a_day_that_does_not_exist_is_said_with_its_place() -> None:
    given = CASE.replace("submitted_on: 2024-03-15", "submitted_on: 2024-02-30")
    expected = "application.submitted_on: 2024-02-30 is not in the calendar; expected an existing"
    assert refused(given=given) == f"<stdin>: {expected} day"


def test_a_file_is_named_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace('"1000.00"', "1000.00"), "utf-8")
    assert refused(str(file), given="").startswith(f"{file}: application.cost: 1000.0 is not an")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("application: [", "did not find expected"),
        (b"title: \xff", "can't decode byte 0xff"),
        ("", "None is not a mapping; expected fields with values"),
        ("text", "'text' is not a mapping; expected fields with values"),
    ],
    ids=["no YAML", "no UTF-8", "nothing", "text"],
)
def test_a_file_that_holds_no_case_is_refused(given: str | bytes, why: str) -> None:
    assert why in refused(given=given)


def test_on_judges_under_the_law_of_another_day() -> None:
    answer = decided("--on", "2020-02-03", given=written({"application": {"theme": "hr"}}))
    assert (answer["rate"], answer["outcome"]) == ("0.30", "approved")
    assert answer["law"].startswith("kmo-portefeuille@2020-02-03#")
    earlier = decided("--on", "2016-04-01", given=CASE)
    assert (earlier["rate"], earlier["ceiling"], earlier["grant"]) == ("0.40", "10000.00", "400.00")


def test_on_a_day_before_the_first_law_is_refused() -> None:
    assert refused("--on", "2016-03-31", given=CASE) == (
        "<stdin>: --on: kmo-portefeuille has no law for 2016-03-31: the first is of 2016-04-01;"
        " expected a day from 2016-04-01 on"
    )


def test_law_judges_under_another_folder(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "scheme.yaml", '2019-12-01, value: "0.30"', '2019-12-01, value: "0.35"')
    answer, as_it_is = decided("--law", str(folder), given=CASE), decided(given=CASE)
    assert (answer["rate"], answer["grant"]) == ("0.50", "500.00")
    assert answer["law"] != as_it_is["law"]
    folder = copied(tmp_path / "unchanged")
    assert decided("--law", str(folder), given=CASE) == as_it_is


def test_a_law_with_a_typo_says_file_and_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = edited(folder, "scheme.yaml", "minimum-cost:", "minimum-costs:")
    message = refused("--law", str(folder), given=CASE)
    assert message.startswith(f"scheme.yaml, line {line}: 'minimum-costs' is not a field; expected")


def test_a_law_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    message = refused("--law", str(tmp_path / "nowhere"), given=CASE)
    assert "is not there; expected a folder with the files of a scheme" in message


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Goedgekeurd", "Subsidie", "€\u00a0450,00", "45%", "Dit klopt", "Niet beoordeeld",
                "Bron: MB 30 maart 2016", "Recht: kmo-portefeuille@2024-03-15#",
                "✓ Op tijd ingediend (submitted-in-time)"]),
        ("en", ["Approved", "Subsidy", "€\u00a0450,00", "45%", "Holds", "Not judged",
                "Source: Ministerial decree of 30 March 2016",
                "Law: kmo-portefeuille@2024-03-15#", "✓ Filed in time (submitted-in-time)"]),
    ],
)  # fmt: skip
def test_explain_prints_the_decision_for_people(language: str, words: list[str]) -> None:
    result = decide("--explain", "--lang", language, given=CASE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [word for word in words if word not in result.stdout] == []
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_explain_says_first_what_does_not_hold_and_how_to_mend_it() -> None:
    small = written({"application": {"cost": "99.99"}})
    lines = decide("--explain", given=small).stdout.splitlines()
    assert lines[0] == "Niet ontvankelijk"
    fails, holds = lines.index("Dit klopt niet"), lines.index("Dit klopt")
    assert fails < holds
    assert lines[fails + 1] == "✗ Minimumbedrag (minimum-cost)"
    assert "minstens €\u00a0100,00 zonder btw" in " ".join(lines[fails + 1 : fails + 6])


@pytest.mark.parametrize(
    "arguments", [["--onn", "2020-01-01"], ["--on", "gisteren"], ["--lang", "fr"], ["nowhere.yaml"]]
)
def test_a_wrong_call_ends_with_2_and_says_so(arguments: list[str]) -> None:
    result = decide(*arguments, given=CASE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_thousand_cases_are_judged_in_one_call_of_the_command(tmp_path: Path) -> None:
    cases = [laid_over(base(), {"application": {"cost": f"{100 + at}.00"}}) for at in range(1_000)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases, default=str), "utf-8")
    command = [sys.executable, "-c", "from portefeuille.commands.main import main; main()"]
    done = subprocess.run(
        [*command, "decide", str(file)], capture_output=True, check=True, encoding="utf-8"
    )
    answers = json.loads(done.stdout)
    assert done.stderr == ""
    assert [answer["outcome"] for answer in answers] == ["approved"] * 1_000
    assert [answer["eligible_cost"] for answer in answers] == [
        f"{100 + n}.00" for n in range(1_000)
    ]
    assert answers[0]["grant"] == "30.00"
    assert answers[-1]["grant"] == "329.70"
