"""Answers that were given: kept as they were, produced again byte for byte, corrected in sight.

What is kept is the document every form is made from, how it was asked, and the sha256 of every form
as it was on that day. A form made again from another version of a library may differ in its bytes;
then that is said, and never its numbers. A correction is a new answer that stands in the place of
another, with a reason; the other stays.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from portefeuille.figures.answers.document import canonical, digest_of, from_document, to_document
from portefeuille.figures.formats import FORMATS, render
from portefeuille.figures.models import GivenAnswer
from portefeuille.figures.tables import Answer
from portefeuille.journal.services import By

TERMINAL: Final = "table"
"""The form that is as wide as the terminal it is printed on: it has no bytes of its own."""


class AlteredError(ValueError):
    """A document that is kept is not what its digest says it was."""


class NotGivenError(LookupError):
    """There is no answer of this number, or it cannot be corrected; the message says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: `asked` says how (`name` of one of the four, or a `question`).

    `forms` has the sha256 of each form as it was made; `corrects` and `corrected_by` are numbers.
    """

    number: int
    answer: Answer
    asked: Mapping[str, Any]
    forms: Mapping[str, str]
    digest: str
    actor: str
    known_at: datetime
    corrects: int | None
    corrected_by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A given answer in a list."""

    number: int
    name: str
    as_of: date
    known_at: datetime
    corrects: int | None
    reason: str


def give(
    answer: Answer, asked: Mapping[str, Any], by: By, corrects: int | None = None, reason: str = ""
) -> Given:
    """Keep an answer as given. `corrects` is the number it stands in the place of, and why.

    NotGivenError where that does not exist, was corrected before, or no reason is given.
    """
    if corrects is not None:
        _refuse_correction(corrects, reason)
    text = canonical(
        {"answer": to_document(answer), "asked": dict(asked), "forms": _digests(answer)}
    )
    try:
        with transaction.atomic():
            kept = GivenAnswer.objects.create(
                name=answer.name,
                as_of=answer.as_of,
                document=text,
                digest=digest_of(text),
                corrects_id=corrects,
                reason=reason.strip(),
                actor=by.actor,
                known_at=by.now,
            )
    except IntegrityError:  # somebody corrected it at the same moment
        raise NotGivenError(f"answer {corrects} was corrected already") from None
    return given(kept.pk)


def given(number: int) -> Given:
    """A given answer as it was. NotGivenError where there is none, AlteredError where its document
    is not what was kept."""
    kept = GivenAnswer.objects.filter(pk=number).first()
    if kept is None:
        raise NotGivenError(f"no answer was given under number {number}")
    if digest_of(kept.document) != kept.digest:
        raise AlteredError(
            f"the document of answer {number} is not the one that was given: its digest is"
            f" {digest_of(kept.document)}, and {kept.digest} was kept"
        )
    document = json.loads(kept.document)
    later = GivenAnswer.objects.filter(corrects_id=number).values_list("pk", flat=True).first()
    return Given(
        number=kept.pk,
        answer=from_document(document["answer"]),
        asked=document["asked"],
        forms=document["forms"],
        digest=kept.digest,
        actor=kept.actor,
        known_at=kept.known_at,
        corrects=kept.corrects_id,
        corrected_by=later,
        reason=kept.reason,
    )


def given_answers() -> tuple[Listed, ...]:
    """Every answer that was given, the first one first."""
    rows = GivenAnswer.objects.order_by("pk")
    return tuple(
        Listed(row.pk, row.name, row.as_of, row.known_at, row.corrects_id, row.reason)
        for row in rows.defer("document")
    )


def is_as_given(kept: Given, form: str, made: str | bytes) -> bool:
    """Whether a form made again has the bytes it had; of the terminal's, always."""
    return form == TERMINAL or kept.forms.get(form, digest_of(made)) == digest_of(made)


def _digests(answer: Answer) -> dict[str, str]:
    return {form: digest_of(render(answer, form)) for form in FORMATS if form != TERMINAL}


def _refuse_correction(number: int, reason: str) -> None:
    found = given(number)
    if not reason.strip():
        raise NotGivenError("a correction has a reason: say why")
    if found.corrected_by is not None:
        raise NotGivenError(
            f"answer {number} was corrected already: correct answer {found.corrected_by}"
        )
