"""Rows to measure figures with, in the files of a snapshot: invented, the same for a seed.

What is assumed, since nobody published it row by row:

- ten calendar years, as many applications in each, on any day of it; 300.000 enterprises at
  20 million rows (67 applications each: far more than there are, so that counting enterprises
  is hard), any of them as likely;
- 60 themes, the n-th as often as 1/n; three in four are training; nine in ten approved;
- grants of 50 to 1.500 euro; one in fifty decisions was revised, and its row superseded;
- a size per enterprise (one in eight medium) with the ceilings of the law of 2019.

Only `decision` has rows: the three figures that are measured read nothing else.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb

from portefeuille.figures.snapshot import files, manifest
from portefeuille.figures.snapshot.fingerprints import Partition

YEARS: Final = tuple(range(2016, 2026))
KNOWN_UNTIL: Final = datetime(2026, 6, 1, tzinfo=UTC)
ENTERPRISES: Final = 300_000
AT_ROWS: Final = 20_000_000

# A row is made of its number alone: `hash` of it and of what is drawn, in parts of a million.
_ROWS: Final = """
WITH drawn AS (
    SELECT {first} + range AS id,
           hash({first} + range, 'day', {seed}) % 365 AS day,
           hash({first} + range, 'enterprise', {seed}) % {enterprises} AS enterprise,
           hash({first} + range, 'theme', {seed}) % 1000000 / 1000000 AS theme,
           hash({first} + range, 'rest', {seed}) % 1000000 AS rest,
           hash({first} + range, 'grant', {seed}) % 145000 AS grant_drawn
    FROM range({rows})
), told AS (
    SELECT *, date '{year}-01-01' + day::integer AS submitted_on,
           enterprise % 8 = 0 AS medium, rest % 10 <> 0 AS approved, rest % 50 = 7 AS revised
    FROM drawn
)
SELECT id AS decision_id, id AS application_id, enterprise::bigint AS enterprise_id, submitted_on,
       (submitted_on - date '2000-01-01')::bigint * 1000000000000 + id AS turn,
       'law' AS regime, if(rest % 4 = 0, 'advice', 'training') AS service,
       'theme-' || floor(pow(60, theme))::integer AS theme, 100000 AS cost_cents,
       'DV.O1' || lpad((rest % 2000)::text, 5, '0') AS registration, 'classroom' AS delivery,
       if(approved, 'approved', 'refused') AS outcome, if(medium, 'medium', 'small') AS size,
       if(medium, 2000, 3000) AS rate_points, if(medium, 1500000, 1000000) AS ceiling_cents,
       100000 AS eligible_cents, if(approved, 5000 + grant_drawn, 0) AS grant_cents,
       'flanders' AS region, '610' AS legal_form, false AS natural_person, 2008 AS nace_version,
       (62000 + rest % 600)::text AS nace_code, (1000 + enterprise % 9000)::text AS postcode,
       false AS synthetic,
       submitted_on::timestamp AT TIME ZONE 'UTC' + interval (8 + rest % 10) hour AS known_at,
       if(revised, submitted_on::timestamp AT TIME ZONE 'UTC' + interval 60 day, NULL)
           AS superseded_at
FROM told
"""


def write(folder: Path, rows: int, seed: int = 1) -> None:
    """A snapshot of so many decisions; nothing is written where the folder has it already."""
    named = f"{rows}-{seed}"
    if (folder / named).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    each = rows // len(YEARS)
    enterprises = max(1_000, ENTERPRISES * rows // AT_ROWS)
    parts = []
    for at, year in enumerate(YEARS):
        partition = Partition("decision", year, each, f"{named}-{year}")
        file = folder / partition.file
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn = _ROWS.format(
            first=at * each + 1, rows=each, year=year, seed=seed, enterprises=enterprises
        )
        typed = ", ".join(
            f"{name}::{kind} AS {name}" for name, kind in files.column_types("decision").items()
        )
        with duckdb.connect(config={"memory_limit": "2GB"}) as database:
            database.execute("SET TimeZone = 'UTC'")
            database.execute(
                f"COPY (SELECT {typed} FROM ({drawn}) ORDER BY {files.ORDER['decision']})"  # noqa: S608 - our own words
                f" TO '{file}' (FORMAT parquet, COMPRESSION zstd)"
            )
        parts.append(files.described(folder, partition))
    manifest.replace(folder, KNOWN_UNTIL, parts)
    (folder / named).touch()
