-- What a submission writes, statement by statement: the same rows in the same tables, past the
-- same triggers, as a client would that knows the decision beforehand.
\set enterprise random(:first, :last)
BEGIN;
SELECT id AS wallet, version FROM wallet_wallet
    WHERE enterprise_id = :enterprise AND year = :year FOR UPDATE \gset
UPDATE wallet_wallet SET size = 'small', ceiling_cents = :ceiling
    WHERE id = :wallet AND version = :version;
INSERT INTO applications_application (enterprise_id, submitted_at, submitted_on, service, theme,
        title, starts_on, cost_cents, registration)
    VALUES (:enterprise, now(), current_date, 'training', 'innovatie',
        :title, current_date + 7, :cost, 'DV.O999001') RETURNING id AS application \gset
INSERT INTO applications_decision (application_id, law_id, snapshot_id, facts, outcome, size,
        rate_points, ceiling_cents, room_before_cents, eligible_cents, grant_cents, file_before,
        reasons, unknown, known_at)
    VALUES (:application, :law, :snapshot, :facts, 'approved', 'small',
        3000, :ceiling, :ceiling, :cost, :grant, current_date + 21,
        :reasons, :unknown, now());
INSERT INTO journal_event (subject, subject_id, sequence, verb, from_status, to_status, actor,
        mandate, held_at, known_at, due_on)
    VALUES ('application', :application, 1, 'approve', '', 'awaiting_deposit', 'api',
        NULL, now(), now(), current_date + 30) RETURNING id AS event \gset
INSERT INTO wallet_entry (kind, event_id) VALUES ('grant', :event) RETURNING id AS entry \gset
INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)
    VALUES (:entry, 'room', :wallet, -:grant::bigint), (:entry, 'held', :application, :grant);
COMMIT;
