using Ojo.Format;

namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>What a tracer wrote to disk: the events in order, each a head with its EXTEND and TEXT records, and the strings.</summary>
internal sealed class Recording
{
    private readonly List<TraceRecord[]> _events = [];
    private readonly TraceStrings _strings = new();

    public int Count => _events.Count;

    public TraceStrings Strings => _strings;

    public TraceEvent this[int index] => new(_events[index], _strings);

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
        var records = new List<TraceRecord>();
        TraceRecord[] slice = new TraceRecord[4096];
        int count;
        while ((count = reader.Read(slice)) > 0)
        {
            records.AddRange(slice.AsSpan(0, count));
        }

        for (int start = 0; start < records.Count;)
        {
            int end = start + 1;
            while (end < records.Count && records[end].EventType is MetaEvent.Extend or MetaEvent.Text)
            {
                end++;
            }

            TraceRecord[] group = [.. records[start..end]];
            if (group[0].EventType == MetaEvent.StringDefine)
            {
                IEnumerable<byte> bytes = group.Skip(1).SelectMany(static record => BitConverter.GetBytes(record.Payload));
                _strings.Define(group[0].FlowId, [.. bytes.Take((int)group[0].Payload)]);
            }
            else if (group[0].EventType is < 0xFF00 or > 0xFFFF)
            {
                _events.Add(group);
            }

            start = end;
        }
    }
}
