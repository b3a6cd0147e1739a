CREATE TRIGGER deposit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_deposit
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

GRANT SELECT, INSERT ON payments_deposit, payments_document TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (paid_by_id) ON payments_order TO portefeuille_app;
GRANT USAGE ON SEQUENCE payments_deposit_id_seq, payments_order_id_seq TO portefeuille_app;
