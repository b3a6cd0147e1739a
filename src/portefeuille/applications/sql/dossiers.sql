-- Applications as people work with them: what was asked, by whom, of which provider; where the
-- journal took it; the decision that holds; what the ledger says. All by index, a handful of
-- look-ups a row, so the cost grows with the rows shown and not with the book.
-- `number` and `enterprise_name` are of the enterprise that stands for it now (`h`), `filed_as` is
-- the number it was filed under.
SELECT a.id, a.enterprise_id, a.regime, a.submitted_at, a.submitted_on, a.service, a.theme,
       a.title, a.starts_on, a.registration,
       n.number, s.facts ->> 'name' AS enterprise_name,
       CASE WHEN h.id = a.enterprise_id THEN n.number ELSE (
           SELECT number FROM register_enterprisenumber WHERE enterprise_id = a.enterprise_id
           ORDER BY held_until DESC NULLS FIRST LIMIT 1) END AS filed_as,
       r.provider_id, r.provider_number, r.provider_name,
       e.to_status AS status, e.due_on, e.sequence,
       EXISTS (SELECT FROM journal_event c WHERE c.subject = 'application'
               AND c.subject_id = a.id AND c.verb = 'check') AS checked,
       d.id AS decision_id, d.outcome, d.size, d.rate_points, d.unknown,
       coalesce(d.eligible_cents, d.grant_cents, 0) AS cost_cents,
       coalesce(d.grant_cents, 0) AS grant_cents,
       ARRAY(SELECT rule FROM applications_assessment WHERE decision_id = d.id) AS assessed,
       l.own, l.subsidy, l.held, l.owed, l.own_paid, l.subsidy_paid
FROM applications_application a
JOIN LATERAL (
    SELECT to_status, due_on, sequence FROM journal_event
    WHERE subject = 'application' AND subject_id = a.id ORDER BY sequence DESC LIMIT 1
) e ON true
JOIN LATERAL (
    SELECT id, outcome, size, rate_points, unknown, eligible_cents, grant_cents
    FROM applications_decision WHERE application_id = a.id ORDER BY id DESC LIMIT 1
) d ON true
CROSS JOIN LATERAL (
    SELECT CASE WHEN EXISTS (SELECT FROM register_succession
                             WHERE predecessor_id = a.enterprise_id AND ended_at IS NULL)
                THEN register_head(a.enterprise_id, 9998) ELSE a.enterprise_id END AS id
    OFFSET 0
) h
JOIN LATERAL (
    SELECT number FROM register_enterprisenumber
    WHERE enterprise_id = h.id ORDER BY held_until DESC NULLS FIRST LIMIT 1
) n ON true
LEFT JOIN LATERAL (
    SELECT facts FROM register_snapshot WHERE enterprise_id = h.id
    ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1
) s ON true
LEFT JOIN LATERAL (
    SELECT provider_id, p.enterprise_number AS provider_number, p.name AS provider_name
    FROM providers_registration JOIN providers_provider p ON p.id = provider_id
    WHERE number = a.registration LIMIT 1
) r ON true
LEFT JOIN LATERAL (
    SELECT coalesce(sum(amount_cents) FILTER (WHERE account = 'own'), 0)::bigint AS own,
           coalesce(sum(amount_cents) FILTER (WHERE account = 'subsidy'), 0)::bigint AS subsidy,
           coalesce(sum(amount_cents) FILTER (WHERE account = 'held'), 0)::bigint AS held,
           coalesce(-sum(amount_cents) FILTER (WHERE account = 'owed'), 0)::bigint AS owed,
           coalesce(-sum(amount_cents) FILTER (
               WHERE account = 'own' AND kind IN ('payment', 'unpay')), 0)::bigint AS own_paid,
           coalesce(-sum(amount_cents) FILTER (
               WHERE account = 'subsidy' AND kind IN ('payment', 'unpay')), 0)::bigint AS subsidy_paid
    FROM wallet_posting p JOIN wallet_entry ON wallet_entry.id = entry_id
    WHERE account IN ('own', 'subsidy', 'held', 'owed') AND owner_id = a.id
) l ON true
WHERE a.id = ANY(%(ids)s)
ORDER BY a.id DESC
