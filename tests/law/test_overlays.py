"""A reform laid over the law: what it names holds from its day on, the rest stays as it is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.law import Law
from portefeuille.law import LawError, NoSuchLaw, find, load
from tests.core.cases import dossiers_of_any_kind
from tests.dossiers import base, laid_over

DAY = date(2024, 1, 1)
REFORM = """scheme: kmo-portefeuille
name: {nl: Besparing, en: Savings}
from: 2024-01-01
values:
  rate: {small: "0.35"}
  ceiling: {small: "6000.00"}
  higher-rate:
    cybersecurity: {plus: "0.20", themes: [digitalisering/cybersecurity], services: [training]}
themes:
  without: [innovatie, digitalisering/software]
"""


def written(tmp_path: Path, text: str = REFORM) -> Path:
    path = tmp_path / "reform.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def reformed(tmp_path: Path) -> Law:
    return find(written(tmp_path))


def decided(law: Law, **application: Any) -> Decision:
    case = {"submitted_on": DAY, "starts_on": DAY, "ends_on": DAY, **application}
    return decide(read_case(laid_over(base(), {"application": case})), law)


def test_what_the_reform_names_holds_from_its_day_on(reformed: Law) -> None:
    before = decided(reformed, submitted_on=DAY - timedelta(days=1), cost="30000.00")
    after = decided(reformed, cost="30000.00")
    assert (before.rate, before.ceiling, before.grant) == (3000, 750_000, 750_000)
    assert (after.rate, after.ceiling, after.grant) == (3500, 600_000, 600_000)
    assert decided(reformed, submitted_on=date(2026, 6, 1), starts_on=date(2026, 6, 1),
                   ends_on=None).rate == 3500  # fmt: skip


def test_what_it_does_not_name_stays_and_changes_on_its_own_day(reformed: Law) -> None:
    for day in (DAY, date(2024, 6, 5), date(2026, 2, 1)):
        law, plain = reformed.on(day), load().on(day)
        assert law.rates["medium"] == plain.rates["medium"]
        assert law.supported_themes == plain.supported_themes
        assert law.higher_rates[1] == plain.higher_rates[1]


def test_a_higher_rate_can_be_reformed(reformed: Law) -> None:
    assert decided(reformed, theme="digitalisering/cybersecurity").rate == 5500


@pytest.mark.parametrize("theme", ["innovatie", "digitalisering/software"])
def test_a_theme_that_is_taken_out_is_refused_from_that_day_on(reformed: Law, theme: str) -> None:
    assert decided(load(), theme=theme).outcome == "approved"
    assert decided(reformed, theme=theme).outcome == "refused"
    day = DAY - timedelta(days=1)
    assert decided(reformed, theme=theme, submitted_on=day, starts_on=day).outcome == "approved"


def test_a_theme_of_which_the_last_topic_goes_goes_too(tmp_path: Path) -> None:
    topics = [topic.code for theme in load().on(DAY).themes.themes for topic in theme.topics]
    out = ", ".join(code for code in topics if code.startswith("digitalisering/"))
    start = REFORM.index("values:")
    text = REFORM[:start] + f"themes: {{without: [{out}]}}\n"
    law = find(written(tmp_path, text)).on(DAY)
    assert "digitalisering" not in law.themes.labels
    assert "digitalisering" not in law.themes.with_topics


def test_the_law_names_itself_and_quotes_the_reform_as_a_proposal(reformed: Law) -> None:
    assert reformed.name == {"nl": "Besparing", "en": "Savings"}
    last = reformed.provisions["rate.small"][-1]
    assert (last.first_day, last.value.confidence) == (DAY, "proposal")
    assert {reformed.sources[name]["nl"] for name in last.value.sources} == {"Besparing"}
    assert reformed.on(DAY).digest != load().on(DAY).digest


@given(dossiers_of_any_kind())
def test_before_its_day_a_reform_changes_no_decision(raw: dict[str, Any]) -> None:
    case = read_case(raw)
    if case.application.submitted_on >= DAY:
        return
    assert decide(case, _later()) == decide(case, load())


def _later() -> Law:
    if not _kept:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _kept.append(find(written(Path(folder))))
    return _kept[0]


_kept: list[Law] = []

# What stands in the reform, what it is changed into, and what the error says.
BROKEN = {
    "a value that does not exist": (
        '  rate: {small: "0.35"}', '  rates: {small: "0.35"}',
        "reform.yaml, line 5: 'rates' is not a value here; expected one of ceiling, costs,",
    ),
    "a size that has no rate": (
        "{small: \"0.35\"}", "{large: \"0.35\"}",
        "reform.yaml, line 5: 'large' is not a value here; expected one of medium, small",
    ),
    "a rate without quotes": (
        '"0.35"', "35%",
        "reform.yaml, line 5: '35%' is not a share; expected a share in double quotes, such as",
    ),
    "a theme that is not in the list of the day": (
        "[innovatie,", "[cybersecurity,",
        "reform.yaml, line 10: 'cybersecurity' is not in the list of 2024-01-01; expected a theme",
    ),
    "a scheme that does not exist": (
        "scheme: kmo-portefeuille", "scheme: kmo",
        "reform.yaml, line 1: 'kmo' is not a scheme; expected one of kmo-portefeuille, voorbeeld",
    ),
    "a day before the law": (
        "from: 2024-01-01", "from: 2015-01-01",
        "reform.yaml, line 3: the law of kmo-portefeuille begins on 2016-04-01, after 2015-01-01;",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_reform_says_where_and_what(tmp_path: Path, name: str) -> None:
    old, new, message = BROKEN[name]
    assert old in REFORM
    with pytest.raises(LawError) as error:
        find(written(tmp_path, REFORM.replace(old, new, 1)))
    assert str(error.value).startswith(message)


def test_a_reform_that_changes_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="the overlay changes nothing; expected values, themes, or"):
        find(written(tmp_path, REFORM[: REFORM.index("values:")]))


def test_where_no_law_lies_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchLaw, match="expected a folder with the files of a scheme, the file"):
        find(tmp_path / "nothing.yaml")


@given(st.integers(0, 10_000))
def test_any_rate_can_be_laid_over(points: int) -> None:
    import tempfile

    share = f"{points // 10_000}.{points % 10_000:04d}"
    with tempfile.TemporaryDirectory() as folder:
        law = find(written(Path(folder), REFORM.replace('"0.35"', f'"{share}"')))
    assert law.on(DAY).rates["small"] == points
