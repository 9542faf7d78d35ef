-- What the index of a store that is a directory has beyond a store's own tables. Its runs, flows, keys, files, gaps and
-- strings are those of all shards together; what follows says which shard has what of them.

CREATE TABLE IF NOT EXISTS ojo_shard (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    state    INTEGER NOT NULL,              -- 1: it is a part of the store
    written  INTEGER NOT NULL DEFAULT 0,    -- 1: a writer has it open, or died with it open
    change   INTEGER NOT NULL DEFAULT 0,    -- the shard's own count of files, when the index last heard of it
    first_ns INTEGER,                       -- Unix time of its first and last event
    last_ns  INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS ojo_shard_by_name ON ojo_shard (name) WHERE state = 1;

CREATE TABLE IF NOT EXISTS ojo_shard_run (
    shard    INTEGER NOT NULL,
    run      INTEGER NOT NULL,
    first_ns INTEGER,
    last_ns  INTEGER,
    events   INTEGER NOT NULL,
    dropped  INTEGER NOT NULL,
    PRIMARY KEY (run, shard)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ojo_shard_run_by_shard ON ojo_shard_run (shard);

CREATE TABLE IF NOT EXISTS ojo_shard_key (
    shard  INTEGER NOT NULL,
    key    INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ojo_shard_key_by_key ON ojo_shard_key (key);

-- Which rows of the ledger are whose; the shard's own number of the file.
CREATE TABLE IF NOT EXISTS ojo_shard_file (
    file  INTEGER PRIMARY KEY,
    shard INTEGER NOT NULL,
    local INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS ojo_shard_file_by_shard ON ojo_shard_file (shard);
INSERT OR IGNORE INTO ojo_store VALUES ('last_event', 0);
