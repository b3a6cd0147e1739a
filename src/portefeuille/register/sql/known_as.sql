-- Enterprises by name, in order of name: as the newest snapshot has it, else as the loaded extract
-- of KBO Open Data does (the registered name, in Dutch first), else the number itself.
SELECT asked.number, held.enterprise_id,
       coalesce(newest.name, loaded.denomination, asked.number) AS name
FROM unnest(%(numbers)s::text[]) AS asked (number)
LEFT JOIN register_enterprisenumber AS held ON held.number = asked.number
LEFT JOIN LATERAL (
    SELECT facts ->> 'name' AS name
    FROM register_snapshot
    WHERE enterprise_id = held.enterprise_id
    ORDER BY holds_on DESC, known_at DESC, id DESC
    LIMIT 1
) AS newest ON true
LEFT JOIN LATERAL (
    SELECT denomination
    FROM kbo_denomination
    WHERE entity_number = asked.number
    ORDER BY array_position(ARRAY['001', '003', '002'], type_of_denomination),
             array_position(ARRAY['2', '1', '3', '4', '0'], language),
             denomination
    LIMIT 1
) AS loaded ON true
ORDER BY name, asked.number
