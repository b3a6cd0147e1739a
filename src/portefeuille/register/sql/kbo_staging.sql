-- The tables of KBO Open Data as a full load of 46 million rows in minutes wants them, and the
-- place beside them where it is prepared while everybody reads the extract before it.

-- Rows have no key of their own: nothing points at a row, and a counter with its index doubled
-- the time of a load. Of an address, which may be where somebody lives, no more is kept than says
-- in which region it lies.
ALTER TABLE kbo_enterprise
    DROP COLUMN id, DROP COLUMN juridical_form_cac, DROP CONSTRAINT kbo_enterprise_once;
ALTER TABLE kbo_establishment DROP COLUMN id, DROP CONSTRAINT kbo_establishment_once;
ALTER TABLE kbo_denomination DROP COLUMN id;
ALTER TABLE kbo_address
    DROP COLUMN id, DROP COLUMN country_fr, DROP COLUMN municipality_nl,
    DROP COLUMN municipality_fr, DROP COLUMN street_nl, DROP COLUMN street_fr,
    DROP COLUMN house_number, DROP COLUMN box, DROP COLUMN extra_address_info;
ALTER TABLE kbo_activity DROP COLUMN id;
CREATE UNIQUE INDEX kbo_enterprise_once ON kbo_enterprise (enterprise_number);
CREATE UNIQUE INDEX kbo_establishment_once ON kbo_establishment (establishment_number);

CREATE SCHEMA kbo_staging;
GRANT USAGE ON SCHEMA kbo_staging TO portefeuille_app;

-- How far the full load that is being prepared has come; a row for each table, none if there is
-- no such load. `whole`: every row is in. `ready`: its indexes and statistics are, too.
CREATE TABLE kbo_staging.progress (
    name text PRIMARY KEY CHECK
        (name IN ('enterprise', 'establishment', 'denomination', 'address', 'activity')),
    extract_number integer NOT NULL,
    extract_timestamp timestamptz NOT NULL,
    bytes bigint NOT NULL DEFAULT 0,
    lines bigint NOT NULL DEFAULT 0,
    crc bigint NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    whole boolean NOT NULL DEFAULT false,
    ready boolean NOT NULL DEFAULT false
);
GRANT SELECT, UPDATE (bytes, lines, crc, rows, whole) ON kbo_staging.progress TO portefeuille_app;

-- The application fills the tables, and may make, index and swap them by these three alone.

-- An empty table without indexes to copy into, whatever stood there before. Autovacuum stays away
-- while it fills: it would hold up the indexes and the swap.
CREATE FUNCTION kbo_stage(name text, number integer, at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM kbo_staging.progress p WHERE p.name = kbo_stage.name;
    INSERT INTO kbo_staging.progress (name, extract_number, extract_timestamp)
    VALUES (name, number, at);
    EXECUTE format('DROP TABLE IF EXISTS kbo_staging.%I', 'kbo_' || name);
    EXECUTE format('CREATE TABLE kbo_staging.%1$I (LIKE public.%1$I) WITH (autovacuum_enabled = false)',
                   'kbo_' || name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON kbo_staging.%I TO portefeuille_app',
                   'kbo_' || name);
END $$;

-- The indexes that the table in use has, and statistics for the planner. Holds the row of progress:
-- a session whose loader was killed ends its work first, and then there is nothing left to do.
CREATE FUNCTION kbo_make_ready(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET maintenance_work_mem = '256MB' SET default_statistics_target = 30 AS $$
DECLARE
    found kbo_staging.progress;
    definition text;
BEGIN
    SELECT * INTO found FROM kbo_staging.progress p WHERE p.name = kbo_make_ready.name FOR UPDATE;
    IF found.whole IS NOT TRUE THEN
        RAISE EXCEPTION 'kbo_%: not every row is in', name;
    END IF;
    IF found.ready THEN
        RETURN;
    END IF;
    FOR definition IN
        SELECT indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename = 'kbo_' || name ORDER BY indexname
    LOOP
        EXECUTE replace(definition, ' ON public.', ' ON kbo_staging.');
    END LOOP;
    EXECUTE format('ANALYZE kbo_staging.%I', 'kbo_' || name);
    UPDATE kbo_staging.progress p SET ready = true WHERE p.name = kbo_make_ready.name;
END $$;

-- What was prepared takes the place of what is in use, all five tables at once.
-- First a lock that sends autovacuum away, which takes it a second, and lets everybody read. Then
-- the one that does not, for which it waits so short that readers do not queue behind it: it fails
-- with lock_not_available, to be tried again.
CREATE FUNCTION kbo_swap() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    staged record;
BEGIN
    IF (SELECT count(*) FROM kbo_staging.progress WHERE ready) <> 5
       OR (SELECT count(DISTINCT (extract_number, extract_timestamp))
           FROM kbo_staging.progress) <> 1 THEN
        RAISE EXCEPTION 'the extract that is being prepared is not ready';
    END IF;
    SET LOCAL lock_timeout = '10s';
    LOCK TABLE kbo_enterprise, kbo_denomination, kbo_activity, kbo_establishment, kbo_address
        IN SHARE UPDATE EXCLUSIVE MODE;
    SET LOCAL lock_timeout = '200ms';
    LOCK TABLE kbo_enterprise, kbo_denomination, kbo_activity, kbo_establishment, kbo_address
        IN ACCESS EXCLUSIVE MODE;
    FOR staged IN DELETE FROM kbo_staging.progress RETURNING 'kbo_' || name AS relation LOOP
        EXECUTE format('DROP TABLE public.%I', staged.relation);
        EXECUTE format('ALTER TABLE kbo_staging.%I RESET (autovacuum_enabled)', staged.relation);
        EXECUTE format('ALTER TABLE kbo_staging.%I SET SCHEMA public', staged.relation);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION kbo_stage, kbo_make_ready, kbo_swap FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kbo_stage, kbo_make_ready, kbo_swap TO portefeuille_app;
