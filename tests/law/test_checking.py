"""`law check`: the law that ships is sound, and each kind of fault is found where it stands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portefeuille.law import LawError, NoSuchLaw, schemes
from portefeuille.law.checks import Report, check
from tests.law import copied, edited
from tests.law.test_exceptions import OUTAGE

DAY = date(2026, 11, 25)


@pytest.mark.parametrize("scheme", schemes())
def test_the_law_that_ships_is_clean(scheme: str) -> None:
    assert check(scheme, DAY).findings == ()


def test_what_is_not_known_is_listed_with_why_and_is_no_fault() -> None:
    report = check("kmo-portefeuille", DAY)
    known = {one.what.partition(" of ")[0] for one in report.unknown}
    assert known == {
        *("higher-rate.cybersecurity", "higher-rate.energy-efficiency", "days-to-check", "themes"),
        *("legal-forms.in", "legal-forms.out", "situations.in", "situations.out", "sectors"),
        *("excluded", "listed-only", "state-aid"),
        *("budget.envelope", "budget.when-exhausted", "budget.earmarked.diversity.envelope"),
    }
    (one,) = [one for one in report.unknown if one.what.startswith("sectors")]
    assert one.where.startswith("sectors.yaml, line ")
    assert one.todo == "Annex of the ministerial decree of 30 March 2016: text not found."


def found(folder: Path, day: date = DAY) -> list[str]:
    return [f"{one.where}: {one.what}; {one.todo}" for one in check(folder, day).findings]


# File, what stands there, what it is changed into, lines below it, and the whole finding.
FAULTS = {
    "a source that nothing rests on": (
        "scheme.yaml", '  VOM: {', '  GEEN: {nl: "Niets", en: "Nothing"}\n  VOM: {', 0,
        "the source GEEN is named by no value and no sentence;"
        " name it where it belongs, or take it out",
    ),
    "a value that nobody verified for a year": (
        "scheme.yaml", 'from: 2020-01-01, value: "7500.00", source: [MB-2019, SV-835],'
        " confidence: founding, verified: 2026-11-22",
        'from: 2020-01-01, value: "7500.00", source: [MB-2019, SV-835],'
        " confidence: founding, verified: 2025-11-24", 0,
        "ceiling.small of 2020-01-01 was last verified on 2025-11-24, more than a year before"
        " 2026-11-25; hold it against MB-2019, SV-835 and write the new day",
    ),
    "a value that is verified on a day to come": (
        "scheme.yaml", "value: 14, source: [MB-2016, VL-AANVRAAG, VL-PROJECTEN],"
        " confidence: official, verified: 2026-11-22",
        "value: 14, source: [MB-2016, VL-AANVRAAG, VL-PROJECTEN],"
        " confidence: official, verified: 2026-11-26", 0,
        "days-to-file of 2016-04-01 is verified on 2026-11-26, a day to come;"
        " write the day on which it was held against its source",
    ),
    "an entry that says what the one before says": (
        "scheme.yaml", 'value: "0.40", source: [BVR-2016, VLAIO-2016], confidence: official,'
        " verified: 2026-11-22}",
        'value: "0.40", source: [BVR-2016, VLAIO-2016], confidence: official,'
        " verified: 2026-11-22}\n"
        '      - {from: 2018-01-01, value: "0.40", source: [BVR-2016, VLAIO-2016],'
        " confidence: official, verified: 2026-11-22}", 1,
        "rate.small of 2018-01-01 says the same as that of 2016-04-01; take one of the two out",
    ),
    "a regime of state aid that no rule asks after": (
        "scheme.yaml", "- {from: 2016-04-01, value: unknown, source: [BVR-2016]",
        '- {from: 2016-04-01, value: {regime: de-minimis, ceiling: "300000.00", years: 3},'
        " source: [BVR-2016]", 0,
        "from 2016-04-01 on state-aid holds, and the rule de-minimis is not asked;"
        " give de-minimis its sentences from that day on in rules.yaml",
    ),
    "a list that is complete and empty": (
        "sectors.yaml", "complete: false", "complete: true", -1,
        "the list sectors of 2016-04-01 is complete and empty: nobody would be on it;"
        " fill it, or write complete: false",
    ),
    "a theme that nobody can choose that day": (
        "scheme.yaml", "value: [digitalisering/cybersecurity]", "value: [cybersecurity]", 0,
        "supported-themes.advice names the theme cybersecurity, which nobody can choose from"
        " 2026-02-01 on; name a theme of the list of that day in themes.yaml, or date the value"
        " anew",
    ),
    "a rule that is asked before its list begins": (
        "rules.yaml", "- from: 2020-07-01", "- from: 2020-06-01", 0,
        "from 2020-06-01 on the rule content-not-excluded is asked, and excluded says nothing;"
        " let the rule begin when excluded does",
    ),
    "a list that no rule asks after": (
        "rules.yaml", "- from: 2020-07-01", "- from: 2020-07-02", None,
        "from 2020-07-01 on excluded holds, and the rule content-not-excluded is not asked;"
        " give content-not-excluded its sentences from that day on in rules.yaml",
    ),
    "a rate above the whole": (
        "scheme.yaml", 'from: 2019-12-01, value: "0.30"', 'from: 2019-12-01, value: "0.90"', None,
        "a small enterprise would get 105% of the cost; lower the rate or what is added to it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_where_it_stands(name: str, tmp_path: Path) -> None:
    file, old, new, below, expected = FAULTS[name]
    folder = copied(tmp_path)
    line = edited(folder, file, old, new)
    finding = next(one for one in found(folder) if one.endswith(f": {expected}"))
    if below is not None:
        assert finding == f"{file}, line {line + below}: {expected}"


def with_sentences(folder: Path, change: Callable[[str], str]) -> list[str]:
    rules = folder / "rules.yaml"
    rules.write_text(change(rules.read_text("utf-8")), "utf-8")
    return found(folder)


def line_of(folder: Path, text: str, after: str) -> int:
    written = (folder / "rules.yaml").read_text("utf-8")
    return written[: written.index(text, written.index(after))].count("\n") + 1


SENTENCES = {
    "the same in both languages": (
        lambda text: text.replace("title: Minimum amount", "title: Het bedrag").replace(
            "title: Minimumbedrag", "title: Het bedrag"
        ),
        "rules.minimum-cost: title is the same in nl and en; write it in each language",
    ),
    "in one language only": (
        lambda text: text.replace(
            '          left-out: "The registration of the provider is not given."\n', ""
        ),
        "rules.provider-registered: left-out stands in nl and not in en; write it in en too",
    ),
    "no remedy": (
        lambda text: "\n".join(
            line
            for line in text.splitlines()
            if "met wie je onderneming niet verwant" not in line
            and "to whom your enterprise is not related" not in line
        ),
        "rules.provider-independent: says that it fails and not what to do; write a remedy",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_that_is_missing_is_found(name: str, tmp_path: Path) -> None:
    change, expected = SENTENCES[name]
    folder = copied(tmp_path)
    (finding,) = with_sentences(folder, change)
    rule = expected.partition(":")[0].removeprefix("rules.")
    line = line_of(folder, "- from: 2016-04-01", f"  {rule}:\n")
    assert finding == f"rules.yaml, line {line}: {expected}"


def test_two_outages_of_the_same_day_are_found(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    outage = OUTAGE.format(limit="days-to-file")
    second = outage.replace("last-days:\n", "").replace("first: 2024-03-14", "first: 2024-03-15")
    edited(folder, "exceptions.yaml", "last-days: []", outage + second)
    (finding,) = found(folder)
    assert finding == (
        "exceptions.yaml, days-to-file: the exception of 2024-03-15 overlaps that of 2024-03-14"
        " to 2024-03-15; let each day fall under one exception"
    )


def test_after_a_year_every_value_asks_to_be_verified() -> None:
    assert check("kmo-portefeuille", date(2027, 11, 22)).findings == ()
    late = check("kmo-portefeuille", date(2028, 2, 29))
    assert len(late.findings) > 50
    assert all("was last verified on" in one.what for one in late.findings)


def test_a_reform_is_checked_with_the_law_it_is_laid_over(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent.parent / "docs" / "examples" / "reform.yaml"
    assert check(example, DAY).findings == ()
    reform = tmp_path / "reform.yaml"
    written = example.read_text("utf-8")
    reform.write_text(
        written.replace("without: [innovatie]", "without: [digitalisering/cybersecurity]"), "utf-8"
    )
    report: Report = check(reform, DAY)
    assert {one.what.partition(",")[0] for one in report.findings} == {
        "higher-rate.cybersecurity names the theme digitalisering/cybersecurity",
        "supported-themes.advice names the theme digitalisering/cybersecurity",
    }


def test_a_law_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = edited(folder, "scheme.yaml", "from: 2019-12-01", "from: 2016-03-01")
    with pytest.raises(LawError, match=f"scheme.yaml, line {line}: .* the oldest first"):
        check(folder, DAY)


def test_where_no_law_is_that_is_said() -> None:
    with pytest.raises(NoSuchLaw, match="nowhere is not there"):
        check("nowhere", DAY)
