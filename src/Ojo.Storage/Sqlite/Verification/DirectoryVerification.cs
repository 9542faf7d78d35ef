using Ojo.Storage.Shards;
using Ojo.Storage.Verification;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Looks through a store that is a directory: each of its files as a store of its own, and the index against them.</summary>
internal static class DirectoryVerification
{
    public static StoreVerdict Run(string directory, CancellationToken cancellation)
    {
        var faults = new FaultList();
        (long files, long blocks, long events, long older) = (0, 0, 0, 0);
        using StoreConnection index = StoreConnection.OpenToRead(Path.Combine(directory, ShardIndex.FileName));
        index.Execute("BEGIN");
        StoreVerification.VerifyPages(index, "The index", faults);
        using var runs = new Statement(index.Handle, "SELECT count(*) FROM ojo_run");
        using var flows = new Statement(index.Handle, "SELECT count(*) FROM ojo_flow");
        foreach (ShardRow shard in Shards(index))
        {
            cancellation.ThrowIfCancellationRequested();
            string path = Path.Combine(directory, shard.Name);
            if (!File.Exists(path))
            {
                // One that was announced and never came to be has nothing that could be missed.
                if (FilesOf(index, shard).Files > 0)
                {
                    faults.Add($"Shard {shard.Name}", "its file is missing.");
                }

                continue;
            }

            StoreVerdict? verdict = Verify(path, shard, faults, cancellation);
            if (verdict is null)
            {
                continue;
            }

            files += verdict.Files;
            blocks += verdict.Blocks;
            events += verdict.Events;
            older += verdict.Unchecked;
            if (!shard.IsWritten)
            {
                // While a writer has it open, the two are not looked at at one instant.
                (long known, long knownEvents) = FilesOf(index, shard);
                faults.Compare($"Shard {shard.Name} in the index", "the number of its files", known, verdict.Files);
                faults.Compare($"Shard {shard.Name} in the index", "the number of its events", knownEvents, verdict.Events);
            }
        }

        return new StoreVerdict(files, runs.Scalar() ?? 0, flows.Scalar() ?? 0, blocks, events, older, faults.Count, faults.First);
    }

    private static List<ShardRow> Shards(StoreConnection index)
    {
        using var rows = new Statement(index.Handle, $"SELECT {ShardRow.Columns} FROM ojo_shard WHERE state = 1 ORDER BY name");
        return ShardRow.ReadAll(rows);
    }

    private static StoreVerdict? Verify(string path, ShardRow shard, FaultList faults, CancellationToken cancellation)
    {
        try
        {
            StoreVerdict verdict = StoreVerification.Run(path, cancellation);
            foreach (StoreFault fault in verdict.Faults)
            {
                faults.Add($"{shard.Name}: {fault.Where}", fault.What);
            }

            return verdict;
        }
        catch (StoreUnavailableException exception)
        {
            faults.Add($"Shard {shard.Name}", exception.Message);
            return null;
        }
    }

    private static (long Files, long Events) FilesOf(StoreConnection index, ShardRow shard)
    {
        using var rows = new Statement(index.Handle, """
            SELECT count(*), coalesce(sum(f.events), 0) FROM ojo_shard_file AS s JOIN ojo_file AS f ON f.id = s.file WHERE s.shard = ?1
            """);
        rows.Bind(1, shard.Id).Step();
        (long Files, long Events) found = (rows.Int64(0), rows.Int64(1));
        rows.Reset();
        return found;
    }
}
