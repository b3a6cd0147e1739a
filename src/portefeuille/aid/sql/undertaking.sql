-- The single undertaking an enterprise belongs to on a day: every enterprise that can be reached
-- over links that hold that day, and over successions (who goes on in whom is the same story).
CREATE FUNCTION aid_undertaking(member bigint, day date) RETURNS TABLE (id bigint)
    LANGUAGE sql STABLE ROWS 3 AS $$
    WITH RECURSIVE reached AS (
        SELECT member AS id
        UNION
        SELECT next.id
        FROM reached r
        CROSS JOIN LATERAL (
            SELECT other_id AS id FROM aid_link
            WHERE enterprise_id = r.id AND holds_from <= day
              AND (holds_until IS NULL OR day < holds_until)
            UNION ALL
            SELECT enterprise_id FROM aid_link
            WHERE other_id = r.id AND holds_from <= day
              AND (holds_until IS NULL OR day < holds_until)
            UNION ALL
            SELECT successor_id FROM register_succession
            WHERE predecessor_id = r.id AND ended_at IS NULL AND holds_on <= day
            UNION ALL
            SELECT predecessor_id FROM register_succession
            WHERE successor_id = r.id AND ended_at IS NULL AND holds_on <= day
        ) next
    )
    SELECT reached.id FROM reached
$$;

-- What was said is ended, never changed or removed; what was reported stays.
CREATE TRIGGER reported_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON aid_reported
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER link_is_not_removed BEFORE DELETE OR TRUNCATE ON aid_link
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER declaration_is_not_removed BEFORE DELETE OR TRUNCATE ON aid_declaration
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

GRANT SELECT, INSERT, UPDATE (holds_until, ended_by, ended_at) ON aid_link TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (withdrawn_by, withdrawn_at) ON aid_declaration TO portefeuille_app;
GRANT SELECT, INSERT ON aid_reported TO portefeuille_app;
GRANT USAGE ON SEQUENCE aid_link_id_seq, aid_declaration_id_seq, aid_reported_id_seq
    TO portefeuille_app;
