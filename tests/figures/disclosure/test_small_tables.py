"""Any small tables: what is told is true, what is small is not told, and the audit agrees."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portefeuille.figures.disclosure import Counted, Told, audit, protect
from portefeuille.figures.disclosure.values import is_few, is_hidden
from portefeuille.figures.values import Column, calendar_year
from tests.figures.disclosure.released_world import counted

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "enterprise": st.integers(1, 30),
            "service": st.sampled_from(["training", "advice"]),
            "size": st.sampled_from(["small", "medium"]),
            "theme": st.sampled_from(["a", "b", "c", "d"]),
            "month": st.just(date(2019, 1, 1)),
            "planned_grant_cents": st.integers(10_000, 500_000),
        }
    ),
    max_size=60,
)


def release(rows: Sequence[Any]) -> list[Counted]:
    keys = [(), ("service",), ("theme",), ("theme", "service")]
    return [counted("-".join(key), key, rows, None, None) for key in keys]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_what_is_told_is_true_and_what_is_small_is_not_told(rows: list[Any]) -> None:
    tables = release(rows)
    told = protect(tables)
    for before, after in zip(tables, told, strict=True):
        code = [tuple(row[key] for key in after.keys) for row in before.table.rows]
        true = dict(zip(code, zip(before.table.rows, before.enterprises, strict=True), strict=True))
        assert len(after.rows) == len(code)
        for row in after.rows:
            counted_row, enterprises = true[tuple(row[key] for key in after.keys)]
            assert is_hidden(row) or row == counted_row
            if is_few(enterprises) or is_few(counted_row["approved"]):
                assert is_hidden(row)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS.filter(lambda rows: len(rows) > 40))
def test_the_audit_finds_nothing_but_what_nothing_can_hide(rows: list[Any]) -> None:
    tables = release(rows)
    told = protect(tables)
    assert audit(tables, told) == ()


def test_the_same_tables_are_protected_the_same_way() -> None:
    rows = [
        {
            "enterprise": number,
            "service": "advice" if number % 3 else "training",
            "size": "small",
            "theme": "abcd"[number % 7 % 4],
            "month": date(2019, 1, 1),
            "planned_grant_cents": 10_000 + number,
        }
        for number in range(40)
    ]
    assert protect(release(rows)) == protect(release(rows))


def test_a_whole_that_must_be_hidden_hides_the_shares_that_tell_it() -> None:
    """13 in eleven months: only where the 13 is hidden may one of them be 5."""
    scope = calendar_year(2019)
    label = {"nl": "", "en": ""}
    by_month = Counted(
        Told(
            "months",
            scope,
            (Column("month", label), Column("approved", label, "count", adds_up=True)),
            ("month",),
            tuple({"month": date(2019, n, 1), "approved": 1 + (n < 3)} for n in range(1, 12)),
        ),
        (9,) * 11,
    )
    shared = Counted(
        Told(
            "places",
            scope,
            (
                Column("province", label),
                Column("approved", label, "count", adds_up=True),
                Column("share_points", label, "share"),
            ),
            ("province",),
            ({"province": "antwerp", "approved": 13, "share_points": 10_000},),
        ),
        (13,),
    )
    told = protect((by_month, shared))
    assert all(is_hidden(row) for table in told for row in table.rows)
    assert audit((by_month, shared), told) == ()
