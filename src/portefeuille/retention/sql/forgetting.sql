-- Rows that stay as they were written, but for words that may name people: those can be emptied,
-- and nothing else of the row can change, for the owner too.
CREATE FUNCTION retention_only_empties() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    field text := TG_ARGV[0];
BEGIN
    IF to_jsonb(NEW) - field <> to_jsonb(OLD) - field OR to_jsonb(NEW) ->> field <> '' THEN
        RAISE EXCEPTION '% is append-only: of a row, % can be emptied and no more',
            TG_TABLE_NAME, field
            USING ERRCODE = 'restrict_violation',
                  HINT = 'Write a new row that corrects or reverses the old one.';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER assessment_stays ON applications_assessment;
CREATE TRIGGER assessment_stays BEFORE DELETE OR TRUNCATE ON applications_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER assessment_only_empties BEFORE UPDATE ON applications_assessment
    FOR EACH ROW EXECUTE FUNCTION retention_only_empties('motive');

DROP TRIGGER deposit_stays ON payments_deposit;
CREATE TRIGGER deposit_stays BEFORE DELETE OR TRUNCATE ON payments_deposit
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER deposit_only_empties BEFORE UPDATE ON payments_deposit
    FOR EACH ROW EXECUTE FUNCTION retention_only_empties('reference');

-- Whether a decision is based on a snapshot: asked of each that is over, and of each that goes.
CREATE INDEX retention_decision_by_snapshot ON applications_decision (snapshot_id)
    WHERE snapshot_id IS NOT NULL;
