"""`portefeuille decide`: judge one case or a list of cases, in the contract's form."""

import sys
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TextIO

import click

from portefeuille import law as laws
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end, print_json
from portefeuille.commands.explaining import explain_option, explained, lang_option
from portefeuille.commands.reading import Unreadable, read
from portefeuille.core.decide import Decision, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import decision_document
from portefeuille.core.facts import Case
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Language, Law, LawInForce, NoLaw


@click.command("decide", cls=Command)
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@explain_option
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge under the law of DATE.",
)
@click.option(
    "--law",
    "place",
    metavar="FOLDER|OVERLAY",
    help="Judge under the law of FOLDER, or with a reform laid over the law.",
)
@lang_option
def command(
    file: TextIO, explain: bool, day: datetime | None, place: str | None, lang: Language
) -> None:
    """Judge the case in FILE (YAML or JSON; - is standard input), or each of a list of cases."""
    try:
        law = laws.find(place) if place else laws.load()
        cases = read(file)
    except (laws.NoSuchLaw, laws.LawError, Unreadable) as error:
        end(INPUT_IS_WRONG, str(error))
    judge = _Judge(law, day.date() if day else None, lang)
    if isinstance(cases, list):
        if explain:
            end(
                INPUT_IS_WRONG,
                "--explain takes one case, not a list; leave it out, or give one case",
            )
        answers = [judge.document_or_error(case, at) for at, case in enumerate(cases)]
        print_json(answers)
        sys.exit(INPUT_IS_WRONG if any("error" in answer for answer in answers) else 0)
    try:
        case, decision, in_force = judge.decide(cases)
    except CaseError as error:
        end(INPUT_IS_WRONG, f"{file.name}: {error}")
    if explain:
        click.echo(explained(case, decision, in_force, lang))
    else:
        print_json(decision_document(decision, in_force, lang))


class _Judge:
    """Judges raw cases under one law, of their own day or of a given one."""

    def __init__(self, law: Law, day: date | None, language: Language) -> None:
        self._law, self._day, self._language = law, day, language

    def decide(self, raw: Any) -> tuple[Case, Decision, LawInForce]:
        case = read_case(raw, self._law.services)
        in_force = self._law_for(case)
        decision = decide_under(case, in_force)
        if self._day:  # the decision names the day of the law it was taken under
            decision = replace(decision, law=in_force.identifier(self._day))
        return case, decision, in_force

    def document_or_error(self, raw: Any, at: int) -> dict[str, Any]:
        try:
            _, decision, in_force = self.decide(raw)
        except CaseError as error:
            where = f"[{at}].{error.where}"
            return {"error": {"where": where, "why": error.why, "expected": error.expected}}
        return decision_document(decision, in_force, self._language)

    def _law_for(self, case: Case) -> LawInForce:
        day = self._day or case.application.submitted_on
        try:
            return self._law.on(day)
        except NoLaw as error:
            where = "--on" if self._day else "application.submitted_on"
            raise CaseError(where, str(error), f"a day from {error.first_day} on") from None
