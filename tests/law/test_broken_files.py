"""A law file that is wrong says its name, the line, what is wrong, and what was expected."""

from pathlib import Path

import pytest

from portefeuille.law import LawError, read_law
from tests.law import copied, edited

# File, what stands there, what it is changed into, lines below it, and the whole message.
BROKEN = {
    "a field that is misspelt": (
        "scheme.yaml", "minimum-cost:", "minimum-costs:", 0,
        "'minimum-costs' is not a field; expected one of services, rate, higher-rate, ceiling,"
        " minimum-cost, registration-prefix, days-to-file, days-to-deposit, days-to-check,"
        " wrong-deposit, pay-by-following-year, room-returns-in-same-year, end-by-following-year,"
        " public-share-below, regions, statuses, sheltered-workshops, supported-themes, costs,"
        " size, state-aid",
    ),
    "a field of an entry that is misspelt": (
        "scheme.yaml", "confidence: founding,", "confidense: founding,", 0,
        "'confidense' is not a field; expected one of from, source, confidence, verified, value,"
        " note",
    ),
    "a field that is missing": (
        "scheme.yaml", ", verified: 2026-11-22}", "}", 0,
        "'verified' is missing; expected from, source, confidence, verified, value",
    ),
    "an amount with a comma": (
        "scheme.yaml", 'value: "7500.00"', 'value: "7.500,00"', 0,
        "'7.500,00' is not an amount; expected an amount in double quotes, such as \"7500.00\"",
    ),
    "an amount without quotes": (
        "scheme.yaml", 'value: "7500.00"', "value: 7500.00", 0,
        "'7500.00' is not an amount; expected an amount in double quotes, such as \"7500.00\"",
    ),
    "a share above the whole": (
        "scheme.yaml", '"0.40"', '"40"', 0,
        "'40' is not a share; expected a share in double quotes, such as \"0.30\"",
    ),
    "a number that is none": (
        "scheme.yaml", "value: 14", "value: veertien", 0,
        "'veertien' is not a whole number; expected a number such as 14",
    ),
    "a number in a raised figure": (
        "scheme.yaml", "value: 14", "value: ²", 0,
        "'²' is not a whole number; expected a number such as 14",
    ),
    "a day that is none": (
        "scheme.yaml", "from: 2019-12-01", "from: 2019-12-32", 0,
        "'2019-12-32' is not a day; expected a day such as 2023-01-01",
    ),
    "days out of order": (
        "scheme.yaml", "from: 2019-12-01", "from: 2016-03-01", 0,
        "2016-03-01 is not after 2016-04-01; expected the oldest first, each day once",
    ),
    "a day that stands there twice": (
        "scheme.yaml", "from: 2019-12-01", "from: 2016-04-01", 0,
        "2016-04-01 is not after 2016-04-01; expected the oldest first, each day once",
    ),
    "a value that begins too late": (
        "scheme.yaml", "first_day: 2016-04-01", "first_day: 2015-04-01", 0,
        "services begins on 2016-04-01; expected every value from 2015-04-01 on",
    ),
    "a source that is not named": (
        "scheme.yaml", "source: [SV-256", "source: [SV-257", 0,
        "'SV-257' is not a source; expected a name under sources in scheme.yaml",
    ),
    "no source at all": (
        "scheme.yaml", "source: [SV-256, VLAIO-2016]", "source: []", 0,
        "no source is named; expected at least one source of scheme.yaml",
    ),
    "a source without English": (
        "scheme.yaml", ', en: "VLAIO, Services that can be subsidised"', "", 0,
        "'en' is missing; expected nl, en",
    ),
    "a confidence that does not exist": (
        "scheme.yaml", "confidence: secondary", "confidence: certain", 0,
        "'certain' is not known here; expected one of founding, official, secondary, inference",
    ),
    "a flag that is neither true nor false": (
        "scheme.yaml", "value: false", "value: no", 0,
        "'no' is not known here; expected one of true, false",
    ),
    "a service that does not exist": (
        "scheme.yaml", "value: [training, advice]", "value: [trainning, advice]", 16,
        "'training' is not known here; expected one of trainning, advice",
    ),
    "a region that does not exist": (
        "scheme.yaml", "value: [flanders]", "value: [vlaanderen]", 0,
        "'vlaanderen' is not known here; expected one of flanders, brussels, wallonia",
    ),
    "a kind of cost that does not exist": (
        "scheme.yaml", "value: [course,", "value: [cursus,", 0,
        "'cursus' is not known here; expected one of course, travel, catering, exam, material,"
        " other",
    ),
    "a theme that is misspelt": (
        "scheme.yaml", "themes: [digitalisering/cybersecurity]",
        "themes: [digitalisering/cybersecuriy]", 0,
        "'digitalisering/cybersecuriy' is not a theme; expected the code of a theme or topic in"
        " themes.yaml",
    ),
    "a supported theme that is misspelt": (
        "scheme.yaml", "value: [digitalisering/cybersecurity]", "value: [cyber]", 0,
        "'cyber' is not a theme; expected the code of a theme or topic in themes.yaml",
    ),
    "an empty list of entries": (
        "scheme.yaml",
        "    - {from: 2016-04-01, value: [flanders], source: [VLAIO-WIE, VLAIO-VOORWAARDEN],"
        " confidence: official, verified: 2026-11-22}",
        "    []", 0,
        "the list is empty; expected at least one entry",
    ),
    "a name that stands there twice": (
        "scheme.yaml", "  regions:", "  statuses:", 3,
        "'statuses' stands here twice; expected each name once",
    ),
    "a mapping where a list should stand": (
        "scheme.yaml", "value: [AC]", "value: {AC: active}", 0,
        "this is not a list; expected a list, each entry after a dash",
    ),
    "text where a mapping should stand": (
        "scheme.yaml", "values:\n", "values: none\nvalued:\n", 1,
        "'valued' is not a field; expected one of scheme, name, first_day, sources, values",
    ),
    "two themes with one code": (
        "themes.yaml", 'nl: "Juridisch"', 'nl: "IT"', -3,
        "two labels give the code 'it'; expected each theme once",
    ),
    "two topics with one code": (
        "themes.yaml", 'nl: "Software", en: "Software"}\n          - {nl: "Online toepassingen"',
        'nl: "Software", en: "Software"}\n          - {nl: "software"', -4,
        "two labels give the code 'digitalisering/software'; expected each theme once",
    ),
    "a theme without English": (
        "themes.yaml", ', en: "Health care"', "", 0, "'en' is missing; expected nl, en",
    ),
    "a label that is empty": (
        "themes.yaml", 'nl: "Gezondheidszorg"', 'nl: ""', 0,
        "nothing stands here; expected text",
    ),
    "a legal form without its code in the list": (
        "legal-forms.yaml", "    codes:", "    code:", 0,
        "'code' is not a field; expected one of from, source, confidence, verified, complete,"
        " codes, note",
    ),
    "a list that does not say whether it is complete": (
        "sectors.yaml", "    complete: false\n", "", -1,
        "'complete' is missing; expected from, source, confidence, verified, complete, versions",
    ),
    "a version of the nomenclature that is no year": (
        "sectors.yaml", "    versions: {}", '    versions: {nieuwste: {"62010": Software}}', 0,
        "'nieuwste' is not a whole number; expected a number such as 14",
    ),
    "a juridical situation without its name": (
        "juridical-situations.yaml", '  "050": Opening faillissement\n', '  "050":\n', 0,
        "nothing stands here; expected text",
    ),
    "an exception to a limit that does not exist": (
        "exceptions.yaml", "- limit: days-to-file", "- limit: days-to-pay", 0,
        "'days-to-pay' is not known here; expected one of days-to-file, days-to-deposit",
    ),
    "an exception that ends before it begins": (
        "exceptions.yaml", "last: 2016-01-31", "last: 2015-12-31", 0,
        "2015-12-31 is before 2016-01-01; expected a day from 2016-01-01 on",
    ),
    "a last day that moved back": (
        "exceptions.yaml", "last-days: []",
        "last-days: [{limit: days-to-file, first: 2024-03-15, last: 2024-03-15,"
        " until: 2024-03-15, source: [IPDC], confidence: official, verified: 2026-11-25}]", 0,
        "2024-03-15 is not after 2024-03-15; expected a day after 2024-03-15",
    ),
    "an exception without a source": (
        "exceptions.yaml", "source: [AO-JANUARI-2016]", "source: [AO]", 0,
        "'AO' is not a source; expected a name under sources in scheme.yaml",
    ),
    "a case of stopping without a sentence": (
        "afterwards.yaml", "        own-share:", "        own-part:", 0,
        "'own-part' is not a field; expected one of title, own-share, room-returns, room-stays",
    ),
    "a rule that is asked and not asked": (
        "rules.yaml", "not-asked: [", "not-asked: [minimum-cost, ", 41,
        "'minimum-cost' stands under not-asked too; expected a rule in one of the two",
    ),
    "a theme of listed services that is misspelt": (
        "exclusions.yaml", "themes: [beroepsspecifieke-competenties]", "themes: [beroep]", 0,
        "'beroep' is not a theme; expected the code of a theme or topic in themes.yaml",
    ),
    "a rule that does not exist": (
        "rules.yaml", "  minimum-cost:", "  minimal-cost:", 0,
        "'minimal-cost' is not a rule; expected one of active-in-register, budget-left,"
        " content-not-excluded, de-minimis, ends-in-time, flemish-establishment, higher-rate,"
        " juridical-situation, legal-form, main-activity, minimum-cost, private-sector,"
        " profession-specific-listed, provider-for-service, provider-independent,"
        " provider-registered, room-left,"
        " service-supported, small-or-medium, submitted-in-time, theme-in-list",
    ),
    "a regime of state aid that does not exist": (
        "scheme.yaml", "- {from: 2016-04-01, value: unknown, source: [BVR-2016]",
        "- {from: 2016-04-01, value: {regime: none}, source: [BVR-2016]", 0,
        "'none' is not known here; expected one of de-minimis, gber",
    ),
    "a ceiling without its years": (
        "scheme.yaml", "- {from: 2016-04-01, value: unknown, source: [BVR-2016]",
        '- {from: 2016-04-01, value: {regime: de-minimis, ceiling: "1.00"}, source: [BVR-2016]', 0,
        "'years' is missing; expected regime, ceiling, years",
    ),
    "a ceiling where the regime has none": (
        "scheme.yaml", "- {from: 2016-04-01, value: unknown, source: [BVR-2016]",
        '- {from: 2016-04-01, value: {regime: gber, years: 3}, source: [BVR-2016]', 0,
        "'years' is not a field; expected one of regime",
    ),
    "a window of no years": (
        "scheme.yaml", "- {from: 2016-04-01, value: unknown, source: [BVR-2016]",
        "- {from: 2016-04-01, value: {regime: de-minimis, ceiling: \"1.00\", years: 0},"
        " source: [BVR-2016]", 0,
        "0 years is no window; expected a number such as 3",
    ),
    "a placeholder that does not exist": (
        "rules.yaml", "tot en met {file_before}", "tot en met {filed_before}", 0,
        "{filed_before} is not known to a sentence; expected one of {value}, {limit}, {grant},"
        " {rate}, {file_before}",
    ),
    "a placeholder that is not closed": (
        "rules.yaml", '{limit} na de start."', '{limit na de start."', 0,
        "expected '}' before end of string; expected each { closed by a }",
    ),
    "a sentence that is missing": (
        "rules.yaml", "          title: Over in time\n", "", 0,
        "'title' is missing; expected title, holds",
    ),
    "a rule without English": (
        "rules.yaml", "        en:\n          title: Filed in time", "        eng:\n"
        "          title: Filed in time", 0,
        "'eng' is not a field; expected one of from, source, nl, en",
    ),
    "a kind that does not exist": (
        "rules.yaml", "kind: content", "kind: contents", 0,
        "'contents' is not known here; expected one of formal, content",
    ),
    "what is no YAML": (
        "rules.yaml", "rules:\n", "rules: [\n", 2,
        "did not find expected ',' or ']'; expected readable YAML",
    ),
    "a tab": (
        "sectors.yaml", "    complete: false", "\tcomplete: false", 0,
        "found a tab character that violates indentation; expected readable YAML",
    ),
    "a control character": (
        "sectors.yaml", "# Main", "\x01 Main", 0,
        "unacceptable character #x0001: control characters are not allowed\n"
        '  in "<unicode string>", position 0; expected readable YAML',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_what(tmp_path: Path, name: str) -> None:
    file, old, new, below, message = BROKEN[name]
    folder = copied(tmp_path)
    line = edited(folder, file, old, new) + below
    with pytest.raises(LawError) as error:
        read_law(folder)
    assert str(error.value) == f"{file}, line {line}: {message}"
    assert (error.value.file, error.value.line) == (file, line)
    assert message == f"{error.value.why}; expected {error.value.expected}"


def test_a_rule_that_begins_before_the_law_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "rules.yaml", "from: 2016-04-01", "from: 2015-04-01")
    with pytest.raises(LawError, match=r"rules\.submitted-in-time begins on 2015-04-01; expected"):
        read_law(folder)


def test_a_rule_that_begins_after_the_law_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "rules.yaml", "from: 2016-04-01", "from: 2017-04-01")
    with pytest.raises(LawError, match=r"rules\.submitted-in-time begins on 2017-04-01; expected"):
        read_law(folder)


def test_a_rule_without_sentences_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "rules.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("  minimum-cost:"), text.index("  small-or-medium:")
    path.write_text(text[:start] + text[end:], "utf-8")
    with pytest.raises(
        LawError, match="the rule 'minimum-cost' has no sentences; expected an entry"
    ):
        read_law(folder)


def test_an_unbroken_copy_is_read(tmp_path: Path) -> None:
    assert len(read_law(copied(tmp_path)).periods) > 10
