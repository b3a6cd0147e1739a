-- Enterprises with applications of which the register says that their number was replaced or that
-- another absorbed them, and on which no case handler has decided yet: those that go on in another
-- already are left out, and those that were looked at since it is so.
-- `told` is read from an index with these very codes (register, migration 0007).
SELECT n.number, newest.name, newest.situation, newest.since, newest.holds_on
FROM (
    SELECT DISTINCT enterprise_id AS id FROM register_snapshot
    WHERE facts ->> 'juridical_situation'
        IN ('003', '006', '021', '022', '023', '024', '025', '026')
) told
CROSS JOIN LATERAL (
    SELECT facts ->> 'name' AS name, facts ->> 'juridical_situation' AS situation,
           (facts ->> 'juridical_situation_since')::date AS since, holds_on
    FROM register_snapshot WHERE enterprise_id = told.id
    ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1
) newest
CROSS JOIN LATERAL (
    SELECT number FROM register_enterprisenumber WHERE enterprise_id = told.id
    ORDER BY held_until DESC NULLS FIRST LIMIT 1
) n
WHERE newest.situation IN ('003', '006', '021', '022', '023', '024', '025', '026')
  AND EXISTS (SELECT FROM applications_application a WHERE a.enterprise_id = told.id)
  AND NOT EXISTS (SELECT FROM register_succession s
                  WHERE s.predecessor_id = told.id AND s.ended_at IS NULL)
  AND NOT EXISTS (SELECT FROM journal_event e
                  WHERE e.subject = 'enterprise' AND e.subject_id = told.id
                    AND e.verb = 'keep_apart'
                    AND (newest.since IS NULL OR e.known_at >= newest.since))
ORDER BY newest.since NULLS LAST, n.number
LIMIT %(limit)s
