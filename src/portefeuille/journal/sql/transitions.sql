-- Each new event is in the table of transitions and begins where the one before it ended.
-- One check a statement: a COPY of a hundred thousand events costs two joins, not as many calls.
CREATE FUNCTION journal_check_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT e.subject, e.subject_id, e.verb, e.from_status, e.to_status INTO wrong
    FROM added e
    LEFT JOIN journal_transition t USING (subject, verb, from_status, to_status)
    WHERE t.id IS NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% %: "%" from "%" to "%" is not in the table of transitions',
            wrong.subject, wrong.subject_id, wrong.verb, wrong.from_status, wrong.to_status
            USING ERRCODE = 'check_violation';
    END IF;

    SELECT e.subject, e.subject_id, e.from_status, before.to_status AS status INTO wrong
    FROM added e
    LEFT JOIN journal_event before
        ON before.subject = e.subject AND before.subject_id = e.subject_id
       AND before.sequence = e.sequence - 1
    WHERE e.from_status <> coalesce(before.to_status, '')
       OR (e.sequence > 1) <> (before.id IS NOT NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% % is not in status "%" but in "%"',
            wrong.subject, wrong.subject_id, wrong.from_status, coalesce(wrong.status, '')
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER event_is_a_transition AFTER INSERT ON journal_event
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION journal_check_transition();
