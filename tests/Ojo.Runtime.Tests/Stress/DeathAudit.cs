using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>Holds the traces of a process that died against the counts of the calls that had returned.</summary>
internal sealed class DeathAudit
{
    private const uint EventType = 0x10001;
    private readonly ulong[] _returned;
    private readonly HashSet<ulong>[] _found;
    private readonly HashSet<uint> _strings = [];

    public DeathAudit(ulong[] returned)
    {
        _returned = returned;
        _found = [.. returned.Select(static _ => new HashSet<ulong>())];
    }

    public List<string> Problems { get; } = [];

    public long Events { get; private set; }

    /// <summary>Events that are there although the call had not returned.</summary>
    public long OnTheirWay { get; private set; }

    /// <summary>Events of which the trace says that they were lost.</summary>
    public long Lost { get; private set; }

    /// <param name="output">Where the traces are.</param>
    /// <param name="process">The process whose traces are meant; null for all.</param>
    public void Read(string output, int? process = null)
    {
        IEnumerable<string> files = Directory.GetFiles(output, "trace_*").Order(StringComparer.Ordinal);
        foreach (string path in files.Where(path => TraceFileName.TryParse(Path.GetFileName(path), out TraceFileName name) && (process is null || name.ProcessId == process)))
        {
            Read(Path.GetFileName(path), TraceFiles.Read(path));
        }

        long missing = 0;
        for (int writer = 0; writer < _returned.Length; writer++)
        {
            for (ulong number = 0; number < _returned[writer]; number++)
            {
                missing += _found[writer].Contains(number) ? 0 : 1;
            }

            OnTheirWay += _found[writer].Count(number => number >= _returned[writer]);
            if (_found[writer].Any(number => number > _returned[writer]))
            {
                Problems.Add($"writer {writer} had recorded {_returned[writer]} events, and there are later ones");
            }
        }

        // A writer may have been on its way to counting one more.
        if (missing > Lost || Lost > missing + _returned.Length)
        {
            Problems.Add($"{missing} events are missing and {Lost} are counted as lost");
        }
    }

    private void Read(string file, List<TraceRecord> records)
    {
        ulong time = 0;
        for (int at = 0; at < records.Count; at++)
        {
            TraceRecord record = records[at];
            Lost += record.EventType == MetaEvent.EventsDropped ? (long)record.Payload : 0;
            if (record.TsDelta < time)
            {
                Problems.Add($"record {at} of {file} is earlier than the one before it");
            }

            time = record.TsDelta;
            if (record.EventType == MetaEvent.StringDefine)
            {
                _strings.Add(record.FlowId);
            }
            else if (record.EventType == EventType)
            {
                Add(file, records, at);
            }
        }
    }

    private void Add(string file, List<TraceRecord> records, int at)
    {
        Events++;
        if (!SelfCheckingEvent.TryRead(records[at].Payload, records[at + 1].Payload, records[at + 2].Payload, out uint writer, out ulong number)
            || writer >= _found.Length || writer != records[at].FlowId)
        {
            Problems.Add($"the event at record {at} of {file} is torn");
        }
        else if (!_found[writer].Add(number))
        {
            Problems.Add($"event {number} of writer {writer} is there twice");
        }
        else if (number % 4 == 1 && !_strings.Contains((uint)records[at + 3].Payload))
        {
            Problems.Add($"event {number} of writer {writer} names string {records[at + 3].Payload}, which nobody defined");
        }
        else if (number % 4 == 0 && records[at + 3] is not { EventType: MetaEvent.Text, Payload: 6 })
        {
            Problems.Add($"event {number} of writer {writer} lacks its text");
        }
    }
}
