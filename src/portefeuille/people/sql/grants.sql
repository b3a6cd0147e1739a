GRANT SELECT, INSERT, UPDATE (name, email, language) ON people_person TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (held_until) ON people_mandate TO portefeuille_app;
GRANT USAGE ON SEQUENCE people_person_id_seq, people_mandate_id_seq TO portefeuille_app;
GRANT SELECT, INSERT, DELETE ON people_keptform TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO portefeuille_app;
