-- How the application asks: it may have what is over counted and erased, and no more.
--
-- It names a kind and a moment; period and selection rule are those the owner stored. A moment
-- that has yet to come counts as now, so that nothing goes before its period is over.

CREATE FUNCTION retention_before(of_kind text, given timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE AS $$
    SELECT least(given, clock_timestamp()) - after::interval FROM retention_period
    WHERE kind = of_kind
$$;

CREATE FUNCTION retention_count(of_kind text, given timestamptz) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before timestamptz := retention_before(of_kind, given);
    found bigint;
BEGIN
    IF before IS NULL THEN
        RAISE EXCEPTION 'no period is stored for "%"', of_kind USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format('SELECT count(*) FROM %I($1, NULL)', 'retention_over_' || of_kind)
        INTO found USING before;
    RETURN found;
END $$;

CREATE FUNCTION retention_erase(of_kind text, given timestamptz, most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    its retention_period%ROWTYPE;
    before timestamptz := retention_before(of_kind, given);
    gone bigint;
BEGIN
    SELECT * INTO its FROM retention_period WHERE kind = of_kind;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no period is stored for "%"', of_kind USING ERRCODE = 'no_data_found';
    END IF;
    IF its.needs_rule AND its.selection_rule = '' THEN
        RAISE EXCEPTION '% stay: no selection rule is given for %', its.kind, its.record_class
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One at a time, so that two do not wait for each other's rows.
    PERFORM pg_advisory_xact_lock(hashtextextended('retention ' || of_kind, 0));
    EXECUTE format('SELECT %I($1, $2)', 'retention_erase_' || of_kind)
        INTO gone USING before, most;
    IF gone > 0 THEN
        INSERT INTO retention_erasure
            (kind, record_class, erased, after, before, selection_rule, erased_at)
        VALUES
            (its.kind, its.record_class, gone, its.after, before, its.selection_rule,
             clock_timestamp());
    END IF;
    RETURN gone;
END $$;

DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT oid FROM pg_proc
               WHERE proname LIKE 'retention\_%' AND pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION retention_count, retention_erase TO portefeuille_app;
GRANT SELECT ON retention_period, retention_erasure TO portefeuille_app;

CREATE TRIGGER erasure_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
