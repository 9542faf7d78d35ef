using System.Globalization;
using Ojo;
using Ojo.Format;
using Polyglot;

// record DIRECTORY: leaves a run with its schema. read FILE: says what another program's file has.
if (args[0] == "record")
{
    using Tracer tracer = Tracer.Create(new TracerOptions { Directory = args[1], Service = "polyglot" });
    tracer.RecordSnapshotSent(1, 2, 3, SnapshotSentReason.Timer);
    return;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using TraceFileReader reader = TraceFileReader.Open(args[1]);
Console.WriteLine($"version {reader.Version}, checksum {reader.HasChecksum}");
foreach (TraceEvent e in reader.ReadEvents())
{
    if (PolyglotEvents.SnapshotSentEvent.TryDecode(e, out var sent))
    {
        Console.WriteLine($"{e.TsDelta} flow {e.FlowId} {sent}");
    }
    else if (PolyglotEvents.EverythingHappenedEvent.TryDecode(e, out var all))
    {
        Console.WriteLine($"{e.TsDelta} flow {e.FlowId} {all.Small} {all.Lag.TotalNanoseconds} {all.Sure} {all.Count} {all.Share} {all.Load}");
        Console.WriteLine($"{all.Peer} {all.Session} {all.At:O} {all.Level} {all.Note} {Convert.ToHexString(all.Blob.Span)}");
    }
    else if (PolyglotEvents.NothingHappenedEvent.TryDecode(e, out _))
    {
        Console.WriteLine($"{e.TsDelta} flow {e.FlowId} nothing");
    }
}
