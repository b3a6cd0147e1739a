-- The room of enterprises that go on as one. THE PLACE where it is said what that room is, since
-- no source says it (docs/decisions/0016):
--   what is used in a year is the sum of what each used in that year;
--   the ceiling and the size are those of the enterprise that goes on (the head); where nothing
--   was granted to it yet, those that were fixed for it under an earlier number;
--   where they used more together than the ceiling, nothing is taken back: nothing is left.
-- Each keeps its wallet. Only the head's wallet gets new grants, and what moves in any of them
-- moves the head's version: it says whether anything changed in any.

CREATE TYPE wallet_room AS (size text, ceiling bigint, used bigint);

-- What predecessors used in a year, with the size that was fixed under an earlier number and its
-- ceiling; where none was, the largest of the predecessors'.
CREATE FUNCTION wallet_beside(head bigint, in_year integer) RETURNS wallet_room
    LANGUAGE sql STABLE AS $$
    SELECT (array_agg(w.size ORDER BY p.known_at DESC) FILTER (WHERE fixed))[1]::text,
           coalesce((array_agg(w.ceiling_cents ORDER BY p.known_at DESC) FILTER (WHERE fixed))[1],
                    max(w.ceiling_cents), 0),
           coalesce(sum(w.used_cents), 0)::bigint
    FROM register_predecessors(head, in_year) p
    JOIN wallet_wallet w ON w.enterprise_id = p.enterprise_id AND w.year = in_year
    CROSS JOIN LATERAL (SELECT p.same AND w.size IS NOT NULL AS fixed) f
$$;

-- The room of a year: of an enterprise, with whatever it went on in and whatever went on in that.
-- `size` is null where none is fixed yet.
CREATE FUNCTION wallet_together(one bigint, in_year integer) RETURNS wallet_room
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(w.size::text, b.size),
           CASE WHEN w.size IS NULL THEN greatest(w.ceiling_cents, b.ceiling)
                ELSE w.ceiling_cents END,
           coalesce(w.used_cents, 0) + b.used
    FROM (SELECT register_head(one, in_year) AS id) head
    LEFT JOIN wallet_wallet w ON w.enterprise_id = head.id AND w.year = in_year
    CROSS JOIN LATERAL wallet_beside(head.id, in_year) b
$$;

-- Hold the room of a year: the wallet of the enterprise, then that of the head, each opened where
-- there is none. Who stands for whom in that year does not change while they are held, since a
-- succession waits for both (below); everybody holds them in this order, predecessor first, so
-- that nobody waits for somebody who waits for them. Answers the wallet of the enterprise itself.
CREATE FUNCTION wallet_hold(one bigint, in_year integer) RETURNS SETOF wallet_wallet
    LANGUAGE plpgsql AS $$
DECLARE
    next bigint := one;
    held bigint;
BEGIN
    WHILE next IS DISTINCT FROM held LOOP
        INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents) VALUES (next, in_year, 0)
        ON CONFLICT DO NOTHING;
        PERFORM FROM wallet_wallet w WHERE w.enterprise_id = next AND w.year = in_year FOR UPDATE;
        held := next;
        next := register_head(one, in_year);
    END LOOP;
    RETURN QUERY SELECT * FROM wallet_wallet w WHERE w.enterprise_id = one AND w.year = in_year;
END $$;

-- From a succession on, or from its end, every decision that saw the wallets before is taken
-- again: their versions move. A wallet that was not there is opened, so that there is a version
-- to move.
CREATE FUNCTION wallet_reckon_again() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    since integer := extract(year FROM NEW.holds_on);
    -- a decision that is under way may be of tomorrow
    until integer := extract(year FROM coalesce(NEW.ended_at, NEW.known_at)
                                       AT TIME ZONE 'Europe/Brussels' + interval '1 day');
BEGIN
    WITH years AS (
        SELECT generate_series(since, until) AS year
        UNION
        SELECT w.year FROM wallet_wallet w
        WHERE w.enterprise_id IN (NEW.predecessor_id, NEW.successor_id) AND w.year >= since
    )
    INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents)
    SELECT enterprise_id, year, 0 FROM (
        SELECT NEW.predecessor_id AS enterprise_id, year, 1 AS place FROM years
        UNION ALL
        SELECT register_head(NEW.successor_id, year), year, 2 FROM years
    ) concerned
    ORDER BY year, place
    ON CONFLICT (enterprise_id, year) DO UPDATE SET version = wallet_wallet.version + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER succession_is_reckoned_with AFTER INSERT OR UPDATE ON register_succession
    FOR EACH ROW EXECUTE FUNCTION wallet_reckon_again();

-- What moved in one wallet of several moves the version of the head's, and room that is taken
-- must be there for all of them together.
CREATE FUNCTION wallet_check_together(owner bigint, amount bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own record;
    room record;
    head bigint;
BEGIN
    SELECT enterprise_id, year INTO own FROM wallet_wallet WHERE id = owner;
    IF NOT EXISTS (SELECT FROM register_succession
                   WHERE predecessor_id = own.enterprise_id AND ended_at IS NULL)
       AND NOT EXISTS (SELECT FROM register_succession
                       WHERE successor_id = own.enterprise_id AND ended_at IS NULL) THEN
        RETURN;
    END IF;
    head := register_head(own.enterprise_id, own.year);
    IF head <> own.enterprise_id THEN
        INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents) VALUES (head, own.year, 0)
        ON CONFLICT (enterprise_id, year) DO UPDATE SET version = wallet_wallet.version + 1;
    END IF;
    IF amount < 0 THEN
        SELECT used, ceiling INTO room FROM wallet_together(head, own.year);
        IF room.used > room.ceiling THEN
            RAISE EXCEPTION 'wallet %: with those of its predecessors or its successor % cents'
                ' would be used, and the ceiling is %', owner, room.used, room.ceiling
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
END $$;

-- As before (ledger.sql), and where there are successions, with those it goes on with.
CREATE OR REPLACE FUNCTION wallet_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT entry_id, sum(amount_cents) AS difference INTO wrong
    FROM added GROUP BY entry_id HAVING sum(amount_cents) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance: its postings sum to % cents',
            wrong.entry_id, wrong.difference
            USING ERRCODE = 'check_violation',
                  HINT = 'Insert all postings of an entry in one statement.';
    END IF;

    UPDATE wallet_wallet w
    SET used_cents = w.used_cents - moved.amount, version = w.version + 1
    FROM (SELECT owner_id, sum(amount_cents) AS amount
          FROM added WHERE account = 'room' GROUP BY owner_id) AS moved
    WHERE w.id = moved.owner_id;

    SELECT owner_id INTO wrong FROM added a
    WHERE account = 'room' AND NOT EXISTS (SELECT FROM wallet_wallet w WHERE w.id = a.owner_id)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'there is no wallet %', wrong.owner_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;

    IF EXISTS (SELECT FROM register_succession) THEN
        PERFORM wallet_check_together(owner_id, sum(amount_cents)::bigint)
        FROM added WHERE account = 'room' GROUP BY owner_id;
    END IF;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION wallet_check_together FROM PUBLIC;
