-- What erasing does to what is over, kind by kind: at most so many rows, and how many they were.
--
-- A row that somebody is changing is waited for. Where a change would mean that it is not over
-- any more (a draft that is written on again), that is asked once more of the row as it is then.

CREATE FUNCTION retention_erase_sessions(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM django_session
        WHERE session_key IN (SELECT retention_over_sessions(before, most))
          AND expire_date < before
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

CREATE FUNCTION retention_erase_kept_forms(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM people_keptform WHERE id IN (SELECT retention_over_kept_forms(before, most))
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

CREATE FUNCTION retention_erase_drafts(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM applications_draft
        WHERE id IN (SELECT retention_over_drafts(before, most)) AND changed_at < before
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

CREATE FUNCTION retention_erase_triggers(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM register_trigger WHERE id IN (SELECT retention_over_triggers(before, most))
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

-- No decision is being based on one of these meanwhile: decisions are based on the last that was
-- said, which is asked anew each day. Were there one, a foreign key would refuse either.
CREATE FUNCTION retention_erase_snapshots(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM register_snapshot WHERE id IN (SELECT retention_over_snapshots(before, most))
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

CREATE FUNCTION retention_erase_names(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE register_snapshot SET facts = retention_without_names(facts)
        WHERE id IN (SELECT retention_over_names(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

-- One that was never sent is not sent any more: there is nothing left to send.
CREATE FUNCTION retention_erase_messages(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE messages_message
        SET address = '', subject = '', text = '', html = '',
            refused = CASE WHEN sent_at IS NULL OR refused <> '' THEN 'erased' ELSE '' END
        WHERE id IN (SELECT retention_over_messages(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_titles(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE applications_application SET title = NULL, establishment = NULL
        WHERE id IN (SELECT retention_over_titles(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_requests(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE applications_arrival SET request = '{}'
        WHERE id IN (SELECT retention_over_requests(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_remarks(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE journal_remark SET words = ''
        WHERE id IN (SELECT retention_over_remarks(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_motives(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE applications_assessment SET motive = ''
        WHERE id IN (SELECT retention_over_motives(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_documents(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE payments_document SET name = '', content = ''
        WHERE id IN (SELECT retention_over_documents(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_invoices(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE payments_order SET invoice_number = 'erased ' || id
        WHERE id IN (SELECT retention_over_invoices(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

CREATE FUNCTION retention_erase_references(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE payments_deposit SET reference = ''
        WHERE id IN (SELECT retention_over_references(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;

-- Whoever was given a mandate meanwhile stays: the row of the person is held while that is asked.
CREATE FUNCTION retention_erase_people(before timestamptz, most integer) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    chosen bigint[];
BEGIN
    PERFORM FROM people_person WHERE id IN (SELECT retention_over_people(before, most)) FOR UPDATE;
    chosen := ARRAY(SELECT retention_over_people(before, most));
    PERFORM FROM people_person WHERE id = ANY (chosen) FOR UPDATE;
    DELETE FROM people_mandate WHERE person_id = ANY (chosen);
    UPDATE people_person SET subject = 'erased:' || id, name = '', email = ''
    WHERE id = ANY (chosen);
    RETURN cardinality(chosen);
END $$;

CREATE FUNCTION retention_erase_calls(before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql AS $$
    WITH emptied AS (
        UPDATE register_registercall SET number = '', who = 'erased', reference = ''
        WHERE id IN (SELECT retention_over_calls(before, most))
        RETURNING 1)
    SELECT count(*) FROM emptied
$$;
