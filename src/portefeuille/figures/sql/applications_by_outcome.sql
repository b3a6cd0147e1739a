-- All outcomes, also those that did not occur.
SELECT outcome,
       count(enterprise_id) AS applications,
       CASE WHEN count(grant_cents) = count(enterprise_id)
            THEN coalesce(sum(grant_cents), 0)::bigint END AS grant_cents
FROM (VALUES (1, 'approved'), (2, 'inadmissible'), (3, 'refused')) AS every (place, outcome)
LEFT JOIN counted USING (outcome)
GROUP BY place, outcome
ORDER BY place
