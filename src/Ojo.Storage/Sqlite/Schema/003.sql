-- Version 3: an event type keeps when it is a reason for a flight recorder to take a snapshot.

ALTER TABLE ojo_type ADD COLUMN snapshot_when TEXT NOT NULL DEFAULT '';  -- the condition as it was declared; empty: it is none
