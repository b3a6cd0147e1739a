-- What each beneficiary was granted over a period, by regime; those above an amount, the most first.
SELECT n.number, s.facts ->> 'name' AS name,
       (s.facts ->> 'natural_person')::boolean AS natural_person,
       sums.regime, sums.awards::integer, sums.cents::bigint
FROM (
    SELECT a.enterprise_id, coalesce(r.regime, 'unknown') AS regime,
           count(*) AS awards, sum(a.amount_cents) AS cents
    FROM applications_award a
    LEFT JOIN unnest(%(since)s::date[], %(until)s::date[], %(regime)s::text[])
        AS r (since, until, regime)
        ON a.submitted_on >= r.since AND a.submitted_on < r.until
    WHERE a.granted_on BETWEEN %(first)s AND %(last)s AND a.amount_cents > 0
    GROUP BY 1, 2
    HAVING sum(a.amount_cents) > %(above)s
) sums
JOIN LATERAL (
    SELECT number FROM register_enterprisenumber
    WHERE enterprise_id = sums.enterprise_id ORDER BY held_until DESC NULLS FIRST LIMIT 1
) n ON true
LEFT JOIN LATERAL (
    SELECT facts FROM register_snapshot WHERE enterprise_id = sums.enterprise_id
    ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1
) s ON true
ORDER BY sums.cents DESC, n.number, sums.regime
