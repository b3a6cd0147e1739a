-- The one write of a submission: application, decision, journal event, ledger entry with its
-- postings, and by them the wallet. All of it or none: one statement, one transaction.
--
-- wallet: enterprise_id, year, version (0 when the decision saw no wallet), size, ceiling_cents.
-- event: with due_on, the last day on which the own share may come in.
-- Answers the id of the application, or NULL when the wallet is no longer the one that the
-- decision saw: then nothing was written, and the caller reads and decides once more.
CREATE OR REPLACE FUNCTION applications_book(wallet jsonb, application jsonb, decision jsonb, event jsonb)
    RETURNS bigint LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    w wallet_wallet := jsonb_populate_record(NULL::wallet_wallet, wallet);
    a applications_application := jsonb_populate_record(NULL::applications_application, application);
    d applications_decision := jsonb_populate_record(NULL::applications_decision, decision);
    e journal_event := jsonb_populate_record(NULL::journal_event, event);
    seen integer := (wallet ->> 'version')::integer;
    new_entry bigint;
BEGIN
    IF seen = 0 AND d.grant_cents > 0 THEN
        INSERT INTO wallet_wallet (enterprise_id, year, size, ceiling_cents)
        VALUES (w.enterprise_id, w.year, w.size, w.ceiling_cents)
        ON CONFLICT DO NOTHING RETURNING id INTO w.id;
        IF w.id IS NULL THEN RETURN NULL; END IF;
    ELSIF d.grant_cents > 0 THEN
        UPDATE wallet_wallet AS old SET size = w.size, ceiling_cents = w.ceiling_cents
        WHERE old.enterprise_id = w.enterprise_id AND old.year = w.year AND old.version = seen
        RETURNING id INTO w.id;
        IF w.id IS NULL THEN RETURN NULL; END IF;
    ELSIF seen <> coalesce((SELECT old.version FROM wallet_wallet old
            WHERE old.enterprise_id = w.enterprise_id AND old.year = w.year FOR SHARE), 0) THEN
        RETURN NULL;
    END IF;

    INSERT INTO applications_application
        (enterprise_id, submitted_at, submitted_on, service, theme, title, starts_on, cost_cents,
         registration, establishment)
    VALUES (w.enterprise_id, a.submitted_at, a.submitted_on, a.service, a.theme, a.title,
            a.starts_on, a.cost_cents, a.registration, a.establishment)
    RETURNING id INTO a.id;

    INSERT INTO applications_decision
        (application_id, law_id, snapshot_id, facts, outcome, size, rate_points, ceiling_cents,
         room_before_cents, eligible_cents, grant_cents, file_before, reasons, unknown, known_at)
    VALUES (a.id, d.law_id, d.snapshot_id, d.facts, d.outcome, d.size, d.rate_points,
            d.ceiling_cents, d.room_before_cents, d.eligible_cents, d.grant_cents, d.file_before,
            d.reasons, d.unknown, d.known_at);

    INSERT INTO journal_event
        (subject, subject_id, sequence, verb, from_status, to_status, actor, mandate, held_at,
         known_at, due_on)
    VALUES (e.subject, a.id, 1, e.verb, e.from_status, e.to_status, e.actor, e.mandate, e.held_at,
            e.known_at, e.due_on)
    RETURNING id INTO e.id;

    IF d.grant_cents > 0 THEN
        INSERT INTO wallet_entry (kind, event_id) VALUES ('grant', e.id) RETURNING id INTO new_entry;
        INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)
        VALUES (new_entry, 'room', w.id, -d.grant_cents), (new_entry, 'held', a.id, d.grant_cents);
    END IF;
    RETURN a.id;
END $$;
