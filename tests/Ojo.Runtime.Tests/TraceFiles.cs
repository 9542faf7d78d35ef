using Ojo.Format;

namespace Ojo.Runtime.Tests;

/// <summary>Reads back what a tracer wrote.</summary>
internal static class TraceFiles
{
    /// <summary>A directory's trace files, compressed or not, in order of their sequence.</summary>
    public static string[] In(string output) => [.. Directory.GetFiles(output, "trace_*.bin*").Order(StringComparer.Ordinal)];

    /// <summary>Every record of a file, meta records included.</summary>
    public static List<TraceRecord> Read(string path, int slice = 4096)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        List<TraceRecord> records = [];
        TraceRecord[] buffer = new TraceRecord[slice];
        for (int read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
        {
            records.AddRange(buffer.AsSpan(0, read));
        }

        return records;
    }

    /// <summary>Every record of every file but the BATCH_ENDs.</summary>
    public static List<TraceRecord> ReadAll(string output) =>
        [.. In(output).SelectMany(static path => Read(path)).Where(static record => record.EventType != MetaEvent.BatchEnd)];
}
