-- Version 2: small blocks of a flow are merged, lists over all flows find their way by time, blocks have checksums.

-- To see whether a name is taken.
CREATE INDEX ojo_type_by_name ON ojo_type (lower(name));

-- A file is known by its bytes.
DROP INDEX ojo_file_by_content;
CREATE INDEX ojo_file_by_content ON ojo_file (sha256);

-- A merged block has events of several files. Of its events' dt the low `shift` bits say of which (ojo_merge_file), the
-- rest is the time. Merging gives events new ids at the end of the store; less `moved` they are in the order in which the
-- flow's events arrived, which decides between events of one time.
ALTER TABLE ojo_block ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ojo_block ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ojo_block ADD COLUMN checksum INTEGER;  -- CRC-32C of its events; NULL: written before there were any

-- A merged block's file is the negative of its merge.
CREATE TABLE ojo_merge (
    id    INTEGER PRIMARY KEY,
    run   INTEGER NOT NULL,
    level INTEGER NOT NULL,
    place INTEGER NOT NULL);        -- of the first slice that it merges
CREATE TABLE ojo_merge_file (
    merge INTEGER NOT NULL,
    slot  INTEGER NOT NULL,
    file  INTEGER NOT NULL,
    PRIMARY KEY (merge, slot)) WITHOUT ROWID;

ALTER TABLE ojo_slice ADD COLUMN level  INTEGER NOT NULL DEFAULT 0;  -- how often its events have been merged
ALTER TABLE ojo_slice ADD COLUMN place  INTEGER NOT NULL DEFAULT 0;  -- where its events belong in the order of arrival
ALTER TABLE ojo_slice ADD COLUMN small  INTEGER NOT NULL DEFAULT 0;  -- its small blocks, if it is worth while to merge them
ALTER TABLE ojo_slice ADD COLUMN merge  INTEGER NOT NULL DEFAULT 0;  -- the merge that wrote it
ALTER TABLE ojo_slice ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;  -- the merge that is taking it away
UPDATE ojo_slice SET place = first_id;
CREATE INDEX ojo_slice_by_place ON ojo_slice (run, place);
CREATE INDEX ojo_slice_small ON ojo_slice (run, place) WHERE small > 0;

-- Which flows have events in a stretch of time of a slice: some hundred flows, or some thousand events. Flows are the
-- differences of their rows' numbers in order, in groups of seven bits, the lowest first, the last without the high bit.
CREATE TABLE ojo_stretch (
    id       INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL,
    first_ns INTEGER NOT NULL,
    last_ns  INTEGER NOT NULL,
    keys     INTEGER NOT NULL,      -- as in ojo_block
    flows    BLOB NOT NULL);
CREATE INDEX ojo_stretch_by_first ON ojo_stretch (run, first_ns, last_ns, keys);
CREATE INDEX ojo_stretch_by_last ON ojo_stretch (run, last_ns, first_ns, keys);
ALTER TABLE ojo_run ADD COLUMN longest INTEGER NOT NULL DEFAULT 0;  -- its longest stretch, in nanoseconds

ALTER TABLE ojo_summary ADD COLUMN moved INTEGER NOT NULL DEFAULT 0; -- its block's

-- The upper floors of the pyramid: a row of floor 1 is eight rows of ojo_summary, one of floor 2 eight of floor 1, and so on.
-- They follow each other without a gap from the flow's first summary on; what comes later than the last has only the ground.
CREATE TABLE ojo_floor (
    flow       INTEGER NOT NULL,
    key        INTEGER NOT NULL,
    field      INTEGER NOT NULL,
    floor      INTEGER NOT NULL,
    from_ns    INTEGER NOT NULL,    -- of the first summary beneath, and its block
    block      INTEGER NOT NULL,
    end_ns     INTEGER NOT NULL,    -- of the last summary beneath, and its block
    end_block  INTEGER NOT NULL,
    duration   INTEGER NOT NULL,    -- from the first event to the last
    count      INTEGER NOT NULL,
    first      REAL NOT NULL,
    last       REAL NOT NULL,
    min        REAL NOT NULL,
    max        REAL NOT NULL,
    first_place INTEGER NOT NULL,   -- of the first event and the last, where others have their times
    last_place  INTEGER NOT NULL,
    PRIMARY KEY (flow, key, field, floor, from_ns, block)) WITHOUT ROWID;
ALTER TABLE ojo_flow ADD COLUMN loose INTEGER NOT NULL DEFAULT 0;       -- summed blocks since its upper floors were built
ALTER TABLE ojo_flow ADD COLUMN floored_ns INTEGER NOT NULL DEFAULT -1; -- how far they reach
CREATE INDEX ojo_flow_loose ON ojo_flow (loose) WHERE loose >= 64;
-- Whether the flow may have blocks without summaries: where it has none, searches need not look for them.
ALTER TABLE ojo_flow ADD COLUMN small INTEGER NOT NULL DEFAULT 1;
