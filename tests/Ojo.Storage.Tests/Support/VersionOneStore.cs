using Ojo.Storage.Sqlite;

namespace Ojo.Storage.Tests.Support;

/// <summary>Makes a store as the first version of the schema had it, row by row.</summary>
internal static class VersionOneStore
{
    public const int Events = 2000;

    public const int Flows = 40;

    /// <summary>Two files of one run, each a slice with a block of fifty events for each of forty flows, and a declared type with its view.</summary>
    public static void Make(string path)
    {
        using var database = new SqlDatabase(path);
        database.Execute(EmbeddedSql.Read("001.sql"));
        database.Execute($"""
            PRAGMA application_id = {0x4F4A4F31}; PRAGMA user_version = 1;
            INSERT INTO ojo_run (id, batch_start, version, process_id, start_ns, first_ns, last_ns, events)
                VALUES (1, 1767225600000000, 1, 10, 1767225600000000000, 0, {(2 * Events - 1) * 1000}, {2 * Events});
            INSERT INTO ojo_type (id, event_type, provider, name, category, shape, view_name)
                VALUES (1, {0x0001_0000}, 'test', 'OLD', 'Test', x'00', 'old');
            INSERT INTO ojo_field VALUES (1, 0, 'number', 'u64', 'identifier', '', 'none', '', 0, 64);
            INSERT INTO ojo_schema VALUES (1, 5, NULL);
            INSERT INTO ojo_schema_type VALUES (1, {0x0001_0000}, 1);
            INSERT INTO ojo_key (id, run, schema, event_type, type, events) VALUES (1, 0, 5, {0x0001_0000}, 1, {2 * Events});
            CREATE VIEW old AS SELECT e.id, f.run AS run_id, f.flow_id, b.first_ns + e.dt * b.tick AS ts_ns, e.payload AS number
                FROM ojo_flow AS f JOIN ojo_block AS b ON b.flow = f.id JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id;
            CREATE VIEW events AS SELECT 'before the migration' AS id;
            """);
        for (int flow = 0; flow < Flows; flow++)
        {
            database.Execute($"""
                INSERT INTO ojo_flow (id, run, bits, first_ns, last_ns, events, longest)
                    VALUES ({flow + 1}, 1, {flow}, {flow * 1000}, {(flow + (2 * Events) - Flows) * 1000}, {2 * Events / Flows}, {(Events - Flows) * 1000});
                INSERT INTO ojo_flow_key VALUES ({flow + 1}, 1, {2 * Events / Flows});
                """);
        }

        for (int file = 0; file < 2; file++)
        {
            database.Execute($"""
                INSERT INTO ojo_file (id, name, length, sha256, run, version, records, events, ingested_at)
                    VALUES ({file + 1}, 'file{file}.bin', 1, x'0{file}', 1, 1, {Events}, {Events}, '2026-01-01T00:00:00.000Z');
                INSERT INTO ojo_slice VALUES ({file * Events + 1}, {(file + 1) * Events}, 1, {file * Events * 1000}, {((file + 1) * Events - 1) * 1000});
                WITH RECURSIVE flow (f) AS (SELECT 0 UNION ALL SELECT f + 1 FROM flow WHERE f < {Flows - 1})
                INSERT INTO ojo_block SELECT {file * Events + 1} + f * 50, {file * Events + 50} + f * 50, f + 1,
                    ({file * Events} + f) * 1000, ({file * Events} + f + 49 * {Flows}) * 1000, 1000, {file + 1}, 2, 0 FROM flow;
                WITH RECURSIVE event (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM event WHERE n < {Events - 1})
                INSERT INTO ojo_event SELECT {file * Events + 1} + n, n % 50 * {Flows}, 1, n FROM event;
                """);
        }
    }
}
