-- What the worker (procrastinate) needs of its own tables; its functions run as whoever calls.
GRANT SELECT, INSERT, UPDATE, DELETE
    ON procrastinate_jobs, procrastinate_periodic_defers, procrastinate_events,
       procrastinate_workers
    TO portefeuille_app;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_periodic_defers_id_seq,
       procrastinate_events_id_seq, procrastinate_workers_id_seq
    TO portefeuille_app;
