-- Version 1 of the store. Times are nanoseconds since the start of their run unless a name says otherwise; ids and
-- payloads of 64 unsigned bits are kept as the signed number of the same bits.

CREATE TABLE ojo_store (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO ojo_store VALUES ('change', 0), ('catalogue', 0);

-- A run: the traces of one tracer. Known by (batch_start, version, process_id).
CREATE TABLE ojo_run (
    id          INTEGER PRIMARY KEY,
    batch_start INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    process_id  INTEGER,
    start_ns    INTEGER NOT NULL,   -- Unix time
    service     TEXT,
    host        TEXT,
    clock       TEXT,
    filter      TEXT,
    schema      INTEGER NOT NULL DEFAULT 0,
    first_ns    INTEGER,
    last_ns     INTEGER,
    events      INTEGER NOT NULL DEFAULT 0,
    dropped     INTEGER NOT NULL DEFAULT 0);
CREATE INDEX ojo_run_by_start ON ojo_run (batch_start, version);

-- The ledger: one row per trace file, written in the transaction that writes its events.
CREATE TABLE ojo_file (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    length      INTEGER NOT NULL,
    sha256      BLOB NOT NULL,
    run         INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    records     INTEGER NOT NULL,
    events      INTEGER NOT NULL DEFAULT 0,
    dropped     INTEGER NOT NULL DEFAULT 0,
    ingested_at TEXT NOT NULL);
CREATE UNIQUE INDEX ojo_file_by_content ON ojo_file (name, length, sha256);
CREATE INDEX ojo_file_by_run ON ojo_file (run);

-- A sorted run of events: a stretch of one file, in order of (flow, time).
CREATE TABLE ojo_slice (
    first_id INTEGER PRIMARY KEY,
    last_id  INTEGER NOT NULL,
    run      INTEGER NOT NULL,
    first_ns INTEGER NOT NULL,
    last_ns  INTEGER NOT NULL);
CREATE INDEX ojo_slice_by_time ON ojo_slice (run, first_ns);

CREATE TABLE ojo_flow (
    id        INTEGER PRIMARY KEY,
    run       INTEGER NOT NULL,
    bits      INTEGER NOT NULL,
    flow_id   BLOB GENERATED ALWAYS AS (CASE WHEN bits < 0 THEN printf('%u', bits) ELSE bits END) VIRTUAL,
    parent    INTEGER,
    parent_ns INTEGER,
    first_ns  INTEGER NOT NULL,
    last_ns   INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    longest   INTEGER NOT NULL);    -- its longest block, in nanoseconds: how far back a search by time must begin
CREATE UNIQUE INDEX ojo_flow_by_run ON ojo_flow (run, bits);
CREATE INDEX ojo_flow_by_id ON ojo_flow (flow_id, run);
CREATE INDEX ojo_flow_by_parent ON ojo_flow (run, parent) WHERE parent IS NOT NULL;

-- Some hundred events of one flow, next to each other in ojo_event.
CREATE TABLE ojo_block (
    first_id INTEGER PRIMARY KEY,
    last_id  INTEGER NOT NULL,
    flow     INTEGER NOT NULL,
    first_ns INTEGER NOT NULL,
    last_ns  INTEGER NOT NULL,
    tick     INTEGER NOT NULL,      -- nanoseconds per unit of its events' dt
    file     INTEGER NOT NULL,
    keys     INTEGER NOT NULL,      -- bit n is set where an event's key is n modulo 64
    summed   INTEGER NOT NULL);     -- 1: ojo_summary has its rows
CREATE INDEX ojo_block_by_flow ON ojo_block (flow, first_ns, summed);

CREATE TABLE ojo_event (
    id      INTEGER PRIMARY KEY,
    dt      INTEGER NOT NULL,       -- time since the block's first_ns, in the block's ticks
    key     INTEGER NOT NULL,
    payload INTEGER NOT NULL);

-- Words of an event's fields after the first.
CREATE TABLE ojo_extend (
    event INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    word  INTEGER NOT NULL,
    PRIMARY KEY (event, n)) WITHOUT ROWID;

-- Texts of an event, in order.
CREATE TABLE ojo_text (
    event INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    value NOT NULL,                 -- text, or a blob where it is not UTF-8
    PRIMARY KEY (event, n)) WITHOUT ROWID;

CREATE TABLE ojo_string (
    run   INTEGER NOT NULL,
    id    INTEGER NOT NULL,
    value NOT NULL,
    PRIMARY KEY (run, id)) WITHOUT ROWID;

CREATE TABLE ojo_gap (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL,
    file    INTEGER NOT NULL,
    from_ns INTEGER NOT NULL,
    to_ns   INTEGER NOT NULL,
    cause   INTEGER NOT NULL,
    events  INTEGER NOT NULL);
CREATE INDEX ojo_gap_by_time ON ojo_gap (run, from_ns);

CREATE TABLE ojo_clock (
    run     INTEGER NOT NULL,
    ns      INTEGER NOT NULL,
    unix_ns INTEGER NOT NULL,
    PRIMARY KEY (run, ns, unix_ns)) WITHOUT ROWID;

-- What event types mean. A type without a name is one that no schema names.
CREATE TABLE ojo_type (
    id          INTEGER PRIMARY KEY,
    event_type  INTEGER NOT NULL,
    provider    TEXT,
    name        TEXT,
    category    TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    level       TEXT NOT NULL DEFAULT 'info',
    role        TEXT NOT NULL DEFAULT 'none',
    chart       TEXT NOT NULL DEFAULT 'auto',
    flow        INTEGER NOT NULL DEFAULT 1,
    shape       BLOB,               -- a digest of all that makes two types different
    view_name   TEXT);
CREATE UNIQUE INDEX ojo_type_by_shape ON ojo_type (event_type, shape);

CREATE TABLE ojo_field (
    type        INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    name        TEXT NOT NULL,
    field_type  TEXT NOT NULL,
    kind        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    part        TEXT NOT NULL,
    description TEXT NOT NULL,
    bit_offset  INTEGER NOT NULL,
    bit_width   INTEGER NOT NULL,
    PRIMARY KEY (type, n)) WITHOUT ROWID;

CREATE TABLE ojo_enum (
    type  INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    value INTEGER NOT NULL,
    name  TEXT NOT NULL,
    PRIMARY KEY (type, n, value)) WITHOUT ROWID;

-- What SQL has said of event types by INSERT INTO event_types: words for people, which a schema's outdo.
CREATE TABLE ojo_seed (
    event_type  INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    category    TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '');

-- Which type a schema means by an event type's id. Schema 0 is what Ojo itself ships.
CREATE TABLE ojo_schema (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, shape BLOB);
CREATE TABLE ojo_schema_type (
    schema     INTEGER NOT NULL,
    event_type INTEGER NOT NULL,
    type       INTEGER NOT NULL,
    PRIMARY KEY (schema, event_type)) WITHOUT ROWID;

-- The small number that stands for an event's type in ojo_event. Runs with one schema share their keys (run is 0); a run
-- whose schema was not known when its events came has keys of its own (schema is 0), so that they can be given their
-- meaning later without touching other runs.
CREATE TABLE ojo_key (
    id          INTEGER PRIMARY KEY,
    run         INTEGER NOT NULL,
    schema      INTEGER NOT NULL,
    event_type  INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    events      INTEGER NOT NULL DEFAULT 0,
    summed_from INTEGER NOT NULL DEFAULT 0);   -- blocks from this first_id on have summaries that fit the key's type
CREATE UNIQUE INDEX ojo_key_by_scope ON ojo_key (run, schema, event_type);
CREATE INDEX ojo_key_by_type ON ojo_key (type);

CREATE TABLE ojo_flow_key (
    flow   INTEGER NOT NULL,
    key    INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (flow, key)) WITHOUT ROWID;

-- The ground floor of the pyramid: what one field's values did in one block. last is NULL
-- where it equals first, min where it is the smaller of the two, max where it is the larger, sum where it is count times first.
CREATE TABLE ojo_summary (
    flow     INTEGER NOT NULL,
    key      INTEGER NOT NULL,
    field    INTEGER NOT NULL,      -- its number; -1 stands for the event itself
    from_ns  INTEGER NOT NULL,      -- time of the first event with the field
    block    INTEGER NOT NULL,
    duration INTEGER NOT NULL,      -- from the first to the last
    count    INTEGER NOT NULL,
    first    REAL NOT NULL,
    last     REAL,
    min      REAL,
    max      REAL,
    sum      REAL,
    PRIMARY KEY (flow, key, field, from_ns, block)) WITHOUT ROWID;

-- Powers of two, for the views that decode floating point numbers without functions.
CREATE TABLE ojo_power (exponent INTEGER PRIMARY KEY, value REAL NOT NULL);
INSERT INTO ojo_power
WITH RECURSIVE up (exponent, value) AS (SELECT 0, 1.0 UNION ALL SELECT exponent + 1, value * 2.0 FROM up WHERE exponent < 1023)
SELECT exponent, value FROM up UNION ALL SELECT -exponent, 1.0 / value FROM up WHERE exponent > 0;
