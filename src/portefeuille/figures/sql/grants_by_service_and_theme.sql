-- Themes in the order of the law's list; the average half up to the cent.
SELECT theme,
       service,
       count(*) AS approved,
       CASE WHEN count(grant_cents) = count(*) THEN sum(grant_cents)::bigint END AS grant_cents,
       CASE WHEN count(grant_cents) = count(*)
            THEN div(2 * sum(grant_cents) + count(*), 2 * count(*))::bigint END AS average_cents
FROM approved
GROUP BY theme, service
ORDER BY array_position(%(themes)s::text[], theme), theme, service
