-- What a file's ingestion changes in a shard, gathered while it happens: the index adds up the same.

CREATE TEMP TABLE touched_flow (flow INTEGER PRIMARY KEY, events INTEGER NOT NULL);
CREATE TEMP TABLE touched_flow_key (flow INTEGER NOT NULL, key INTEGER NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (flow, key)) WITHOUT ROWID;
CREATE TEMP TABLE touched_string (run INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (run, id)) WITHOUT ROWID;

CREATE TEMP TRIGGER flow_added AFTER INSERT ON main.ojo_flow BEGIN
    INSERT INTO touched_flow VALUES (NEW.id, NEW.events) ON CONFLICT (flow) DO UPDATE SET events = events + excluded.events;
END;
CREATE TEMP TRIGGER flow_changed AFTER UPDATE OF events ON main.ojo_flow BEGIN
    INSERT INTO touched_flow VALUES (NEW.id, NEW.events - OLD.events) ON CONFLICT (flow) DO UPDATE SET events = events + excluded.events;
END;
CREATE TEMP TRIGGER flow_key_added AFTER INSERT ON main.ojo_flow_key BEGIN
    INSERT INTO touched_flow_key VALUES (NEW.flow, NEW.key, NEW.events) ON CONFLICT (flow, key) DO UPDATE SET events = events + excluded.events;
END;
CREATE TEMP TRIGGER flow_key_changed AFTER UPDATE OF events ON main.ojo_flow_key BEGIN
    INSERT INTO touched_flow_key VALUES (NEW.flow, NEW.key, NEW.events - OLD.events) ON CONFLICT (flow, key) DO UPDATE SET events = events + excluded.events;
END;
CREATE TEMP TRIGGER string_added AFTER INSERT ON main.ojo_string BEGIN
    INSERT OR IGNORE INTO touched_string VALUES (NEW.run, NEW.id);
END;
