GRANT SELECT ON journal_transition TO portefeuille_app;
GRANT SELECT, INSERT ON journal_event TO portefeuille_app;
GRANT USAGE ON SEQUENCE journal_event_id_seq TO portefeuille_app;
