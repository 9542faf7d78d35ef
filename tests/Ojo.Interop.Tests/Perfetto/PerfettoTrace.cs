namespace Ojo.Interop.Tests.Perfetto;

/// <summary>
/// A Perfetto trace, read by what the .proto files say: trace_packet, track_event, track_descriptor, counter_descriptor, interned_data, debug_annotation.
/// It holds the file to what the importer of events demands: ids of a sequence, names that were defined, tracks that were told before.
/// </summary>
internal sealed class PerfettoTrace
{
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<ulong, string> _categories = [];
    private readonly Dictionary<ulong, string> _annotationNames = [];

    public PerfettoTrace(byte[] file)
    {
        ProtoMessage trace = new(file);
        Assert.All(trace.Fields, static field => Assert.Equal(1, field));
        bool hasState = false;
        foreach (ProtoMessage packet in trace.Messages(1))
        {
            Assert.NotEqual(0UL, packet.Number(10));
            hasState |= (packet.Number(13) & 1) != 0;
            if (packet.Message(12) is { } interned)
            {
                Define(_categories, interned.Messages(1));
                Define(_names, interned.Messages(2));
                Define(_annotationNames, interned.Messages(3));
            }

            if (packet.Message(60) is { } descriptor)
            {
                Declare(descriptor);
            }

            if (packet.Message(11) is { } told)
            {
                Assert.True(hasState && (packet.Number(13) & 2) != 0 || told.Has(23) || told.Number(9) is 2 or 4);
                Assert.True(packet.Has(8));
                Add((long)packet.Number(8), told);
            }
        }
    }

    public Dictionary<ulong, PerfettoTrack> Tracks { get; } = [];

    public List<PerfettoEvent> Events { get; } = [];

    /// <summary>The names of a track and of all above it, the highest first.</summary>
    public string PathOf(ulong track) => Tracks[track] is var found && found.Parent != 0 ? $"{PathOf(found.Parent)}/{found.Name}" : found.Name;

    /// <summary>The times of a track's slices, which must not overlap, as <c>from-to name</c>.</summary>
    public IEnumerable<string> SlicesOf(ulong track)
    {
        PerfettoEvent? open = null;
        foreach (PerfettoEvent one in Events.Where(one => one.Track == track && one.Type is 1 or 2 && one.Track == track))
        {
            if (one.Type == 1)
            {
                Assert.Null(open);
                open = one;
            }
            else
            {
                Assert.NotNull(open);
                Assert.True(one.TNs >= open.TNs);
                yield return $"{open.TNs}-{one.TNs} {open.Name}";
                open = null;
            }
        }

        Assert.Null(open);
    }

    private static void Define(Dictionary<ulong, string> names, IEnumerable<ProtoMessage> entries)
    {
        foreach (ProtoMessage entry in entries)
        {
            Assert.NotEqual(0UL, entry.Number(1));
            names.Add(entry.Number(1), entry.Text(2)!);
        }
    }

    private void Declare(ProtoMessage descriptor)
    {
        ProtoMessage? process = descriptor.Message(3);
        ProtoMessage? counter = descriptor.Message(8);
        Assert.True(process is null || (process.Number(1) is > 0 and <= int.MaxValue));
        PerfettoTrack track = new(
            descriptor.Number(1), descriptor.Number(5), descriptor.Text(2) ?? process?.Text(6) ?? "", process is not null, counter is not null,
            (int)(counter?.Number(3) ?? 0), counter?.Text(6), (long)(counter?.Number(4) ?? 0), counter?.Text(7), (int)descriptor.Number(11), (int)descriptor.Number(12));
        Assert.NotEqual(0UL, track.Id);
        if (!Tracks.TryAdd(track.Id, track))
        {
            Assert.Equal(Tracks[track.Id], track);
        }
    }

    private void Add(long tNs, ProtoMessage told)
    {
        Assert.True(Tracks.TryGetValue(told.Number(11), out PerfettoTrack? track), "an event of a track that was not told before");
        Assert.Equal(told.Number(9) == 4, track.IsCounter);
        Assert.InRange(told.Number(9), 1UL, 4UL);
        Events.Add(new PerfettoEvent(
            tNs,
            (int)told.Number(9),
            track.Id,
            told.Has(10) ? _names[told.Number(10)] : told.Text(23) ?? "",
            told.Has(3) ? _categories[told.Number(3)] : told.Text(22) ?? "",
            told.Has(30) ? (long)told.Number(30) : told.Has(44) ? told.Double(44) : null,
            told.Number(47),
            told.Messages(4).ToDictionary(note => note.Has(1) ? _annotationNames[note.Number(1)] : note.Text(10)!, Value)));
    }

    private static object Value(ProtoMessage note) =>
        note.Has(2) ? note.Number(2) != 0 : note.Has(3) ? note.Number(3) : note.Has(4) ? (long)note.Number(4) : note.Has(5) ? note.Double(5) : note.Text(6)!;
}
