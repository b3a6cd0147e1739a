"""Which enterprises are certainly no natural persons: all others are masked when they leave."""

from collections.abc import Collection
from typing import Final

from django.db import connection

_LEGAL: Final = """
SELECT asked.number
FROM unnest(%(numbers)s::text[]) AS asked (number)
LEFT JOIN register_enterprisenumber AS held ON held.number = asked.number
LEFT JOIN LATERAL (
    SELECT (facts ->> 'natural_person')::boolean AS natural_person
    FROM register_snapshot
    WHERE enterprise_id = held.enterprise_id
    ORDER BY holds_on DESC, known_at DESC, id DESC
    LIMIT 1
) AS newest ON true
LEFT JOIN kbo_enterprise AS loaded ON loaded.enterprise_number = asked.number
WHERE NOT coalesce(newest.natural_person, loaded.type_of_enterprise <> '2', true)
"""


def legal_persons(numbers: Collection[str]) -> frozenset[str]:
    """Those of these numbers (ten digits) of which we know that they are of legal persons.

    As the newest snapshot says, else the loaded extract of KBO Open Data (type of enterprise 2).
    An enterprise of which neither says so may be somebody, and is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LEGAL, {"numbers": sorted(set(numbers))})
        return frozenset(number for (number,) in cursor.fetchall())
