-- The subsidy that was paid to providers for the applications of a year: of all themes, or of
-- these. What a revision made of it is counted.
SELECT coalesce(sum(p.amount_cents), 0)::bigint
FROM applications_application a
JOIN wallet_posting p ON p.account = 'spent' AND p.owner_id = a.id
WHERE a.submitted_on BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
    AND (%(themes)s::text[] IS NULL OR a.theme = ANY (%(themes)s::text[]))
