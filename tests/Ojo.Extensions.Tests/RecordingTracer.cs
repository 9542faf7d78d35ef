using Ojo.Format;

namespace Ojo.Extensions.Tests;

/// <summary>A tracer in a folder of the test's own, and what it wrote.</summary>
internal sealed class RecordingTracer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ojo-extensions-").FullName;

    public RecordingTracer(string filter = "", Action<string>? onWarning = null) => Tracer = Tracer.Create(new TracerOptions
    {
        Directory = _folder,
        Filter = filter,
        OnWarning = onWarning,
        BufferSize = 4 << 20,
        Resolution = TraceResolution.Nanoseconds,
    });

    public delegate bool Decoder<T>(in TraceEvent traceEvent, out T value);

    public Tracer Tracer { get; }

    /// <summary>What has been recorded so far of one type, and the flows that it belongs to.</summary>
    public List<(uint FlowId, T Event)> Read<T>(Decoder<T> decode)
    {
        List<(uint, T)> found = [];
        Read((in TraceEvent e) =>
        {
            if (decode(in e, out T value))
            {
                found.Add((e.FlowId, value));
            }
        });
        return found;
    }

    /// <summary>The types of all events so far, in order of time.</summary>
    public List<uint> ReadTypes()
    {
        List<uint> types = [];
        Read((in TraceEvent e) => types.Add(e.EventType));
        return types;
    }

    public void Dispose()
    {
        Tracer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Read(Visitor visit)
    {
        Tracer.Flush();
        TraceStrings strings = new();
        foreach (string path in Directory.GetFiles(Path.Combine(_folder, "output"), "trace_*.bin").Order(StringComparer.Ordinal))
        {
            using var reader = TraceFileReader.Open(path);
            foreach (TraceEvent e in reader.ReadEvents(strings))
            {
                visit(in e);
            }
        }
    }

    private delegate void Visitor(in TraceEvent traceEvent);
}
