-- What the loaded extract of KBO Open Data says of one enterprise number, in one row.
-- No row: no extract is loaded. A row without enterprise_number: the extract does not know it.
--
-- Name: the registered name before the commercial one and the abbreviation; Dutch, French,
-- German, English, unknown. Main activity: as known to VAT (001), then social security (006),
-- then as declared by establishment (003); the enterprise itself before its establishments;
-- the newest NACE version. An address counts while it is Belgian (no country) and not struck off.
SELECT extract.snapshot_date,
       extract.extract_timestamp,
       enterprise.enterprise_number,
       enterprise.status,
       enterprise.juridical_situation,
       enterprise.type_of_enterprise,
       enterprise.juridical_form,
       name.denomination,
       activity.nace_version,
       activity.nace_code,
       seat.zipcode AS seat_postcode,
       establishments.numbers AS establishment_numbers,
       establishments.postcodes AS establishment_postcodes
FROM (SELECT * FROM kbo_extract ORDER BY number DESC LIMIT 1) AS extract
LEFT JOIN kbo_enterprise AS enterprise ON enterprise.enterprise_number = %(number)s
LEFT JOIN LATERAL (
    SELECT denomination
    FROM kbo_denomination
    WHERE entity_number = enterprise.enterprise_number
    ORDER BY array_position(ARRAY['001', '003', '002'], type_of_denomination),
             array_position(ARRAY['2', '1', '3', '4', '0'], language),
             denomination
    LIMIT 1
) AS name ON true
LEFT JOIN LATERAL (
    SELECT nace_version, nace_code
    FROM kbo_activity
    WHERE entity_number = ANY (
              SELECT enterprise.enterprise_number
              UNION ALL
              SELECT establishment_number
              FROM kbo_establishment
              WHERE enterprise_number = enterprise.enterprise_number
          )
      AND classification = 'MAIN'
      AND activity_group IN ('001', '006', '003')
      AND nace_version IN ('2008', '2025')
    ORDER BY array_position(ARRAY['001', '006', '003'], activity_group),
             entity_number = enterprise.enterprise_number DESC,
             nace_version DESC,
             entity_number,
             nace_code
    LIMIT 1
) AS activity ON true
LEFT JOIN LATERAL (
    SELECT zipcode
    FROM kbo_address
    WHERE entity_number = enterprise.enterprise_number
      AND type_of_address = 'REGO'
      AND country_nl IS NULL
      AND date_striking_off IS NULL
    ORDER BY zipcode
    LIMIT 1
) AS seat ON true
LEFT JOIN LATERAL (
    SELECT array_agg(establishment_number ORDER BY establishment_number) AS numbers,
           array_agg(address.zipcode ORDER BY establishment_number) AS postcodes
    FROM kbo_establishment
    LEFT JOIN LATERAL (
        SELECT zipcode
        FROM kbo_address
        WHERE entity_number = establishment_number
          AND type_of_address = 'BAET'
          AND country_nl IS NULL
          AND date_striking_off IS NULL
        ORDER BY zipcode
        LIMIT 1
    ) AS address ON true
    WHERE kbo_establishment.enterprise_number = enterprise.enterprise_number
) AS establishments ON true
