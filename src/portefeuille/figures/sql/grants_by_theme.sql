-- Themes from most to least approved; equals in the order of the law's list.
SELECT theme,
       count(*) AS approved,
       CASE WHEN count(grant_cents) = count(*) THEN sum(grant_cents)::bigint END AS grant_cents
FROM approved
GROUP BY theme
ORDER BY approved DESC, array_position(%(themes)s::text[], theme), theme
