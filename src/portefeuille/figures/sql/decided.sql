-- What stood on a day: the first words of every figure.
--
--   decided    every application with its decision as it was known before a moment: the decision
--              that no other decision, known by then, supersedes. An application of which no
--              decision was known yet is not there.
--   counted    those of the period asked (by day of submission in Brussels)
--   approved   those of them that were approved
--
-- known_before, first_day, last_day; service and theme may be null: all. A theme brings its topics.
WITH decided AS NOT MATERIALIZED (
    SELECT a.id AS application_id, a.enterprise_id, a.submitted_on, a.service, a.theme,
           d.outcome, d.size, d.ceiling_cents, d.grant_cents
    FROM applications_application a
    JOIN applications_decision d ON d.application_id = a.id
    WHERE d.known_at < %(known_before)s::timestamptz
      AND NOT EXISTS (
          SELECT FROM applications_decision later
          WHERE later.supersedes_id = d.id AND later.known_at < %(known_before)s::timestamptz
            AND later.supersedes_id IS NOT NULL -- says nothing, but spares reading them all
      )
      AND (%(service)s::text IS NULL OR a.service = %(service)s::text)
      AND (%(theme)s::text IS NULL OR a.theme = %(theme)s::text
           OR starts_with(a.theme, %(theme)s::text || '/'))
), counted AS NOT MATERIALIZED (
    SELECT * FROM decided
    WHERE submitted_on BETWEEN %(first_day)s::date AND %(last_day)s::date
), approved AS NOT MATERIALIZED (
    SELECT * FROM counted WHERE outcome = 'approved'
)
