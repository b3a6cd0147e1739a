-- The purpose log is added to and never changed; the others follow what the source does.
GRANT SELECT, INSERT ON register_registercall TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (last_success_at, down_since, why) ON register_sourcestate
    TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (since, tried_at) ON register_subscription TO portefeuille_app;
GRANT SELECT, INSERT, UPDATE (ended_at) ON register_trigger TO portefeuille_app;
