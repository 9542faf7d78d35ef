using Ojo.Format;
using Ojo.Storage.Ingestion;

namespace Ojo.Storage.Shards;

/// <summary>Looks at the time of a trace file's first record, by which its shard is chosen.</summary>
internal static class FirstRecord
{
    // Enough for any sane event and what belongs to it; where it is not, the start of the run will do as well.
    private const int Records = 4096;

    /// <summary>Unix time in nanoseconds.</summary>
    public static long UnixNsOf(string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using TraceFileReader reader = TraceFileReader.Open(path);
        long tickNs = reader.Version == 1 ? 1000 : 1;
        long startNs = EventSlice.ToNs(reader.BatchStart, tickNs);
        var records = new TraceRecord[Records];
        try
        {
            if (reader.Read(records) > 0)
            {
                long ns = EventSlice.ToNs(records[0].TsDelta, tickNs);
                return startNs > long.MaxValue - ns ? long.MaxValue : startNs + ns;
            }
        }
        catch (ArgumentException)
        {
        }

        return startNs;
    }
}
