-- What is left of an envelope lies spread over slots. A grant takes from one slot that nobody
-- holds, and waits for nobody; where no slot alone has room, the envelope and then its slots are
-- held in order, merged and spread anew. At every moment, of every envelope:
--
--     sum(left_cents) - sum(over_cents) = amount_cents - what is committed
--
-- Locks are asked for in one order: envelopes by year and part, of each the envelope before its
-- slots by number. What takes a slot in passing (SKIP LOCKED) never waits. So nobody waits for
-- somebody who waits for them. Wallets are held before any of these.
--
-- The application may call none of these but `budget_hold`: who takes, gives back and sets is
-- `applications/sql/budget.sql`, with the rights of the owner.

-- What is left is spread over so many slots, each of so much at least; close to the end there is
-- one, so that little is not divided into less.
CREATE FUNCTION budget_slots() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 16';
CREATE FUNCTION budget_slot_holds() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 2000000';

-- Spread over the slots what they hold together and `change`. Who refuses gets KP001 where that
-- is less than nothing, and nothing has changed.
CREATE FUNCTION budget_merge(envelope bigint, change bigint, refuses boolean) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    e record;
    total bigint;
    shares integer;
BEGIN
    SELECT year, part INTO e FROM budget_envelope WHERE id = envelope FOR UPDATE;
    PERFORM FROM budget_slot WHERE envelope_id = envelope ORDER BY number FOR UPDATE;
    SELECT sum(left_cents - over_cents) INTO total FROM budget_slot WHERE envelope_id = envelope;
    IF refuses AND change < 0 AND total + change < 0 THEN
        RAISE EXCEPTION 'the budget of % has % cents left%, and % are needed', e.year,
            greatest(total, 0), CASE WHEN e.part = '' THEN '' ELSE ' for ' || e.part END, -change
            USING ERRCODE = 'KP001';
    END IF;
    total := total + change;
    shares := greatest(1, least(budget_slots(), total / budget_slot_holds()));
    UPDATE budget_slot SET
        left_cents = CASE WHEN total < 0 OR number > shares THEN 0
                          WHEN number = 1 THEN total / shares + total % shares
                          ELSE total / shares END,
        over_cents = CASE WHEN total < 0 AND number = 1 THEN -total ELSE 0 END
    WHERE envelope_id = envelope;
END $$;

-- Take so much from an envelope; below zero: give it back. What is recorded of a history has
-- happened, and is never refused; nor is anything where nobody knows that it should be. What is
-- given back goes to the first slot, where a merger leaves what is over: that is made good first.
CREATE FUNCTION budget_take(envelope bigint, taken bigint, recorded boolean) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    refuses boolean;
BEGIN
    IF taken < 0 THEN
        UPDATE budget_slot SET left_cents = greatest(left_cents - over_cents - taken, 0),
                               over_cents = greatest(over_cents - left_cents + taken, 0)
        WHERE envelope_id = envelope AND number = 1;
        RETURN;
    END IF;
    UPDATE budget_slot SET left_cents = left_cents - taken
    WHERE id = (SELECT s.id FROM budget_slot s
                WHERE s.envelope_id = envelope AND s.left_cents >= taken
                ORDER BY s.number DESC LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF FOUND THEN RETURN; END IF;
    SELECT when_exhausted <> 'unknown' INTO refuses FROM budget_envelope WHERE id = envelope;
    IF NOT refuses AND (SELECT sum(left_cents - over_cents) FROM budget_slot
                        WHERE envelope_id = envelope) < taken THEN
        -- It is used up, and nothing is refused: nobody need wait to count what goes beyond it.
        UPDATE budget_slot SET left_cents = greatest(left_cents - over_cents - taken, 0),
                               over_cents = greatest(over_cents - left_cents + taken, 0)
        WHERE id = (SELECT s.id FROM budget_slot s WHERE s.envelope_id = envelope
                    LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF FOUND THEN RETURN; END IF;
    END IF;
    PERFORM budget_merge(envelope, -taken, refuses AND NOT recorded);
END $$;

-- The envelopes that a grant of this year and theme falls under, in the order they are held in.
CREATE FUNCTION budget_envelopes(of_year integer, theme text) RETURNS SETOF budget_envelope
    LANGUAGE sql STABLE AS $$
    SELECT * FROM budget_envelope e
    WHERE e.year = of_year AND (e.part = '' OR theme = ANY (e.themes)) ORDER BY e.part
$$;

-- Hold them, so that what is left is what is left until the end of the transaction.
CREATE FUNCTION budget_hold(of_year integer, theme text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e record;
BEGIN
    FOR e IN SELECT id FROM budget_envelopes(of_year, theme) LOOP
        PERFORM budget_merge(e.id, 0, false);
    END LOOP;
END $$;

-- Set an envelope, or set it to another amount. `committed` is what its year has committed so
-- far; it counts where the envelope is new.
CREATE FUNCTION budget_set(of_year integer, of_part text, of_themes text[], at_end text,
                           amount bigint, committed bigint) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    envelope bigint;
    change bigint := amount - committed;
BEGIN
    INSERT INTO budget_envelope (year, part, themes, when_exhausted, amount_cents)
    VALUES (of_year, of_part, of_themes, at_end, amount)
    ON CONFLICT DO NOTHING RETURNING id INTO envelope;
    IF envelope IS NOT NULL THEN
        INSERT INTO budget_slot (envelope_id, number)
        SELECT envelope, generate_series(1, budget_slots());
    ELSE
        SELECT id, amount - amount_cents INTO envelope, change FROM budget_envelope
        WHERE year = of_year AND part = of_part FOR UPDATE;
        UPDATE budget_envelope SET amount_cents = amount, when_exhausted = at_end
        WHERE id = envelope;
    END IF;
    PERFORM budget_merge(envelope, change, false);
    RETURN envelope;
END $$;

CREATE TRIGGER setting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_setting
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

ALTER TABLE budget_slot SET (fillfactor = 20);

REVOKE ALL ON FUNCTION budget_merge, budget_take, budget_set, budget_hold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_hold TO portefeuille_app;
GRANT SELECT ON budget_envelope, budget_slot, budget_setting TO portefeuille_app;
