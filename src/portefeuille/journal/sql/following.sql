-- What follows from events, and is written by nobody else: what still runs, and whom to tell.
-- One pass a statement, as with the transitions; the last event of a subject counts.
CREATE FUNCTION journal_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM added WHERE sequence > 1) THEN
        DELETE FROM journal_running r USING added e
        WHERE r.subject = e.subject AND r.subject_id = e.subject_id;
    END IF;
    INSERT INTO journal_running (subject, subject_id, status, due_on)
    SELECT DISTINCT ON (e.subject, e.subject_id) e.subject, e.subject_id, e.to_status, e.due_on
    FROM added e JOIN journal_transition t USING (subject, verb, from_status, to_status)
    WHERE t.runs AND NOT EXISTS (
        SELECT FROM added later
        WHERE later.subject = e.subject AND later.subject_id = e.subject_id
          AND later.sequence > e.sequence)
    ORDER BY e.subject, e.subject_id, e.sequence DESC;

    INSERT INTO journal_untold (event_id)
    SELECT e.id FROM added e JOIN journal_transition t USING (subject, verb, from_status, to_status)
    WHERE t.told;
    RETURN NULL;
END $$;

CREATE TRIGGER event_is_followed AFTER INSERT ON journal_event
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION journal_follow();

GRANT SELECT ON journal_running TO portefeuille_app;
-- FOR UPDATE SKIP LOCKED asks for the right to update; there is nothing to update but the key.
GRANT SELECT, DELETE, UPDATE ON journal_untold TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (words) ON journal_remark TO portefeuille_app;
GRANT USAGE ON SEQUENCE journal_remark_id_seq TO portefeuille_app;
