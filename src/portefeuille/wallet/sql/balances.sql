-- What stands on each account, kept with the postings: own, subsidy and owed of an application,
-- enterprise and provider, a line of a statement, a payout, a recovery. Rows are taken in one
-- order, so that two that post at once wait for each other and never in a circle.
-- A row that is there is updated and not inserted over: what an insert proposes would be held to
-- the constraints by itself, and less than nothing is refused of a pot.
-- Room, held, spent, lost, bank and government are asked of the postings.
CREATE FUNCTION wallet_balance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM added WHERE account NOT IN
            ('room', 'held', 'spent', 'lost', 'bank', 'government')) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM wallet_balance b
    WHERE (account, owner_id) IN (SELECT account, owner_id FROM added)
    ORDER BY account, owner_id FOR UPDATE;

    WITH moved AS (
        SELECT account, owner_id, sum(amount_cents) AS amount FROM added
        WHERE account NOT IN ('room', 'held', 'spent', 'lost', 'bank', 'government')
        GROUP BY account, owner_id
    ), known AS (
        UPDATE wallet_balance b SET amount_cents = b.amount_cents + moved.amount
        FROM moved WHERE b.account = moved.account AND b.owner_id = moved.owner_id
        RETURNING b.account, b.owner_id
    )
    INSERT INTO wallet_balance AS kept (account, owner_id, amount_cents)
    SELECT account, owner_id, amount FROM moved
    WHERE (account, owner_id) NOT IN (SELECT account, owner_id FROM known)
    ORDER BY account, owner_id
    ON CONFLICT (account, owner_id)
        DO UPDATE SET amount_cents = kept.amount_cents + excluded.amount_cents;
    RETURN NULL;
END $$;

INSERT INTO wallet_balance (account, owner_id, amount_cents)
SELECT account, owner_id, sum(amount_cents) FROM wallet_posting
WHERE account NOT IN ('room', 'held', 'spent', 'lost', 'bank', 'government')
GROUP BY account, owner_id;

CREATE TRIGGER postings_keep_balances AFTER INSERT ON wallet_posting
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION wallet_balance();

GRANT SELECT ON wallet_balance TO portefeuille_app;
