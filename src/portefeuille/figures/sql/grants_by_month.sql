-- Months of submission in which anything was approved.
SELECT date_trunc('month', submitted_on::timestamp)::date AS month,
       service,
       count(*) AS approved,
       CASE WHEN count(grant_cents) = count(*) THEN sum(grant_cents)::bigint END AS grant_cents
FROM approved
GROUP BY month, service
ORDER BY month, service
