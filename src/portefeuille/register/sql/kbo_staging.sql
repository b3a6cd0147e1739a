-- The tables of KBO Open Data as a full load of 46 million rows in minutes wants them, and the
-- place beside them where it is prepared while everybody reads the extract before it.

-- Rows have no key of their own: nothing points at a row, and a counter with its index doubled
-- the time of a load. What no page and no decision reads is not kept (an address is where people
-- live, too).
ALTER TABLE kbo_enterprise
    DROP COLUMN id, DROP COLUMN juridical_form_cac, DROP CONSTRAINT kbo_enterprise_once;
ALTER TABLE kbo_establishment DROP COLUMN id, DROP CONSTRAINT kbo_establishment_once;
ALTER TABLE kbo_denomination DROP COLUMN id;
ALTER TABLE kbo_address
    DROP COLUMN id, DROP COLUMN country_fr, DROP COLUMN municipality_fr, DROP COLUMN street_fr,
    DROP COLUMN box, DROP COLUMN extra_address_info;
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

-- An empty table without indexes to copy into, whatever stood there before.
CREATE FUNCTION kbo_stage(name text, number integer, at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM kbo_staging.progress p WHERE p.name = kbo_stage.name;
    INSERT INTO kbo_staging.progress (name, extract_number, extract_timestamp)
    VALUES (name, number, at);
    EXECUTE format('DROP TABLE IF EXISTS kbo_staging.%I', 'kbo_' || name);
    EXECUTE format('CREATE TABLE kbo_staging.%1$I (LIKE public.%1$I)', 'kbo_' || name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON kbo_staging.%I TO portefeuille_app',
                   'kbo_' || name);
END $$;

-- The indexes that the table in use has, and statistics for the planner.
CREATE FUNCTION kbo_make_ready(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET maintenance_work_mem = '256MB' SET default_statistics_target = 30 AS $$
DECLARE
    definition text;
BEGIN
    IF NOT EXISTS (SELECT FROM kbo_staging.progress p
                   WHERE p.name = kbo_make_ready.name AND p.whole AND NOT p.ready) THEN
        RAISE EXCEPTION 'kbo_%: not every row is in, or it is ready', name;
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
    LOCK TABLE kbo_enterprise, kbo_denomination, kbo_activity, kbo_establishment, kbo_address
        IN ACCESS EXCLUSIVE MODE;
    FOR staged IN DELETE FROM kbo_staging.progress RETURNING 'kbo_' || name AS relation LOOP
        EXECUTE format('DROP TABLE public.%I', staged.relation);
        EXECUTE format('ALTER TABLE kbo_staging.%I SET SCHEMA public', staged.relation);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION kbo_stage, kbo_make_ready, kbo_swap FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kbo_stage, kbo_make_ready, kbo_swap TO portefeuille_app;
