-- Everything a submission needs to know, in one question: who the enterprise is and what the
-- register last said of it, its wallet of the year, and the provider's registration. Of several
-- registrations under one number the one valid on the day counts, else the last.
-- A number that was replaced, or of an enterprise that was absorbed, leads to the enterprise that
-- stands for it in that year (`h`), and what went on in that one counts (`b`): both are asked only
-- where there are successions, so that everybody else pays two look-ups in an index.
-- Of the envelopes of the budget that could refuse a grant, the one with least left (`m`).
-- `stale`: a newer extract of the register was loaded than the one this snapshot came from.
SELECT h.id, s.id, s.facts,
       s.source = 'kbo-open-data'
           AND s.holds_on < (SELECT max(snapshot_date) FROM kbo_extract) AS stale,
       coalesce(w.version, 0), coalesce(w.used_cents, 0) + coalesce((b.room).used, 0),
       coalesce(w.size, (b.room).size),
       lower(r.valid), upper(r.valid),
       EXISTS (SELECT FROM journal_running g JOIN applications_arrival a ON a.id = g.subject_id
               WHERE g.subject = 'arrival' AND a.enterprise_id IN (n.enterprise_id, h.id)) AS waits,
       CASE WHEN h.id = n.enterprise_id THEN n.number ELSE (
           SELECT number FROM register_enterprisenumber WHERE enterprise_id = h.id
           ORDER BY held_until DESC NULLS FIRST LIMIT 1) END AS number,
       m.part, m.left_cents, m.when_exhausted
FROM register_enterprisenumber n
CROSS JOIN LATERAL (
    SELECT CASE WHEN EXISTS (SELECT FROM register_succession
                             WHERE predecessor_id = n.enterprise_id AND ended_at IS NULL)
                THEN register_head(n.enterprise_id, %(year)s) ELSE n.enterprise_id END AS id
    OFFSET 0
) h
CROSS JOIN LATERAL (
    SELECT CASE WHEN EXISTS (SELECT FROM register_succession
                             WHERE successor_id = h.id AND ended_at IS NULL)
                THEN wallet_beside(h.id, %(year)s) END AS room
    OFFSET 0
) b
LEFT JOIN LATERAL (
    SELECT id, source, facts, holds_on FROM register_snapshot
    WHERE enterprise_id = h.id
    ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1
) s ON true
LEFT JOIN wallet_wallet w ON w.enterprise_id = h.id AND w.year = %(year)s
LEFT JOIN LATERAL (
    SELECT valid FROM providers_registration
    WHERE number = %(registration)s
    ORDER BY valid @> %(day)s::date DESC, valid DESC LIMIT 1
) r ON true
LEFT JOIN LATERAL (
    SELECT e.part, e.when_exhausted, (
        SELECT sum(s.left_cents - s.over_cents) FROM budget_slot s WHERE s.envelope_id = e.id
    ) AS left_cents
    FROM budget_envelope e
    WHERE e.year = %(year)s AND e.when_exhausted <> 'unknown'
        AND (e.part = '' OR e.themes @> ARRAY[%(theme)s::varchar])
    ORDER BY left_cents LIMIT 1
) m ON true
WHERE n.number = %(number)s
