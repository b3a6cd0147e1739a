-- What is over at a moment, kind by kind: the keys of at most so many rows (all where it is null).
-- Nothing that was erased before. Which moment that is, is for whoever asks to know.

-- An application whose service began before it, that ended and of which nothing happened since.
CREATE FUNCTION retention_dossier_over(dossier bigint, before timestamptz) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
            SELECT FROM applications_application
            WHERE id = dossier AND submitted_at < before
              AND coalesce(starts_on, submitted_on) < before::date)
       AND NOT EXISTS (
            SELECT FROM journal_running WHERE subject = 'application' AND subject_id = dossier)
       AND NOT EXISTS (
            SELECT FROM journal_event
            WHERE subject = 'application' AND subject_id = dossier
              AND greatest(known_at, held_at) >= before)
$$;

CREATE FUNCTION retention_over_sessions(before timestamptz, most integer) RETURNS SETOF text
    LANGUAGE sql STABLE AS $$
    SELECT session_key FROM django_session WHERE expire_date < before LIMIT most
$$;

CREATE FUNCTION retention_over_kept_forms(before timestamptz, most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE AS $$
    SELECT id FROM people_keptform WHERE kept_at < before LIMIT most
$$;

CREATE FUNCTION retention_over_drafts(before timestamptz, most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE AS $$
    SELECT id FROM applications_draft d
    WHERE changed_at < before AND NOT EXISTS (
        SELECT FROM journal_running WHERE subject = 'arrival' AND subject_id = d.arrival_id)
    LIMIT most
$$;

CREATE FUNCTION retention_over_triggers(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM register_trigger WHERE ended_at < before LIMIT most
$$;

-- The last that was said of an enterprise is how its dossiers name it, and those of enterprises
-- that went on in it: it stays as long as there are any.
CREATE FUNCTION retention_over_snapshots(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT s.id FROM register_snapshot s
    WHERE s.known_at < before
      AND NOT EXISTS (SELECT FROM applications_decision d WHERE d.snapshot_id = s.id)
      AND (EXISTS (
               SELECT FROM register_snapshot later
               WHERE later.enterprise_id = s.enterprise_id
                 AND (later.holds_on, later.known_at, later.id)
                     > (s.holds_on, s.known_at, s.id))
           OR NOT (
               EXISTS (SELECT FROM applications_application a
                       WHERE a.enterprise_id = s.enterprise_id)
               OR EXISTS (SELECT FROM applications_arrival a
                          WHERE a.enterprise_id = s.enterprise_id)
               OR EXISTS (SELECT FROM applications_draft a
                          WHERE a.enterprise_id = s.enterprise_id)
               OR EXISTS (SELECT FROM register_succession a
                          WHERE s.enterprise_id IN (a.predecessor_id, a.successor_id))))
    LIMIT most
$$;

-- What a source said, without what names or places the enterprise.
CREATE FUNCTION retention_without_names(facts jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE AS $$
    SELECT (facts || '{"name": "", "establishments": []}') - 'seat' - 'seat_postcode'
$$;

CREATE FUNCTION retention_over_names(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT s.id FROM register_snapshot s
    WHERE s.known_at < before AND s.facts <> retention_without_names(s.facts)
      AND EXISTS (SELECT FROM applications_decision d WHERE d.snapshot_id = s.id)
      AND NOT EXISTS (SELECT FROM applications_decision d
                      WHERE d.snapshot_id = s.id
                        AND NOT retention_dossier_over(d.application_id, before))
      AND NOT EXISTS (SELECT FROM applications_application a
                      WHERE a.enterprise_id = s.enterprise_id
                        AND NOT retention_dossier_over(a.id, before))
    LIMIT most
$$;

CREATE FUNCTION retention_over_messages(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM messages_message
    WHERE made_at < before AND (address, subject, text, html) <> ('', '', '', '')
    LIMIT most
$$;

CREATE FUNCTION retention_over_titles(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM applications_application
    WHERE submitted_on <= before::date AND (title IS NOT NULL OR establishment IS NOT NULL)
      AND retention_dossier_over(id, before)
    LIMIT most
$$;

CREATE FUNCTION retention_over_requests(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM applications_arrival a
    WHERE arrived_at < before AND request <> '{}'
      AND NOT EXISTS (
          SELECT FROM journal_running WHERE subject = 'arrival' AND subject_id = a.id)
      AND (application_id IS NULL OR retention_dossier_over(application_id, before))
    LIMIT most
$$;

CREATE FUNCTION retention_over_remarks(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT r.id FROM journal_remark r JOIN journal_event e ON e.id = r.event_id
    WHERE r.words <> '' AND greatest(e.known_at, e.held_at) < before
      AND CASE WHEN e.subject = 'application' THEN retention_dossier_over(e.subject_id, before)
          ELSE NOT EXISTS (
              SELECT FROM journal_running u
              WHERE u.subject = e.subject AND u.subject_id = e.subject_id) END
    LIMIT most
$$;

CREATE FUNCTION retention_over_motives(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT m.id FROM applications_assessment m JOIN applications_decision d ON d.id = m.decision_id
    WHERE m.motive <> '' AND m.known_at < before
      AND retention_dossier_over(d.application_id, before)
    LIMIT most
$$;

CREATE FUNCTION retention_over_documents(before timestamptz, most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE AS $$
    SELECT id FROM payments_document
    WHERE name <> '' AND kept_at < before AND retention_dossier_over(application_id, before)
    LIMIT most
$$;

CREATE FUNCTION retention_over_invoices(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM payments_order
    WHERE invoice_number <> 'erased ' || id AND retention_dossier_over(application_id, before)
    LIMIT most
$$;

CREATE FUNCTION retention_over_references(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM payments_deposit
    WHERE reference <> '' AND received_on < before::date AND known_at < before
      AND (application_id IS NULL OR retention_dossier_over(application_id, before))
    LIMIT most
$$;

-- Whoever holds no mandate can do nothing: the end of the last one comes after all they did. Of
-- people who never held one no moment is known from which to count; they stay.
CREATE FUNCTION retention_over_people(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT person_id FROM people_mandate
    GROUP BY person_id HAVING bool_and(held_until IS NOT NULL AND held_until <= before::date)
    LIMIT most
$$;

CREATE FUNCTION retention_over_calls(before timestamptz, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE AS $$
    SELECT id FROM register_registercall
    WHERE at < before AND who <> 'erased'
    LIMIT most
$$;
