-- The ledger keeps itself: every statement that adds postings must leave each entry it touches
-- in balance, and the room of a wallet moves with its postings and in no other way.
-- One check a statement, so that a COPY of a year costs one pass.
CREATE FUNCTION wallet_post() RETURNS trigger
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
    RETURN NULL;
END $$;

CREATE TRIGGER postings_balance AFTER INSERT ON wallet_posting
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION wallet_post();

CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON wallet_posting
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON wallet_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- The application may open an empty wallet and move its ceiling and size; never what is used.
GRANT SELECT, INSERT (id, enterprise_id, year, size, ceiling_cents), UPDATE (size, ceiling_cents)
    ON wallet_wallet TO portefeuille_app;
GRANT USAGE ON SEQUENCE wallet_wallet_id_seq, wallet_entry_id_seq, wallet_posting_id_seq TO portefeuille_app;
GRANT SELECT, INSERT ON wallet_entry, wallet_posting TO portefeuille_app;
