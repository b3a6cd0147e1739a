CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON applications_decision
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

GRANT SELECT, INSERT ON applications_lawtext, applications_application, applications_decision
    TO portefeuille_app;
GRANT USAGE ON SEQUENCE applications_application_id_seq, applications_decision_id_seq
    TO portefeuille_app;
