"""The law that ships: every value with its source, the right periods, names that never change."""

import json
import re
from dataclasses import FrozenInstanceError, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from portefeuille.core.law import Law, LawInForce, slug
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.money import WHOLE
from portefeuille.law import load, read_law
from portefeuille.law.reader import digest_of
from tests.law import FOLDER, copied, edited

LAW = load()
CYBER = {"cybersecurity", "digitalisering/cybersecurity"}
ENERGY = {"duurzaamheid/energie-efficientie-en-alternatieve-energiebronnen"}

# On its first day and the day before: rate and ceiling of small and of medium in basis points
# and cents, then the points added for cybersecurity and for energy efficiency by service.
# None is unknown, 0 is no addition.
ERAS = [
    ("2016-04-01", (4000, 3000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2017-05-25", (4000, 3000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2019-01-01", (4000, 3000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2019-11-30", (4000, 3000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2019-12-01", (3000, 2000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2019-12-31", (3000, 2000), (1_000_000, 1_500_000), (0, 0), (0, 0)),
    ("2020-01-01", (3000, 2000), (750_000, 750_000), (0, 0), (0, 0)),
    ("2021-09-12", (3000, 2000), (750_000, 750_000), (0, 0), (0, 0)),
    ("2021-09-13", (3000, 2000), (750_000, 750_000), (None, None), (0, 0)),
    ("2021-09-14", (3000, 2000), (750_000, 750_000), (1500, 1500), (0, 0)),
    ("2022-12-31", (3000, 2000), (750_000, 750_000), (1500, 1500), (0, 0)),
    ("2023-01-01", (3000, 2000), (750_000, 750_000), (1500, 1500), (0, 0)),
    ("2023-03-14", (3000, 2000), (750_000, 750_000), (1500, 1500), (0, 0)),
    ("2023-03-15", (3000, 2000), (750_000, 750_000), (1500, 1500), (None, None)),
    ("2024-06-04", (3000, 2000), (750_000, 750_000), (1500, 1500), (None, None)),
    ("2024-06-05", (3000, 2000), (750_000, 750_000), (1500, 1500), (1500, 1500)),
    ("2026-01-31", (3000, 2000), (750_000, 750_000), (1500, 1500), (1500, 1500)),
    ("2026-02-01", (3000, 2000), (750_000, 750_000), (1500, 1500), (1500, 0)),
]


def added(law: LawInForce, themes: set[str], service: str) -> int | None:
    rates = [r for r in law.higher_rates if r.themes & themes and service in r.services]
    return rates[0].plus if rates else 0


@pytest.mark.parametrize(("day", "rates", "ceilings", "cyber", "energy"), ERAS)
def test_the_amounts_of_each_era(
    day: str, rates: Any, ceilings: Any, cyber: Any, energy: Any
) -> None:
    law = LAW.on(date.fromisoformat(day))
    assert (law.rates["small"], law.rates["medium"]) == rates
    assert (law.ceilings["small"], law.ceilings["medium"]) == ceilings
    assert tuple(added(law, CYBER, service) for service in ("training", "advice")) == cyber
    assert tuple(added(law, ENERGY, service) for service in ("training", "advice")) == energy


def test_every_period_of_the_law_begins_in_the_table_or_is_named_here() -> None:
    named = {"2020-07-01", "2021-06-21", "2026-01-01"}
    assert {str(period.first_day) for period in LAW.periods} <= {row[0] for row in ERAS} | named


@pytest.mark.parametrize("period", LAW.periods, ids=lambda period: str(period.first_day))
def test_what_has_not_changed_since_2016(period: LawInForce) -> None:
    assert period.minimum_cost == {"training": 10_000, "advice": 50_000}
    assert (period.days_to_file, period.days_to_deposit) == (14, 30)
    assert period.end_by_following_year == {"training"}
    assert period.public_share_below == 2500
    assert period.regions == {"flanders"}
    assert period.statuses == {"AC"}
    assert period.catering_per_person_day == 2500
    assert period.services == {"training", "advice"}
    assert period.supported_themes["training"] is None


def before_and_on(day: date) -> tuple[LawInForce, LawInForce]:
    return LAW.on(day - timedelta(days=1)), LAW.on(day)


def test_what_began_on_one_day() -> None:
    before, on = before_and_on(date(2020, 7, 1))
    assert before.eligible_costs - on.eligible_costs == {"exam"}
    assert before.excluded_content is None
    assert on.excluded_content is not None
    assert len(on.excluded_content.codes) == 16
    before, on = before_and_on(date(2026, 1, 1))
    assert (before.sheltered_workshops, on.sheltered_workshops) == (False, True)
    before, on = before_and_on(date(2026, 2, 1))
    assert before.supported_themes["advice"] is None
    assert on.supported_themes["advice"] == {"digitalisering/cybersecurity"}


def test_the_theme_lists_have_the_published_number_of_themes() -> None:
    of_2019, of_2023 = LAW.on(date(2019, 1, 1)).themes, LAW.on(date(2023, 1, 1)).themes
    assert (len(of_2019.themes), of_2019.complete) == (58, True)
    assert (len(of_2023.themes), of_2023.complete) == (8, True)
    topics = {theme.code: len(theme.topics) for theme in of_2023.themes if theme.topics}
    assert topics == {
        "digitalisering": 4,
        "duurzaamheid": 6,
        "financiele-geletterdheid": 3,
        "personeelsmanagement": 6,
    }


def test_every_value_says_from_where_how_sure_and_when_verified() -> None:
    assert len(LAW.provisions) > 20
    for name, timeline in LAW.provisions.items():
        for dated in timeline:
            provision = dated.value
            assert provision.sources, name
            assert set(provision.sources) <= set(LAW.sources), name
            assert provision.confidence in ("founding", "official", "secondary", "inference")
            assert provision.verified >= date(2026, 11, 22), name
            if provision.confidence == "inference":
                assert provision.note, f"{name} of {dated.first_day} rests on a reading: say which"


def test_every_source_is_named_somewhere() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml")))
    cited = {
        name for names in re.findall(r"source: \[([^\]]*)\]", text) for name in names.split(", ")
    }
    assert set(LAW.sources) == cited


@pytest.mark.parametrize("period", LAW.periods, ids=lambda period: str(period.first_day))
def test_the_themes_that_a_period_names_stand_in_its_list(period: LawInForce) -> None:
    named = {theme for rate in period.higher_rates for theme in rate.themes}
    for themes in period.supported_themes.values():
        named |= themes or set()
    assert named <= period.themes.codes
    assert period.listed_only_themes <= period.themes.codes


@pytest.mark.parametrize("period", LAW.periods, ids=lambda period: str(period.first_day))
def test_no_rate_is_more_than_the_whole(period: LawInForce) -> None:
    plus = max((rate.plus or 0 for rate in period.higher_rates), default=0)
    assert max(period.rates.values()) + plus <= WHOLE


@pytest.mark.parametrize("period", LAW.periods, ids=lambda period: str(period.first_day))
def test_a_stored_document_gives_the_same_law(period: LawInForce) -> None:
    stored = json.loads(json.dumps(period.document))
    again = law_in_force(stored, period.digest)
    for field in fields(LawInForce):
        assert getattr(again, field.name) == getattr(period, field.name), field.name
    assert digest_of(stored) == period.digest


def test_nobody_can_change_the_law_that_all_share() -> None:
    law = LAW.on(date(2024, 1, 1))
    with pytest.raises(FrozenInstanceError):
        law.days_to_file = 30  # type: ignore[misc]
    for values in (
        law.rates,
        law.ceilings,
        law.minimum_cost,
        law.rules,
        law.words,
        law.size_limits,
    ):
        assert not hasattr(values, "__setitem__")


def test_every_period_has_its_own_name_which_stays_the_same() -> None:
    digests = [period.digest for period in LAW.periods]
    assert len(set(digests)) == len(digests)
    assert all(re.fullmatch(r"[0-9a-f]{12}", digest) for digest in digests)
    assert [period.digest for period in read_law(FOLDER).periods] == digests
    identifier = LAW.periods[0].identifier(date(2016, 5, 2))
    assert identifier == f"kmo-portefeuille@2016-05-02#{digests[0]}"


def test_a_changed_value_changes_the_name_of_its_periods_only(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "scheme.yaml", '2020-01-01, value: "7500.00"', '2020-01-01, value: "8000.00"')
    changed: Law = read_law(folder)
    for before, after in zip(LAW.periods, changed.periods, strict=True):
        assert before.first_day == after.first_day
        assert (before.digest == after.digest) == (before.first_day < date(2020, 1, 1))


def test_a_remark_changes_no_name(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "scheme.yaml", "# The kmo-portefeuille", "# Our kmo-portefeuille")
    edited(folder, "scheme.yaml", "no shift for weekends was found", "weekends: not found")
    assert [p.digest for p in read_law(folder).periods] == [p.digest for p in LAW.periods]


def test_the_code_of_a_label_is_its_slug() -> None:
    labels = {
        "Administratie & financiën": "administratie-financien",
        "Artificiële Intelligentie (AI)": "artificiele-intelligentie-ai",
        "Water- en luchtzuivering": "water-en-luchtzuivering",
        "Energie-efficiëntie en alternatieve energiebronnen": (
            "energie-efficientie-en-alternatieve-energiebronnen"
        ),
    }
    assert {label: slug(label) for label in labels} == labels
