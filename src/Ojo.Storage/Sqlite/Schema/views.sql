-- The names that people query (docs/STORE.md). They need no function that a plain sqlite3 shell lacks.

DROP VIEW IF EXISTS runs;
CREATE VIEW runs AS
SELECT r.id AS run_id, r.service, r.host, r.process_id,
       CASE r.version WHEN 2 THEN r.batch_start / 1000 ELSE r.batch_start END AS batch_start_us,
       r.start_ns, r.first_ns, r.last_ns,
       r.events AS event_count, r.dropped,
       (SELECT count(*) FROM ojo_file WHERE run = r.id) AS file_count,
       r.version, r.clock, r.filter,
       CASE WHEN r.schema <> 0 THEN printf('%016x', r.schema) END AS schema_hash
FROM ojo_run AS r;

DROP VIEW IF EXISTS files;
CREATE VIEW files AS
SELECT name AS file_name, run AS run_id, events AS event_count, dropped, ingested_at, records AS record_count,
       length AS byte_count, version, lower(hex(sha256)) AS sha256, id AS file_id
FROM ojo_file;

DROP VIEW IF EXISTS flows;
CREATE VIEW flows AS
SELECT f.run AS run_id, f.flow_id,
       CASE WHEN f.parent < 0 THEN printf('%u', f.parent) ELSE f.parent END AS parent_flow_id,
       f.first_ns AS first_event_ts, f.last_ns AS last_event_ts, f.events AS event_count
FROM ojo_flow AS f
WHERE f.bits <> 0
   OR EXISTS (SELECT 1 FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
              WHERE c.flow = f.id AND t.flow = 1);

DROP VIEW IF EXISTS event_types;
CREATE VIEW event_types AS
SELECT CASE WHEN t.event_type < 0 THEN printf('%u', t.event_type) ELSE t.event_type END AS event_type,
       coalesce(t.name, s.name, printf('0x%08X', t.event_type)) AS name,
       iif(t.name IS NULL, coalesce(s.category, t.category), t.category) AS category,
       iif(t.name IS NULL, coalesce(s.description, t.description), t.description) AS description,
       t.provider, t.level, t.role, t.chart, t.view_name, t.id AS type_key,
       (SELECT coalesce(sum(k.events), 0) FROM ojo_key AS k WHERE k.type = t.id) AS event_count
FROM ojo_type AS t LEFT JOIN ojo_seed AS s ON s.event_type = t.event_type
-- A type without a name stays behind, empty, when a schema names what its events are.
WHERE t.name IS NOT NULL OR EXISTS (SELECT 1 FROM ojo_key AS k WHERE k.type = t.id AND k.events > 0)
UNION ALL
SELECT s.event_type, s.name, s.category, s.description, NULL, NULL, NULL, NULL, NULL, NULL, 0
FROM ojo_seed AS s
WHERE NOT EXISTS (SELECT 1 FROM ojo_type AS t WHERE t.event_type = s.event_type
                  AND (t.name IS NOT NULL OR EXISTS (SELECT 1 FROM ojo_key AS k WHERE k.type = t.id AND k.events > 0)));

-- A seed is SQL for any table event_types: here it gives names to what no schema names.
CREATE TRIGGER ojo_seed_event_types INSTEAD OF INSERT ON event_types
BEGIN
    INSERT INTO ojo_seed VALUES (NEW.event_type, NEW.name, coalesce(NEW.category, ''), coalesce(NEW.description, ''))
    ON CONFLICT (event_type) DO UPDATE SET name = excluded.name, category = excluded.category, description = excluded.description;
END;

DROP VIEW IF EXISTS event_fields;
CREATE VIEW event_fields AS
SELECT t.id AS type_key, t.name AS event_name, d.n, d.name, d.field_type, d.kind, d.unit, d.part, d.description, d.bit_offset, d.bit_width
FROM ojo_field AS d JOIN ojo_type AS t ON t.id = d.type;

DROP VIEW IF EXISTS gaps;
CREATE VIEW gaps AS
SELECT run AS run_id, from_ns, to_ns,
       CASE cause WHEN 1 THEN 'buffer_full' WHEN 2 THEN 'overwritten' WHEN 3 THEN 'write_error' ELSE cause END AS cause,
       events AS event_count
FROM ojo_gap;

-- run, file and type are looked up by subqueries so that whoever does not select them does not pay for them.
DROP VIEW IF EXISTS events;
CREATE VIEW events AS
SELECT e.id,
       (SELECT CASE r.version WHEN 2 THEN r.batch_start / 1000 ELSE r.batch_start END FROM ojo_run AS r WHERE r.id = f.run) AS batch_start_us,
       (b.first_ns + (e.dt >> b.shift) * b.tick) / 1000 AS ts_delta_us,
       b.first_ns + (e.dt >> b.shift) * b.tick AS ts_ns,
       f.run AS run_id,
       f.flow_id,
       (SELECT CASE WHEN k.event_type < 0 THEN printf('%u', k.event_type) ELSE k.event_type END FROM ojo_key AS k WHERE k.id = e.key) AS event_type,
       CASE WHEN e.payload < 0 THEN printf('%u', e.payload) ELSE e.payload END AS payload,
       (SELECT l.name FROM ojo_file AS l
        WHERE l.id = CASE WHEN b.shift = 0 THEN b.file
                     ELSE (SELECT m.file FROM ojo_merge_file AS m WHERE m.merge = -b.file AND m.slot = e.dt & ((1 << b.shift) - 1)) END) AS file_name
FROM ojo_flow AS f
JOIN ojo_block AS b ON b.flow = f.id
JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id;

-- What views of event types stand on that were written before the store was: an event with its payload as the signed number
-- of the same bits, and what else belongs to it.
DROP VIEW IF EXISTS raw_events;
CREATE VIEW raw_events AS
SELECT e.id, f.run AS run_id, f.flow_id, b.first_ns + (e.dt >> b.shift) * b.tick AS ts_ns,
       (SELECT k.event_type FROM ojo_key AS k WHERE k.id = e.key) AS event_type,
       e.payload
FROM ojo_flow AS f
JOIN ojo_block AS b ON b.flow = f.id
JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id;

DROP VIEW IF EXISTS event_words;
CREATE VIEW event_words AS SELECT event AS event_id, n, word FROM ojo_extend;

DROP VIEW IF EXISTS event_texts;
CREATE VIEW event_texts AS SELECT event AS event_id, n, value FROM ojo_text;

DROP VIEW IF EXISTS run_strings;
CREATE VIEW run_strings AS SELECT run AS run_id, id, value FROM ojo_string;

DROP VIEW IF EXISTS powers_of_two;
CREATE VIEW powers_of_two AS SELECT exponent, value FROM ojo_power;
