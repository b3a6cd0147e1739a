-- What was found of an invoice when it was ordered stays as it was found.
CREATE TRIGGER checked_invoice_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_checkedinvoice
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

GRANT SELECT, INSERT ON payments_checkedinvoice TO portefeuille_app;
GRANT USAGE ON SEQUENCE payments_checkedinvoice_id_seq TO portefeuille_app;

-- Orders of before: of whom and of which number, so that an invoice ordered then is found again.
-- The key is that of `payments.invoices.number_key`, for the numbers people write.
INSERT INTO payments_checkedinvoice (order_id, supplier, number_key, checks, known_at)
SELECT o.id,
       (SELECT p.enterprise_number FROM providers_registration r
        JOIN providers_provider p ON p.id = r.provider_id
        WHERE r.number = a.registration LIMIT 1),
       coalesce(nullif(left(lower(regexp_replace(o.invoice_number, '[^[:alnum:]]', '', 'g')), 60), ''),
                o.invoice_number),
       '[["structured", null, null, null]]', e.known_at
FROM payments_order o
JOIN applications_application a ON a.id = o.application_id
JOIN journal_event e ON e.id = o.event_id;
