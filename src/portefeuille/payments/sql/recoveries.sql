-- What was asked, agreed, paid back and written off is written once and stays.
CREATE TRIGGER recovery_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_recovery
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER plan_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_plan
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER instalment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_instalment
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER repayment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_repayment
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER write_off_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_writeoff
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- A plan is what its instalments say, when the transaction that makes it ends and ever after.
CREATE FUNCTION payments_plan_is_its_instalments() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    plan payments_plan;
    parts bigint;
    total bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_plan' THEN
        plan := NEW;
    ELSE
        SELECT * INTO plan FROM payments_plan WHERE id = NEW.plan_id;
    END IF;
    SELECT count(*), coalesce(sum(amount_cents), 0) INTO parts, total
    FROM payments_instalment WHERE plan_id = plan.id;
    IF parts <> plan.count OR total <> plan.total_cents THEN
        RAISE EXCEPTION 'plan % says % instalments of % cents, and has % of %',
            plan.id, plan.count, plan.total_cents, parts, total
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER plan_is_its_instalments AFTER INSERT ON payments_plan
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payments_plan_is_its_instalments();
CREATE CONSTRAINT TRIGGER plan_takes_no_more AFTER INSERT ON payments_instalment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payments_plan_is_its_instalments();

-- Whoever asked it back does not write it off; nobody writes it off twice (one row a recovery).
CREATE FUNCTION payments_written_off_by_another() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.actor = (SELECT actor FROM payments_recovery WHERE id = NEW.recovery_id) THEN
        RAISE EXCEPTION 'recovery % was opened by %, who cannot write it off',
            NEW.recovery_id, NEW.actor
            USING ERRCODE = 'check_violation',
                  HINT = 'Somebody else must write it off.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER written_off_by_another BEFORE INSERT ON payments_writeoff
    FOR EACH ROW EXECUTE FUNCTION payments_written_off_by_another();

-- The event that writes a recovery off comes after its write-off.
CREATE FUNCTION payments_recovery_was_written_off() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM payments_writeoff w WHERE w.recovery_id = NEW.subject_id) THEN
        RAISE EXCEPTION 'recovery % was written off by nobody', NEW.subject_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_was_written_off AFTER INSERT ON journal_event
    FOR EACH ROW WHEN (NEW.subject = 'recovery' AND NEW.verb = 'write_off')
    EXECUTE FUNCTION payments_recovery_was_written_off();

GRANT SELECT, INSERT ON payments_recovery, payments_plan, payments_instalment,
    payments_repayment, payments_writeoff TO portefeuille_app;
GRANT USAGE ON SEQUENCE payments_recovery_id_seq, payments_plan_id_seq, payments_instalment_id_seq,
    payments_repayment_id_seq, payments_writeoff_id_seq TO portefeuille_app;
