-- Awards as the central register wants them, of a period of granting, in order of application.
SELECT a.application_id, a.decision_id, a.reference, a.version::integer,
       a.granted_on, a.submitted_on, a.amount_cents, a.withdrawn_cents, a.service, a.theme,
       a.scheme, (a.nace ->> 'version')::integer AS nace_version, a.nace ->> 'code' AS nace_code,
       n.number, s.facts ->> 'name' AS name,
       (s.facts ->> 'natural_person')::boolean AS natural_person,
       coalesce(p.postcode, s.facts ->> 'seat_postcode') AS postcode,
       t.reported_on, coalesce(t.reference, '') AS register_reference,
       coalesce((t.decision_id, t.amount_cents, t.withdrawn_cents)
           = (a.decision_id, coalesce(a.amount_cents, 0), a.withdrawn_cents), false) AS is_reported
FROM applications_award a
JOIN LATERAL (
    SELECT number FROM register_enterprisenumber
    WHERE enterprise_id = a.enterprise_id ORDER BY held_until DESC NULLS FIRST LIMIT 1
) n ON true
LEFT JOIN LATERAL (
    SELECT facts FROM register_snapshot WHERE enterprise_id = a.enterprise_id
    ORDER BY id = a.snapshot_id DESC NULLS LAST, holds_on DESC, known_at DESC, id DESC LIMIT 1
) s ON true
LEFT JOIN LATERAL (
    SELECT place ->> 'postcode' AS postcode
    FROM jsonb_array_elements(s.facts -> 'establishments') place
    WHERE place ->> 'number' = a.establishment LIMIT 1
) p ON true
LEFT JOIN LATERAL (
    SELECT * FROM aid_reported WHERE application_id = a.application_id ORDER BY id DESC LIMIT 1
) t ON true
WHERE a.granted_on BETWEEN %(first)s AND %(last)s
  AND (a.amount_cents IS DISTINCT FROM 0 OR t.id IS NOT NULL)
  AND (%(unreported)s IS FALSE OR t.id IS NULL
       OR (t.decision_id, t.amount_cents, t.withdrawn_cents)
          IS DISTINCT FROM (a.decision_id, coalesce(a.amount_cents, 0), a.withdrawn_cents))
ORDER BY a.application_id
