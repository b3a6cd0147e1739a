-- Everything a submission needs to know, in one question: who the enterprise is and what the
-- register last said of it, its wallet of the year, and the provider's registration. Of several
-- registrations under one number the one valid on the day counts, else the last.
-- `stale`: a newer extract of the register was loaded than the one this snapshot came from.
SELECT n.enterprise_id, s.id, s.facts,
       s.source = 'kbo-open-data'
           AND s.holds_on < (SELECT max(snapshot_date) FROM kbo_extract) AS stale,
       coalesce(w.version, 0), coalesce(w.used_cents, 0), w.size,
       lower(r.valid), upper(r.valid),
       EXISTS (SELECT FROM journal_running g JOIN applications_arrival a ON a.id = g.subject_id
               WHERE g.subject = 'arrival' AND a.enterprise_id = n.enterprise_id) AS waits
FROM register_enterprisenumber n
LEFT JOIN LATERAL (
    SELECT id, source, facts, holds_on FROM register_snapshot
    WHERE enterprise_id = n.enterprise_id
    ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1
) s ON true
LEFT JOIN wallet_wallet w ON w.enterprise_id = n.enterprise_id AND w.year = %(year)s
LEFT JOIN LATERAL (
    SELECT valid FROM providers_registration
    WHERE number = %(registration)s
    ORDER BY valid @> %(day)s::date DESC, valid DESC LIMIT 1
) r ON true
WHERE n.number = %(number)s
