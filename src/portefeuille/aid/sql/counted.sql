-- What counts to a single undertaking over a period: awards of ours and aid told of from elsewhere,
-- of every enterprise that belongs to it on the last day. `since`, `until` and `regimes` are the
-- periods of our law (first day, day after the last, regime): what was granted under the block
-- exemption counts elsewhere, and is left out; what nobody knows the regime of counts, to be on
-- the safe side. `without`: an application that is left out.
CREATE FUNCTION aid_counted(
    member bigint, first_day date, last_day date, without bigint,
    since date[], until date[], regimes text[]
) RETURNS TABLE (
    enterprise_id bigint, kind text, key bigint, granted_on date, amount_cents bigint,
    withdrawn_cents bigint, named text, regime text, authority text
) LANGUAGE sql STABLE AS $$
    SELECT m.id AS enterprise_id, one.*
    FROM aid_undertaking(member, last_day) m
    CROSS JOIN LATERAL (
        SELECT 'award' AS kind, a.application_id AS key, a.granted_on, a.amount_cents,
               a.withdrawn_cents, a.reference, r.regime, '' AS authority
        FROM applications_award a
        LEFT JOIN unnest(aid_counted.since, aid_counted.until, regimes) AS r (since, until, regime)
            ON a.submitted_on >= r.since AND a.submitted_on < r.until
        WHERE a.enterprise_id = m.id AND a.granted_on BETWEEN first_day AND last_day
          AND r.regime IS DISTINCT FROM 'gber' AND a.amount_cents IS DISTINCT FROM 0
          AND a.application_id IS DISTINCT FROM without
        UNION ALL
        SELECT 'declaration', d.id, d.granted_on, d.amount_cents, 0, d.measure, 'de-minimis',
               d.authority
        FROM aid_declaration d
        WHERE d.enterprise_id = m.id AND d.granted_on BETWEEN first_day AND last_day
          AND d.withdrawn_at IS NULL
    ) one
$$;
