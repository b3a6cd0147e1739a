"""A decision for people, on a terminal: the amounts, every reason with its source, the size."""

import io
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from portefeuille.commands.everywhere import wants_json
from portefeuille.core.decide import Decision
from portefeuille.core.explain import Told, tell
from portefeuille.core.facts import Case
from portefeuille.core.law import Language, LawInForce
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.core.size.telling import ToldLine, ToldSize, ToldYear, tell_size
from portefeuille.core.size.working import size_working
from portefeuille.law.sizewords import size_words

WORDS: Final = {
    "nl": {
        "approved": "Goedgekeurd",
        "inadmissible": "Niet ontvankelijk",
        "refused": "Geweigerd",
        "grant": "Subsidie",
        "own_share": "Eigen aandeel",
        "eligible_cost": "Kosten die in aanmerking komen (zonder btw)",
        "rate": "Percentage",
        "ceiling": "Plafond dit kalenderjaar",
        "room_before": "Nog over voor deze aanvraag",
        "file_before": "Uiterste dag om in te dienen",
        "fails": "Dit klopt niet",
        "unknown": "Niet beoordeeld",
        "holds": "Dit klopt",
        "source": "Bron",
        "law": "Recht",
    },
    "en": {
        "approved": "Approved",
        "inadmissible": "Inadmissible",
        "refused": "Refused",
        "grant": "Subsidy",
        "own_share": "Own share",
        "eligible_cost": "Eligible cost (excluding VAT)",
        "rate": "Rate",
        "ceiling": "Ceiling this calendar year",
        "room_before": "Left before this application",
        "file_before": "Last day to file",
        "fails": "Does not hold",
        "unknown": "Not judged",
        "holds": "Holds",
        "source": "Source",
        "law": "Law",
    },
}

GROUPS: Final = (("fails", False, "✗"), ("unknown", None, "?"), ("holds", True, "✓"))


def _for_people(_: click.Context, __: click.Parameter, explain: bool) -> bool:
    if explain and wants_json():
        raise click.UsageError("--explain is for people, --json for programs: give one of them")
    return explain


explain_option = click.option(
    "--explain", is_flag=True, callback=_for_people, help="Print the decision for people."
)
lang_option = click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="nl", help="Of the sentences."
)


def explained(case: Case, decision: Decision, law: LawInForce, language: Language) -> str:
    """The decision on a case as text of at most 100 columns."""
    words, out = WORDS[language], Console(file=io.StringIO(), width=100, highlight=False)
    out.print(Text(words[decision.outcome], style="bold"))
    for name, shown in _amounts(decision, language):
        out.print(Text(f"  {words[name]:<46}{shown}"))
    told = tell(decision, law, language)
    for title, holds, mark in GROUPS:
        reasons = [reason for reason in told if reason.holds is holds]
        if reasons:
            out.print(Text(f"\n{words[title]}", style="bold"))
        for reason in reasons:
            _print_reason(out, reason, mark, words)
    _print_size(out, tell_size(size_working(case, law), law, size_words(), language), words)
    out.print(Text(f"\n{words['law']}: {decision.law}"))
    assert isinstance(out.file, io.StringIO)
    lines = out.file.getvalue().splitlines()  # rich fills lines with spaces
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _amounts(decision: Decision, language: Language) -> list[tuple[str, str]]:
    amounts = [
        ("grant", show_euro(decision.grant)),
        ("own_share", show_euro(decision.own_share)),
        ("eligible_cost", show_euro(decision.eligible_cost)),
    ]
    if decision.rate is not None:
        amounts.append(("rate", show_share(decision.rate)))
    if decision.ceiling is not None and decision.room_before is not None:
        amounts.append(("ceiling", show_euro(decision.ceiling)))
        amounts.append(("room_before", show_euro(decision.room_before)))
    return [*amounts, ("file_before", show_day(decision.file_before, language))]


def _print_reason(out: Console, reason: Told, mark: str, words: dict[str, str]) -> None:
    out.print(Text(f"{mark} {reason.title} ({reason.rule})"))
    lines = [reason.message, reason.remedy, f"{words['source']}: {reason.source}"]
    for line in lines:
        if line:
            out.print(Padding(Text(line), (0, 0, 0, 4)))


def _print_size(out: Console, size: ToldSize, words: dict[str, str]) -> None:
    out.print(Text(f"\n{size.title}", style="bold"))
    if size.group:
        out.print(Text(f"  {size.group_title}"))
    for sentence in size.group:
        out.print(Padding(Text(sentence), (0, 0, 0, 4)))
    for year in size.years:
        _print_year(out, year, size.columns)
    for sentence in size.conclusion:
        out.print(Padding(Text(sentence), (0, 0, 0, 2)))
    if size.years:
        out.print(Padding(Text(f"{words['source']}: {size.source}"), (0, 0, 0, 2)))


def _print_year(out: Console, year: ToldYear, columns: ToldLine) -> None:
    out.print(Text(f"  {year.title}"))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(Text(columns.who), overflow="fold")
    for heading in (columns.weight, columns.headcount, columns.turnover, columns.balance_total):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    for line in year.lines:
        figures = (line.weight, line.headcount, line.turnover, line.balance_total)
        table.add_row(Text(line.who), *figures)
    out.print(Padding(table, (0, 0, 0, 4), expand=False))
    for sentence in year.sentences:
        out.print(Padding(Text(sentence), (0, 0, 0, 4)))
