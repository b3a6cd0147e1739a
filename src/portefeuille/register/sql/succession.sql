-- Enterprises that go on in another, and how far: everybody who asks follows these functions.
--
-- A succession counts in the calendar year of its day and in every year after: room is by year.
-- None that was ended counts.

-- The enterprise that stands for this one in a year: itself, where it did not go on in another.
CREATE FUNCTION register_head(one bigint, in_year integer) RETURNS bigint
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    following bigint;
BEGIN
    LOOP
        SELECT successor_id INTO following FROM register_succession
        WHERE predecessor_id = one AND ended_at IS NULL AND holds_on < make_date(in_year + 1, 1, 1);
        IF NOT FOUND THEN
            RETURN one;
        END IF;
        one := following;
    END LOOP;
END $$;

-- Every enterprise that went on in this one by a year, directly or not; `known_at` is since when
-- we knew, `same` whether it is the same enterprise under another number.
CREATE FUNCTION register_predecessors(one bigint, in_year integer)
    RETURNS TABLE (enterprise_id bigint, known_at timestamptz, same boolean)
    LANGUAGE sql STABLE ROWS 2 AS $$
    WITH RECURSIVE before AS (
        SELECT predecessor_id, s.known_at, kind = 'renumbered' AS same
        FROM register_succession s
        WHERE successor_id = one AND ended_at IS NULL AND holds_on < make_date(in_year + 1, 1, 1)
        UNION ALL
        SELECT s.predecessor_id, greatest(b.known_at, s.known_at),
               b.same AND s.kind = 'renumbered'
        FROM before b JOIN register_succession s ON s.successor_id = b.predecessor_id
        WHERE s.ended_at IS NULL AND s.holds_on < make_date(in_year + 1, 1, 1)
    )
    SELECT * FROM before
$$;

-- One decision at a time, so that two do not make a ring together; one that was taken stays, but
-- for its end.
CREATE FUNCTION register_check_succession() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    following bigint := NEW.successor_id;
BEGIN
    PERFORM pg_advisory_xact_lock(x'53554343'::bigint);  -- "SUCC"
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NOT NULL OR (OLD.predecessor_id, OLD.successor_id, OLD.kind,
                OLD.holds_on, OLD.known_at) IS DISTINCT FROM (NEW.predecessor_id,
                NEW.successor_id, NEW.kind, NEW.holds_on, NEW.known_at) THEN
            RAISE EXCEPTION 'a succession stays as it was decided; it can be ended, once'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    WHILE following IS NOT NULL LOOP
        IF following = NEW.predecessor_id THEN
            RAISE EXCEPTION 'enterprise % would go on in itself', NEW.predecessor_id
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT (SELECT successor_id FROM register_succession
                WHERE predecessor_id = following AND ended_at IS NULL) INTO following;
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER succession_stays BEFORE INSERT OR UPDATE ON register_succession
    FOR EACH ROW EXECUTE FUNCTION register_check_succession();
CREATE TRIGGER succession_is_not_removed BEFORE DELETE OR TRUNCATE ON register_succession
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- What the register says of a number that was replaced, or of an enterprise that was absorbed.
CREATE INDEX snapshot_of_succession ON register_snapshot (enterprise_id)
    WHERE facts ->> 'juridical_situation'
        IN ('003', '006', '021', '022', '023', '024', '025', '026');

GRANT SELECT, INSERT, UPDATE (ended_at) ON register_succession TO portefeuille_app;
GRANT USAGE ON SEQUENCE register_succession_id_seq TO portefeuille_app;
