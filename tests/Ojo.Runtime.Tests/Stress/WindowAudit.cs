using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>Follows the numbers of each flow through snapshots: in order, none twice, none missing within a window.</summary>
internal sealed class WindowAudit
{
    private const int MostProblems = 10;

    private readonly ulong?[] _last;

    public WindowAudit(int writers) => _last = new ulong?[writers];

    /// <summary>What is wrong; empty if nothing is.</summary>
    public List<string> Problems { get; } = [];

    public long Events { get; private set; }

    public long EventsInWindows { get; private set; }

    public long Overwritten { get; private set; }

    public long Lost { get; private set; }

    /// <summary>The next snapshot and all its records. Event type 1, the number in the payload, one flow for each thread.</summary>
    public void Add(TraceSnapshot snapshot, IEnumerable<TraceRecord> records)
    {
        ulong?[] inWindow = new ulong?[_last.Length];
        foreach (TraceRecord record in records)
        {
            switch (record.EventType)
            {
                case 1:
                    Follow(snapshot, record, ref inWindow[record.FlowId]);
                    break;
                case MetaEvent.EventsDropped when record.FlowId == (uint)DropCause.Overwritten:
                    Overwritten += (long)record.Payload;
                    break;
                case MetaEvent.EventsDropped:
                    Lost += (long)record.Payload;
                    break;
            }
        }
    }

    private void Follow(TraceSnapshot snapshot, TraceRecord record, ref ulong? before)
    {
        Events++;
        ref ulong? last = ref _last[record.FlowId];
        if (record.Payload <= last)
        {
            Complain($"Flow {record.FlowId} has {record.Payload} after {last}.");
        }

        last = record.Payload;
        if (record.TsDelta < snapshot.WindowStart || record.TsDelta >= snapshot.WindowEnd)
        {
            return;
        }

        EventsInWindows++;
        if (before is { } number && record.Payload > number + 1)
        {
            Complain($"Flow {record.FlowId} goes from {number} to {record.Payload} within the window of {snapshot.WindowStart} to {snapshot.WindowEnd}.");
        }

        before = record.Payload;
    }

    private void Complain(string problem)
    {
        if (Problems.Count < MostProblems)
        {
            Problems.Add(problem);
        }
    }
}
