"""`portefeuille decide --explain` shows how the size was worked out, line by line."""

import yaml
from click.testing import CliRunner, Result

from portefeuille.commands.main import main
from tests.dossiers import base, laid_over

FIGURES = {"turnover": "1000000.00", "balance_total": "500000.00"}
SIZE = {
    "years": [{"year": 2023, "headcount": "40", "months": 6, **FIGURES}],
    "related": [
        {"name": "Alfa nv", "kind": "linked", "headcount": "9.5", **FIGURES},
        {"name": "Een naam die langer is dan de kolom breed is, nv", "of": "Alfa nv",
         "kind": "partner", "share": "0.50", "headcount": "1", **FIGURES},
        {"name": "Gamma [cv]", "kind": "partner", "share": "0.2499", "headcount": "99", **FIGURES},
    ],
}  # fmt: skip


def explained(*arguments: str, **change: object) -> Result:
    case = yaml.safe_dump(laid_over(base(), change))
    result: Result = CliRunner().invoke(main, ["decide", "--explain", *arguments], input=case)
    assert (result.exit_code, result.stderr) == (0, "")
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    return result


def section(result: Result, title: str) -> list[str]:
    """The lines of a part, up to the empty line after it, with single plain spaces."""
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    at = lines.index(title)
    return lines[at + 1 : lines.index("", at)]


def test_the_sum_is_printed_in_columns_and_sentences() -> None:
    lines = section(
        explained(enterprise={"size": SIZE}), "Grootte van de onderneming, stap voor stap"
    )
    assert lines[0] == "Wie meetelt, en waarom"
    assert "Alfa nv: verbonden met de aanvrager; telt volledig (art. 6, lid 2)." in lines
    assert "Gamma [cv]: partner van de aanvrager voor 24,99%, minder dan 25%; telt niet mee" in (
        " ".join(lines)
    )
    table = lines[lines.index("Boekjaar 2023") + 1 :]
    assert table[0] == "Onderneming Telt voor VTE Omzet Balanstotaal"
    assert table[1] == "De onderneming zelf 100% 40 € 2.000.000,00 € 500.000,00"
    assert table[2] == "Alfa nv 100% 9,5 € 1.000.000,00 € 500.000,00"
    assert "Samen 50 € 3.500.000,00 € 1.250.000,00" in table
    assert lines[-2:] == [
        "Volgens de cijfers is de grootte: middelgroot.",
        "Bron: Aanbeveling 2003/361/EG, bijlage",
    ]


def test_it_is_printed_in_english_too() -> None:
    result = explained("--lang", "en", enterprise={"size": SIZE})
    lines = section(result, "Size of the enterprise, step by step")
    assert "Together 50 € 3.500.000,00 € 1.250.000,00" in lines
    assert lines[-2] == "By the figures the size is: medium-sized."


def test_of_a_declared_size_there_is_one_line() -> None:
    lines = section(explained(), "Grootte van de onderneming, stap voor stap")
    assert lines == ["De grootte is opgegeven, zonder cijfers: klein."]


def test_a_size_that_was_fixed_is_said_last() -> None:
    result = explained(enterprise={"size": SIZE}, wallet={"locked_size": "small"})
    lines = " ".join(section(result, "Grootte van de onderneming, stap voor stap"))
    assert "ligt voor dit kalenderjaar vast door de eerste goedgekeurde aanvraag: klein" in lines
