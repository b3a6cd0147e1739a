CREATE TRIGGER assessment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON applications_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

GRANT SELECT, INSERT ON applications_assessment TO portefeuille_app;
GRANT SELECT, INSERT, DELETE, UPDATE (version, answers, person_id, changed_at, application_id)
    ON applications_draft TO portefeuille_app;
GRANT USAGE ON SEQUENCE applications_assessment_id_seq TO portefeuille_app;
