-- Whether any of the applications counted is of an invented enterprise, and whether any is not.
SELECT EXISTS (SELECT FROM counted WHERE enterprise_id IN (
           SELECT enterprise_id FROM register_snapshot WHERE source = 'synthetic')) AS synthetic,
       EXISTS (SELECT FROM counted WHERE enterprise_id NOT IN (
           SELECT enterprise_id FROM register_snapshot WHERE source = 'synthetic')) AS submitted
