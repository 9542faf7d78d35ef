using Ojo.Format;

namespace Ojo.Browser.Tests.Support;

/// <summary>Events of one run, written down in any order and saved as a trace file in order of time.</summary>
internal sealed class TraceScript(ulong batchStartNs, uint processId)
{
    private readonly List<(long TNs, TraceRecord[] Records)> _events = [];
    private uint _files;

    /// <summary>Unix time of the run's start in nanoseconds.</summary>
    public ulong BatchStartNs => batchStartNs;

    /// <summary>Adds an event: its first word is the head's payload, the others are EXTEND records.</summary>
    public TraceScript Add(long tNs, uint flowId, uint eventType, params ReadOnlySpan<ulong> words)
    {
        TraceRecord[] records = new TraceRecord[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            records[i] = new TraceRecord((ulong)tNs, flowId, i == 0 ? eventType : MetaEvent.Extend, words[i]);
        }

        _events.Add((tNs, records));
        return this;
    }

    /// <summary>Says that events were lost from one time to another.</summary>
    public TraceScript AddGap(long fromNs, long toNs, ulong events)
    {
        _events.RemoveAll(one => one.TNs >= fromNs && one.TNs <= toNs);
        return Add(toNs, (uint)DropCause.BufferFull, MetaEvent.EventsDropped, events, (ulong)fromNs);
    }

    /// <summary>Writes what has been added since the last file to a new one, and returns its path.</summary>
    public string Save(string directory, ulong schemaHash)
    {
        string path = Path.Combine(directory, TraceFileName.ForTrace(batchStartNs, processId, _files++).ToString());
        using TraceFileWriter writer = TraceFileWriter.Create(path, new TraceFileHeader(TraceFileHeader.LastVersion, batchStartNs, schemaHash));
        foreach ((long _, TraceRecord[] records) in _events.OrderBy(static one => one.TNs))
        {
            writer.Write(records);
        }

        writer.Complete();
        _events.Clear();
        return path;
    }
}
