-- Whatever moves the room of a wallet is a commitment of the budget of that year: taken from its
-- envelope, and from those of the earmarked parts that the theme falls under, in the statement
-- that posts it. What gives room back gives it back to the budget; room that is lost to the
-- enterprise is lost to the budget too, since no source says that it returns. A history that is
-- recorded counts and is never refused.
--
-- The name puts this trigger after `postings_balance`: wallets are held before envelopes.
CREATE FUNCTION applications_commit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    moved record;
BEGIN
    IF NOT EXISTS (SELECT FROM budget_envelope) THEN RETURN NULL; END IF;
    FOR moved IN
        SELECT e.id, -sum(p.amount_cents)::bigint AS taken, v.verb = 'record' AS recorded
        FROM added p
        JOIN wallet_wallet w ON w.id = p.owner_id
        JOIN budget_envelope e ON e.year = w.year
        JOIN wallet_entry n ON n.id = p.entry_id
        JOIN journal_event v ON v.id = n.event_id
        LEFT JOIN applications_application a
            ON e.part <> '' AND v.subject = 'application' AND a.id = v.subject_id
        WHERE p.account = 'room' AND (e.part = '' OR a.theme = ANY (e.themes))
        GROUP BY e.id, e.year, e.part, v.verb = 'record'
        ORDER BY e.year, e.part, recorded
    LOOP
        PERFORM budget_take(moved.id, moved.taken, moved.recorded) WHERE moved.taken <> 0;
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER postings_commit AFTER INSERT ON wallet_posting
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION applications_commit();

-- What a year has committed so far: of a part, on its themes; of the whole (null), on all.
CREATE FUNCTION applications_committed(of_year integer, of_themes text[]) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(CASE WHEN of_themes IS NULL THEN (
        SELECT sum(used_cents) FROM wallet_wallet WHERE year = of_year
    ) ELSE (
        SELECT -sum(p.amount_cents)
        FROM applications_application a
        JOIN journal_event v ON v.subject = 'application' AND v.subject_id = a.id
        JOIN wallet_entry n ON n.event_id = v.id
        JOIN wallet_posting p ON p.entry_id = n.id AND p.account = 'room'
        JOIN wallet_wallet w ON w.id = p.owner_id AND w.year = of_year
        WHERE a.theme = ANY (of_themes)
    ) END, 0)::bigint
$$;

-- Set an envelope, with who and why. While it is new nothing is posted: a grant is either counted
-- in what was committed before, or takes from the envelope after. Who posts for longer than that
-- (a history that is loaded) is not waited for: lock_not_available.
CREATE FUNCTION applications_set_budget(envelope jsonb, setting jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    e budget_envelope := jsonb_populate_record(NULL::budget_envelope, envelope);
    s budget_setting := jsonb_populate_record(NULL::budget_setting, setting);
BEGIN
    IF NOT EXISTS (SELECT FROM budget_envelope o WHERE o.year = e.year AND o.part = e.part) THEN
        LOCK TABLE wallet_posting IN SHARE ROW EXCLUSIVE MODE;
    END IF;
    e.id := budget_set(e.year, e.part, e.themes, e.when_exhausted, e.amount_cents,
        applications_committed(e.year, CASE WHEN e.part = '' THEN NULL ELSE e.themes END));
    INSERT INTO budget_setting
        (envelope_id, amount_cents, when_exhausted, holds_on, reason, actor, mandate, known_at)
    VALUES (e.id, e.amount_cents, e.when_exhausted, s.holds_on, s.reason, s.actor, s.mandate,
            s.known_at);
    RETURN e.id;
END $$;

-- As `applications_book`; -1 where the budget has not enough left: then nothing was written.
CREATE FUNCTION applications_book_in_budget(wallet jsonb, application jsonb, decision jsonb,
                                            event jsonb)
    RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RETURN applications_book(wallet, application, decision, event);
EXCEPTION WHEN SQLSTATE 'KP001' THEN
    RETURN -1;
END $$;

REVOKE ALL ON FUNCTION applications_commit, applications_set_budget FROM PUBLIC;
GRANT EXECUTE ON FUNCTION applications_set_budget TO portefeuille_app;
GRANT UPDATE (source, why) ON applications_arrival TO portefeuille_app;
