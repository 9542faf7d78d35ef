using Ojo.Format;

namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>What a tracer wrote to disk: the events in order, each a head and its EXTEND records.</summary>
internal sealed class Recording
{
    private readonly List<TraceRecord[]> _events = [];

    public int Count => _events.Count;

    public TraceEvent this[int index] => new(_events[index]);

    /// <summary>Records with a real tracer into a directory of its own and reads it back.</summary>
    public static Recording Of(Action<Tracer> record, string filter = "")
    {
        string directory = Path.Combine(Path.GetTempPath(), "ojo-gen-" + Guid.NewGuid().ToString("N"));
        try
        {
            using (Tracer tracer = Create(directory, filter))
            {
                record(tracer);
            }

            var recording = new Recording();
            foreach (string file in Directory.GetFiles(Path.Combine(directory, "output"), "*.bin").Order(StringComparer.Ordinal))
            {
                recording.Read(file);
            }

            return recording;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public static Tracer Create(string directory, string filter = "") => Tracer.Create(new TracerOptions
    {
        Directory = directory,
        BufferSize = 16 << 20,
        FlushInterval = TimeSpan.FromHours(1),
        Filter = filter,
    });

    private void Read(string path)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        TraceRecord[] slice = new TraceRecord[4096];
        int count;
        while ((count = reader.Read(slice)) > 0)
        {
            for (int start = 0; start < count;)
            {
                int end = start + 1;
                while (end < count && slice[end].EventType == MetaEvent.Extend)
                {
                    end++;
                }

                if (slice[start].EventType is < 0xFF00 or > 0xFFFF)
                {
                    _events.Add(slice[start..end]);
                }

                start = end;
            }
        }
    }
}
