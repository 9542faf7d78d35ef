using System.IO.Compression;
using Ojo.Format;

namespace Ojo.Benchmarks.Stores;

/// <summary>Makes traces as a busy transport would: some flows that send, are acknowledged and adjust their windows.</summary>
internal static class StoreWorkload
{
    /// <summary>The types of its events, as the schema of the built-in events has them, and the name of their first field.</summary>
    public static readonly (uint Id, string Name, string Field)[] EventTypes =
    [
        (0x002, "PACKET_SENT", "packet_number"), (0x003, "PACKET_ACKED", "packet_number"), (0x004, "PACKET_LOST_TIMEOUT", "packet_number"),
        (0x202, "DATA_BLOCKED", "reason_and_limit"), (0x300, "CWND_UPDATED", "cwnd"), (0x303, "BYTES_IN_FLIGHT_UPDATED", "bytes_in_flight"),
        (0x304, "RTT_UPDATED", "latest_and_smoothed"),
    ];

    private const int UsualEventsPerFile = 500_000;

    /// <summary>When the first of its runs starts, in microseconds of Unix time.</summary>
    public const ulong StartUs = 1_767_225_600_000_000;

    /// <summary>Writes trace files, each when it is asked for.</summary>
    /// <param name="directory">Where to; made if need be.</param>
    /// <param name="shape">Of how many events, flows and runs.</param>
    /// <param name="eventsPerFile">How many events a file has.</param>
    /// <returns>The files, in the order in which they would have arrived.</returns>
    public static IEnumerable<string> Write(string directory, WorkloadShape shape, int eventsPerFile = UsualEventsPerFile)
    {
        Directory.CreateDirectory(directory);
        var random = new Random(20260101);
        var next = new ulong[shape.Flows];
        var records = new TraceRecord[eventsPerFile];
        ulong nowUs = 0;
        int files = 0;
        for (long written = 0; written < shape.Events; written += eventsPerFile)
        {
            int count = (int)Math.Min(eventsPerFile, shape.Events - written);
            for (int n = 0; n < count; n++)
            {
                nowUs += (ulong)random.Next(3);
                records[n] = Event(random, nowUs, next);
            }

            uint process = (uint)(files % shape.Processes);
            ulong start = StartUs + process;
            string name = TraceFileName.ForTrace(start, 1000 + process, (uint)(files++ / shape.Processes)).ToString();

            // Complete when it gets its name, as a tracer's files: a watcher may be looking.
            string path = Path.Combine(directory, name);
            string hidden = Path.Combine(directory, $".{name}");
            using (var writer = TraceFileWriter.Create(hidden, new TraceFileHeader(1, start, 0)))
            {
                writer.Write(records.AsSpan(0, count));
                writer.Complete();
            }

            File.Move(hidden, path);
            yield return path;
        }
    }

    /// <summary>Puts a compressed copy in place of each file.</summary>
    /// <param name="files">The files.</param>
    /// <param name="suffix">Of the compressed ones: <c>.gz</c> or <c>.br</c>.</param>
    /// <param name="compress">Compresses into a stream.</param>
    /// <returns>How many bytes the compressed files have.</returns>
    public static long Compress(IEnumerable<string> files, string suffix, Func<Stream, Stream> compress)
    {
        long bytes = 0;
        foreach (string file in files)
        {
            using (FileStream plain = File.OpenRead(file))
            using (Stream compressed = compress(File.Create(file + suffix)))
            {
                plain.CopyTo(compressed);
            }

            bytes += new FileInfo(file + suffix).Length;
            File.Delete(file);
        }

        return bytes;
    }

    public static Stream ToGzip(Stream to) => new GZipStream(to, CompressionLevel.Fastest);

    /// <summary>As a tracer compresses.</summary>
    public static Stream ToBrotli(Stream to) => new BrotliStream(to, new BrotliCompressionOptions { Quality = 0 });

    private static TraceRecord Event(Random random, ulong nowUs, ulong[] next)
    {
        uint flow = (uint)random.Next(next.Length);
        ulong number = next[flow];
        return random.Next(100) switch
        {
            < 38 => new TraceRecord(nowUs, flow + 1, 0x002, next[flow]++),
            < 74 => new TraceRecord(nowUs, flow + 1, 0x003, number - Math.Min(number, 40)),
            < 76 => new TraceRecord(nowUs, flow + 1, 0x004, number - Math.Min(number, 60)),
            < 84 => new TraceRecord(nowUs, flow + 1, 0x300, 12_000 + (number % 64 * 1200)),
            < 92 => new TraceRecord(nowUs, flow + 1, 0x303, (ulong)random.Next(76_000)),
            < 99 => new TraceRecord(nowUs, flow + 1, 0x304, (uint)random.Next(18_000, 24_000) | (21_000UL << 32)),
            _ => new TraceRecord(nowUs, flow + 1, 0x202, (uint)random.Next(7) | (number << 8)),
        };
    }
}
