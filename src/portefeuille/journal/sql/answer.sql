-- What was answered to a write that came with a key, kept beside what the write did. The unique
-- constraint refuses a second use of a key, whatever its body; nothing of a row is ever changed.
-- The application only adds: what is over its period goes by retention_erase, as the owner.
CREATE TRIGGER answer_stays BEFORE UPDATE OR TRUNCATE ON journal_answer
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- Holds a key until the end of the transaction, then reads what was answered to it. Of two that
-- come at once, one waits for the other, and gives up (55P03) when that takes longer than an
-- ordinary write ever does.
CREATE FUNCTION journal_hold_key(of_client text, held text) RETURNS SETOF journal_answer
    LANGUAGE plpgsql ROWS 1 SET lock_timeout = '2s' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('key ' || of_client || ' ' || held, 0));
    RETURN QUERY SELECT * FROM journal_answer WHERE client = of_client AND key = held;
END $$;
REVOKE ALL ON FUNCTION journal_hold_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_hold_key TO portefeuille_app;

GRANT SELECT, INSERT ON journal_answer TO portefeuille_app;
GRANT USAGE ON SEQUENCE journal_answer_id_seq TO portefeuille_app;

-- How retention (periods.yaml, "answers") finds and erases what is over.
CREATE FUNCTION retention_over_answers(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM journal_answer WHERE known_at < before ORDER BY id LIMIT most
$$;

CREATE FUNCTION retention_erase_answers(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM journal_answer WHERE id IN (SELECT retention_over_answers(before, most))
        RETURNING 1)
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION retention_over_answers, retention_erase_answers FROM PUBLIC;
