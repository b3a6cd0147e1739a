GRANT SELECT, INSERT, UPDATE (attempts, send_after, sent_at, refused) ON messages_message
    TO portefeuille_app;
GRANT USAGE ON SEQUENCE messages_message_id_seq TO portefeuille_app;
