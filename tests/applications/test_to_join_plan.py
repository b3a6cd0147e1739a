"""What may go on in another is found in an index, however many snapshots there are."""

from importlib.resources import files

import psycopg

from tests.databases import Database


def test_the_queue_reads_no_snapshot_that_tells_of_nothing(database: Database) -> None:
    asked = files("portefeuille.applications").joinpath("sql/to_join.sql").read_text("utf-8")
    with psycopg.connect(database.owner_url) as session:
        session.execute("SET enable_seqscan = off")
        plan = session.execute(f"EXPLAIN {asked}", {"limit": 50}).fetchall()
    assert any("snapshot_of_who_may_go_on" in line for (line,) in plan), plan
