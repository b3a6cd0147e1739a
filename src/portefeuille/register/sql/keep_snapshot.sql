-- Keep what a source said of a number now, in one statement: the id of the snapshot.
--
-- The enterprise and its number are made where they are new. What the source said last of that
-- day and says again is the snapshot that is there; what it says anew, be it what it had said
-- before something else, is a new one. Callers hold the number (an advisory lock), so that two
-- do not say something of one number at once. A lock that somebody else keeps on a number that
-- is being made is waited for, but not forever: it may be our own caller's.
CREATE FUNCTION register_keep_snapshot(
    said_of text, said_by text, day date, now timestamptz, said jsonb, its_digest text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    holder bigint;
    last record;
    kept bigint;
BEGIN
    PERFORM set_config('lock_timeout', '10s', true);
    SELECT enterprise_id INTO holder FROM register_enterprisenumber WHERE number = said_of;
    IF holder IS NULL THEN
        BEGIN
            INSERT INTO register_enterprise DEFAULT VALUES RETURNING id INTO holder;
            INSERT INTO register_enterprisenumber (number, enterprise_id) VALUES (said_of, holder);
        EXCEPTION WHEN unique_violation THEN  -- somebody made it meanwhile, and has committed
            SELECT enterprise_id INTO holder FROM register_enterprisenumber
            WHERE number = said_of;
        END;
    END IF;
    SELECT id, digest INTO last FROM register_snapshot
    WHERE enterprise_id = holder AND source = said_by AND holds_on = day
    ORDER BY known_at DESC, id DESC LIMIT 1;
    IF last.digest = its_digest THEN
        RETURN last.id;
    END IF;
    INSERT INTO register_snapshot
        (enterprise_id, source, holds_on, known_at, facts, digest, again)
    SELECT holder, said_by, day, now, said, its_digest, count(*) FROM register_snapshot
    WHERE enterprise_id = holder AND source = said_by AND holds_on = day AND digest = its_digest
    RETURNING id INTO kept;
    RETURN kept;
END
$$;
REVOKE ALL ON FUNCTION register_keep_snapshot FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_keep_snapshot TO portefeuille_app;
