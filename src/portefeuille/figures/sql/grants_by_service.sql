-- Both services, also where nothing was approved.
SELECT service,
       count(enterprise_id) AS approved,
       CASE WHEN count(grant_cents) = count(enterprise_id)
            THEN coalesce(sum(grant_cents), 0)::bigint END AS grant_cents
FROM (VALUES ('advice'), ('training')) AS every (service)
LEFT JOIN approved USING (service)
WHERE service = coalesce(%(service)s::text, service)
GROUP BY service
ORDER BY service
