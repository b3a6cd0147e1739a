-- What figures read: six relations in the words of figures, the same here and in a snapshot
-- (`figures/relations.py` names their columns). Surrogates only; a decision stands from `known_at`
-- until `superseded_at`, the moment at which we knew the one that came in its place.

-- One row for each decision on each application. `turn` orders applications by day, then number.
CREATE VIEW figures_decision AS
SELECT d.id AS decision_id, a.id AS application_id, a.enterprise_id, a.submitted_on,
       (a.submitted_on - date '2000-01-01')::bigint * 1000000000000 + a.id AS turn,
       a.regime, a.service, a.theme, a.cost_cents, a.registration,
       d.facts -> 'application' ->> 'delivery' AS delivery,
       d.outcome, d.size, d.rate_points, d.ceiling_cents, d.eligible_cents, d.grant_cents,
       d.facts -> 'enterprise' ->> 'region' AS region,
       d.facts -> 'enterprise' ->> 'legal_form' AS legal_form,
       (d.facts -> 'enterprise' ->> 'natural_person')::boolean AS natural_person,
       (d.facts -> 'enterprise' -> 'nace' ->> 'version')::integer AS nace_version,
       d.facts -> 'enterprise' -> 'nace' ->> 'code' AS nace_code,
       coalesce((SELECT place ->> 'postcode'
                 FROM jsonb_array_elements(s.facts -> 'establishments') place
                 WHERE place ->> 'number' = a.establishment LIMIT 1),
                s.facts ->> 'seat_postcode') AS postcode,
       a.enterprise_id IN (SELECT enterprise_id FROM register_snapshot
                           WHERE source = 'synthetic') AS synthetic,
       d.known_at, later.known_at AS superseded_at
FROM applications_decision d
JOIN applications_application a ON a.id = d.application_id
LEFT JOIN register_snapshot s ON s.id = d.snapshot_id
LEFT JOIN applications_decision later
    ON later.supersedes_id = d.id
   AND later.supersedes_id IS NOT NULL; -- says nothing, but spares reading them all

-- Every posting on a pot of an application: deposits, subsidy, payments, what came back.
CREATE VIEW figures_movement AS
SELECT p.id AS posting_id, a.id AS application_id, a.submitted_on, n.kind, p.account,
       p.amount_cents, (v.held_at AT TIME ZONE 'Europe/Brussels')::date AS held_on, v.known_at
FROM wallet_posting p
JOIN wallet_entry n ON n.id = p.entry_id
JOIN journal_event v ON v.id = n.event_id
JOIN applications_application a ON a.id = p.owner_id
WHERE p.account IN ('held', 'spent', 'lost', 'own', 'subsidy', 'owed');

-- Every transition of an application. A step stands until `superseded_at`, when the next was known.
CREATE VIEW figures_step AS
SELECT v.id AS event_id, a.id AS application_id, a.submitted_on, v.sequence::integer AS sequence,
       v.verb, v.from_status, v.to_status,
       (v.held_at AT TIME ZONE 'Europe/Brussels')::date AS held_on, v.known_at,
       next.known_at AS superseded_at
FROM journal_event v
JOIN applications_application a ON a.id = v.subject_id
LEFT JOIN journal_event next
    ON next.subject = v.subject AND next.subject_id = v.subject_id
   AND next.sequence = v.sequence + 1
WHERE v.subject = 'application';

-- Every rule that a decision found not to hold; a reason is kept as [rule, holds, value, limit].
CREATE VIEW figures_failure AS
SELECT d.id AS decision_id, a.id AS application_id, a.submitted_on, reason ->> 0 AS rule
FROM applications_decision d
JOIN applications_application a ON a.id = d.application_id
CROSS JOIN LATERAL jsonb_array_elements(d.reasons) reason
WHERE d.outcome <> 'approved' AND reason ->> 1 = 'false';

-- Periods of registration of providers; `ends_before` is the first day that it no longer holds.
CREATE VIEW figures_registration AS
SELECT r.id AS registration_id, r.provider_id, r.number, r.service,
       lower(r.valid) AS first_day, upper(r.valid) AS ends_before
FROM providers_registration r;

-- Amounts of the yearly budget as they were set; part '' is the whole.
CREATE VIEW figures_budget AS
SELECT s.id AS setting_id, e.year::integer AS year, e.part,
       array_to_string(e.themes, ',') AS themes, s.amount_cents, s.holds_on, s.known_at
FROM budget_setting s
JOIN budget_envelope e ON e.id = s.envelope_id;

GRANT SELECT ON figures_decision, figures_movement, figures_step, figures_failure,
    figures_registration, figures_budget TO portefeuille_app;

-- What was given or published stays as it was.
GRANT SELECT, INSERT ON figures_givenanswer, figures_release, figures_releasedtable
    TO portefeuille_app;
GRANT USAGE ON SEQUENCE figures_givenanswer_id_seq, figures_release_id_seq,
    figures_releasedtable_id_seq TO portefeuille_app;

CREATE TRIGGER given_answer_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON figures_givenanswer
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER release_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON figures_release
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER released_table_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON figures_releasedtable
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
