-- The same days one year earlier beside the period asked: that is read from `decided`.
-- Both services, also where nothing was approved.
SELECT service,
       coalesce(asked.files, 0) AS approved,
       coalesce(earlier.files, 0) AS approved_year_before,
       coalesce(asked.files, 0) - coalesce(earlier.files, 0) AS more
FROM (VALUES ('advice'), ('training')) AS every (service)
LEFT JOIN (
    SELECT service, count(*) AS files FROM approved GROUP BY service
) AS asked USING (service)
LEFT JOIN (
    SELECT service, count(*) AS files FROM decided
    WHERE outcome = 'approved'
      AND submitted_on BETWEEN (%(first_day)s::date - interval '1 year')::date
                           AND (%(last_day)s::date - interval '1 year')::date
    GROUP BY service
) AS earlier USING (service)
WHERE service = coalesce(%(service)s::text, service)
ORDER BY service
