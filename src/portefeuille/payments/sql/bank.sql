-- What the bank said and what it is given is written once and stays.
CREATE TRIGGER statement_file_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_statementfile
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER statement_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_statement
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_bankline
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER beneficiary_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_beneficiary
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER payout_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_payout
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER run_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_run
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER run_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_runline
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER release_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_release
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- A run is what its lines say, when the transaction that makes it ends and ever after: a line that
-- is added later, or one that was left out, is refused.
CREATE FUNCTION payments_run_is_its_lines() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    lines bigint;
    total bigint;
BEGIN
    SELECT count(*), coalesce(sum(amount_cents), 0) INTO lines, total
    FROM payments_runline WHERE run_id = NEW.id;
    IF lines <> NEW.count OR total <> NEW.total_cents THEN
        RAISE EXCEPTION 'run % says % lines of % cents, and has % of %',
            NEW.id, NEW.count, NEW.total_cents, lines, total
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER run_is_its_lines AFTER INSERT ON payments_run
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payments_run_is_its_lines();

-- One look at the whole run for each statement that adds lines, and not for each line.
CREATE FUNCTION payments_run_takes_no_more() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT r.id INTO wrong FROM payments_run r
    WHERE r.id IN (SELECT run_id FROM added)
      AND r.count < (SELECT count(*) FROM payments_runline l WHERE l.run_id = r.id)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'run % has all its lines', wrong.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER run_takes_no_more AFTER INSERT ON payments_runline
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION payments_run_takes_no_more();

-- Whoever prepared a run does not release it; nobody releases it twice (one row a run).
CREATE FUNCTION payments_released_by_another() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.actor = (SELECT prepared_by FROM payments_run WHERE id = NEW.run_id) THEN
        RAISE EXCEPTION 'run % was prepared by %, who cannot release it', NEW.run_id, NEW.actor
            USING ERRCODE = 'check_violation',
                  HINT = 'Somebody else must release it.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER released_by_another BEFORE INSERT ON payments_release
    FOR EACH ROW EXECUTE FUNCTION payments_released_by_another();

-- The event that releases a run comes after its release, and so does the one that sends it.
CREATE FUNCTION payments_run_was_released() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM payments_release r WHERE r.run_id = NEW.subject_id) THEN
        RAISE EXCEPTION 'run % was released by nobody', NEW.subject_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER run_was_released AFTER INSERT ON journal_event
    FOR EACH ROW WHEN (NEW.subject = 'run' AND NEW.verb IN ('release', 'send'))
    EXECUTE FUNCTION payments_run_was_released();

GRANT SELECT, INSERT ON payments_account, payments_statementfile, payments_statement,
    payments_bankline, payments_beneficiary, payments_payout, payments_run, payments_runline,
    payments_release TO portefeuille_app;
GRANT UPDATE (sent_by_id) ON payments_order TO portefeuille_app;
GRANT USAGE ON SEQUENCE payments_account_id_seq, payments_statementfile_id_seq,
    payments_statement_id_seq, payments_bankline_id_seq, payments_beneficiary_id_seq,
    payments_payout_id_seq, payments_run_id_seq, payments_runline_id_seq,
    payments_release_id_seq TO portefeuille_app;
