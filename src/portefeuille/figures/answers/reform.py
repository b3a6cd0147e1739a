"""What a reform would have done to applications that were decided: before and after, by size.

The cases as they were judged are decided again, once under the law as it was and once under the
law with an overlay over it, in their order and with what each year had left. That is arithmetic
and no forecast: nobody applies less, more, earlier or for something else than they did, and what
stopped does not give its room back.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from portefeuille import law as laws
from portefeuille.applications.queries import StoredCase, cases_between
from portefeuille.core.facts import SIZES
from portefeuille.core.law import Law, Text
from portefeuille.core.show import show_count, show_day
from portefeuille.figures.answers.questionfile import QuestionError
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.engines import LiveOnlyError
from portefeuille.figures.labels import label
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import Row, Table, total_row
from portefeuille.figures.values import Column, Scope

if TYPE_CHECKING:
    from portefeuille.core.batch import Decided

DEFINITION: Final[Text] = {
    "nl": "Aanvragen van de periode die volgens de wet van hun dag zijn beoordeeld, in hun volgorde"
    " opnieuw beslist op de feiten van toen: eerst onder het recht zoals het was, dan met de"
    " hervorming erover. De grootte is die van de beslissing onder het recht zoals het was.",
    "en": "Applications of the period that were judged by the law of their day, decided again in"
    " their order on the facts of then: first under the law as it was, then with the reform over"
    " it. The size is that of the decision under the law as it was.",
}
_NOT_MODELLED: Final = (
    "Gedrag is niet nagebootst: niemand vraagt hier meer, minder, vroeger of iets anders aan dan"
    " hij deed, en wat later stopte geeft geen ruimte terug. Het budget en de steun van vroeger"
    " tellen niet mee. Het is een berekening over het verleden, geen voorspelling."
)

_COLUMNS: Final = (
    c.SIZE,
    Column(
        "before", {"nl": "Projecten zoals het was", "en": "Projects, before"}, "count", None, True
    ),
    Column(
        "after", {"nl": "Projecten na hervorming", "en": "Projects, after"}, "count", None, True
    ),
    Column(
        "before_cents",
        {"nl": "Subsidie zoals het was (€)", "en": "Before (€)"},
        "amount",
        None,
        True,
    ),
    Column(
        "after_cents", {"nl": "Subsidie na hervorming (€)", "en": "After (€)"}, "amount", None, True
    ),
    Column("more_cents", {"nl": "Verschil (€)", "en": "Difference (€)"}, "amount", None, True),
)


def reform_table(
    overlay: Mapping[str, Any], scope: Scope, at: Position, question: str, source: str
) -> Table:
    """The table of an overlay over the law, of the applications of a period without filters.

    QuestionError where the overlay cannot be read, or filters are asked: what an enterprise has
    left follows from all it asked. LiveOnlyError on a snapshot, which has no facts as judged.
    """
    if scope.filters:
        raise QuestionError("a reform is worked out over all applications of a period: no filters")
    if at.engine.name != "live":
        raise LiveOnlyError("what was judged")
    law, name = _reformed(overlay)
    stored = tuple(cases_between(scope.first_day, scope.last_day, at.known_before))
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = (_NOT_MODELLED,)
    if stored:
        before = _decided(stored, laws.load())
        rows = _rows(before, _decided(stored, law), scope)
        notes += _otherwise(stored, before)
    return Table(
        title=f"{name}: wat zij met de aanvragen van {_period(scope)} had gedaan",
        question=question,
        columns=_COLUMNS,
        rows=rows,
        total=total_row("Totaal", _COLUMNS, rows),
        definition=DEFINITION,
        notes=notes,
        source=source,
    )


def _reformed(overlay: Mapping[str, Any]) -> tuple[Law, str]:
    """The law with the overlay over it, and what the overlay is called."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reform.yaml"
        file.write_text(
            yaml.safe_dump(dict(overlay), default_style='"', allow_unicode=True), "utf-8"
        )
        try:
            return laws.find(file), str(overlay["name"]["nl"])
        except (laws.LawError, LookupError, TypeError) as error:
            raise QuestionError(f"the reform cannot be read: {error}") from None


def _rows(before: "Decided", after: "Decided", scope: Scope) -> tuple[Row, ...]:
    import numpy as np

    from portefeuille.core.batch import OUTCOMES
    from portefeuille.core.batch import SIZES as CODED

    approved = OUTCOMES.index("approved")
    rows = []
    for size in (*SIZES, None):
        of_size = before.size == (CODED.index(size) if size is not None else -1)
        counts = [int(np.sum(of_size & (one.outcome == approved))) for one in (before, after)]
        grants = [int(np.sum(one.grant[of_size])) for one in (before, after)]
        if of_size.any():
            shown = label("size", size, (scope.first_day, scope.last_day), "nl")
            rows.append(Row((shown, *counts, *grants, grants[1] - grants[0])))
    return tuple(rows)


def _otherwise(stored: tuple[StoredCase, ...], before: "Decided") -> tuple[str, ...]:
    """A note where cases decided again are not what was decided: room came back in between."""
    from portefeuille.core.batch import OUTCOMES

    again = zip(stored, before.outcome, before.grant, strict=True)
    different = sum(
        (one.outcome, one.grant) != (OUTCOMES[outcome], grant) for one, outcome, grant in again
    )
    if not different:
        return ()
    return (
        f"Onder het recht zoals het was komen {show_count(different)} van de"
        f" {show_count(len(stored))} beslissingen hier anders uit dan zij zijn genomen, doordat"
        " intussen ruimte terugkwam of het budget op was; de kolommen ‘zoals het was’ zijn die van"
        " de berekening.",
    )


def _decided(stored: tuple[StoredCase, ...], law: Law) -> "Decided":
    """Every case under a law; the state of a wallet counts on the first of an enterprise-year."""
    import numpy as np

    from portefeuille.core.batch import ColumnsError, Words, columns_of, decide_columns

    columns = columns_of([one.case for one in stored], [one.enterprise_id for one in stored])
    years = [(one.enterprise_id, one.case.application.submitted_on.year) for one in stored]
    places = {year: at for at, year in reversed(list(enumerate(years)))}
    first = np.zeros(len(stored), dtype=bool)
    first[list(places.values())] = True
    locked, used = columns.locked_size, columns.granted_this_year
    assert locked is not None
    assert used is not None
    codes = np.where(first, locked.codes, 0).astype(locked.codes.dtype)
    columns = replace(
        columns, granted_this_year=np.where(first, used, 0), locked_size=Words(codes, locked.words)
    )
    try:
        return decide_columns(columns, law)
    except ColumnsError as error:
        raise QuestionError(f"the reform cannot decide what was asked: {error}") from None


def _period(scope: Scope) -> str:
    return f"{show_day(scope.first_day, 'nl')} tot en met {show_day(scope.last_day, 'nl')}"
