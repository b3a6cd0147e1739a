-- Enterprises that are followed and of which nothing is kept any more: no dossier, and nothing a
-- source said of them, which goes a year after we knew it.
CREATE FUNCTION retention_over_subscriptions(before timestamptz, most integer) RETURNS SETOF text
    LANGUAGE sql STABLE AS $$
    SELECT s.number FROM register_subscription s
    WHERE s.tried_at < before AND NOT EXISTS (
        SELECT FROM register_enterprisenumber n
        WHERE n.number = s.number AND (
            EXISTS (SELECT FROM register_snapshot a WHERE a.enterprise_id = n.enterprise_id)
            OR EXISTS (SELECT FROM applications_application a
                       WHERE a.enterprise_id = n.enterprise_id)
            OR EXISTS (SELECT FROM applications_arrival a
                       WHERE a.enterprise_id = n.enterprise_id)
            OR EXISTS (SELECT FROM applications_draft a
                       WHERE a.enterprise_id = n.enterprise_id)
            OR EXISTS (SELECT FROM register_succession a
                       WHERE n.enterprise_id IN (a.predecessor_id, a.successor_id))))
    LIMIT most
$$;

-- Only those the source follows no longer: it is told first, by the application, which then
-- empties `since`. One it cannot be told of stays, or it would go on telling us of somebody. As
-- many as were told of go at once.
CREATE FUNCTION retention_erase_subscriptions(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM register_subscription
        WHERE number IN (SELECT retention_over_subscriptions(before, NULL))
          AND since IS NULL AND tried_at < before
        RETURNING 1)
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION retention_over_subscriptions, retention_erase_subscriptions FROM PUBLIC;
-- The application may read all that these read.
GRANT EXECUTE ON FUNCTION retention_over_subscriptions, retention_before TO portefeuille_app;
