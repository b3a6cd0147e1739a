-- What was committed net in each week of these years (week 0 is 1 to 7 January), by the moments at
-- which it happened; of all themes, or of these. What happened in another year is left out.
SELECT w.year, (extract(doy FROM happened.at)::integer - 1) / 7 AS week,
       -sum(p.amount_cents)::bigint AS committed
FROM wallet_wallet w
JOIN wallet_posting p ON p.account = 'room' AND p.owner_id = w.id
JOIN wallet_entry n ON n.id = p.entry_id
JOIN journal_event v ON v.id = n.event_id
CROSS JOIN LATERAL (SELECT v.held_at AT TIME ZONE 'Europe/Brussels' AS at) happened
LEFT JOIN applications_application a
    ON %(themes)s::text[] IS NOT NULL AND v.subject = 'application' AND a.id = v.subject_id
WHERE w.year = ANY (%(years)s) AND extract(year FROM happened.at) = w.year
    AND (%(themes)s::text[] IS NULL OR a.theme = ANY (%(themes)s::text[]))
GROUP BY 1, 2
