-- An enterprise counts once, with the size and the ceiling of its last approved application of the
-- period. Average half up to the cent, share of the ceiling half up to the tenth of a per cent.
SELECT size,
       ceiling_cents,
       count(*) AS enterprises,
       CASE WHEN bool_and(grant_cents IS NOT NULL)
            THEN sum(grant_cents)::bigint END AS grant_cents,
       CASE WHEN bool_and(grant_cents IS NOT NULL)
            THEN div(2 * sum(grant_cents) + count(*), 2 * count(*))::bigint END AS average_cents,
       CASE WHEN bool_and(grant_cents IS NOT NULL) AND ceiling_cents > 0
            THEN 10 * div(2000 * sum(grant_cents) + count(*) * ceiling_cents,
                          2 * count(*) * ceiling_cents)::bigint END AS share_points
FROM (
    SELECT (array_agg(size ORDER BY submitted_on DESC, application_id DESC)
               FILTER (WHERE size IS NOT NULL))[1] AS size,
           (array_agg(ceiling_cents ORDER BY submitted_on DESC, application_id DESC)
               FILTER (WHERE size IS NOT NULL))[1] AS ceiling_cents,
           CASE WHEN count(grant_cents) = count(*) THEN sum(grant_cents) END AS grant_cents
    FROM approved
    GROUP BY enterprise_id
) AS holder
GROUP BY size, ceiling_cents
ORDER BY array_position(ARRAY['small', 'medium', 'large'], size), ceiling_cents
