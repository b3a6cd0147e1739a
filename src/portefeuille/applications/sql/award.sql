-- Awards: the grant of each application that was ever approved, as its last decision has it.
--
-- It is granted on the day of the first decision that approved it, in Brussels: on that day the
-- applicant has a right to it, whenever it is paid. A decision that supersedes is a new version
-- (`version` counts them); one that refuses makes the amount 0. The amount is NULL where it is
-- not known (earlier law).
-- `withdrawn_cents` is what will never be paid, since the application ended before all was.
-- Read by `aid`, and asked of one enterprise by the index on its applications.
CREATE VIEW applications_award AS
SELECT a.id AS application_id,
       format('KP-%s-%s', extract(year FROM a.submitted_on)::integer,
              lpad(a.id::text, greatest(6, length(a.id::text)), '0')) AS reference,
       a.enterprise_id, a.submitted_on, a.service, a.theme, a.establishment,
       chain.granted_on, chain.version, last.id AS decision_id, last.known_at,
       last.snapshot_id, text.scheme, last.facts -> 'enterprise' -> 'nace' AS nace,
       CASE WHEN last.outcome = 'approved' THEN last.grant_cents ELSE 0 END AS amount_cents,
       CASE WHEN last.outcome = 'approved'
                 AND event.to_status IN ('stopped', 'lapsed', 'refused', 'inadmissible')
            THEN greatest(0, last.grant_cents - coalesce(paid.cents, 0))
            ELSE 0 END AS withdrawn_cents
FROM applications_application a
CROSS JOIN LATERAL (
    SELECT max(id) AS last_id, count(*) AS version,
           (min(known_at) FILTER (WHERE outcome = 'approved')
               AT TIME ZONE 'Europe/Brussels')::date AS granted_on
    FROM applications_decision WHERE application_id = a.id
) chain
JOIN applications_decision last ON last.id = chain.last_id
LEFT JOIN applications_lawtext text ON text.digest = last.law_id
LEFT JOIN LATERAL (
    SELECT to_status FROM journal_event
    WHERE subject = 'application' AND subject_id = a.id ORDER BY sequence DESC LIMIT 1
) event ON true
LEFT JOIN LATERAL (
    SELECT sum(amount_cents)::bigint AS cents FROM wallet_posting
    WHERE account = 'spent' AND owner_id = a.id
) paid ON true
WHERE chain.granted_on IS NOT NULL;

GRANT SELECT ON applications_award TO portefeuille_app;
