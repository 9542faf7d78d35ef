using Ojo.Format;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>
/// Counts, per flow, the events whose Record call has returned, and holds a salvaged directory against the counts: all of
/// them are there, once and in order, and at most one more, which was on its way.
/// </summary>
internal sealed class ReturnedEvents
{
    private readonly ulong[] _returned;

    public ReturnedEvents(int flows) => _returned = new ulong[flows];

    private ReturnedEvents(ulong[] returned) => _returned = returned;

    public void Write(Tracer tracer, uint flow, int count)
    {
        for (int n = 0; n < count; n++)
        {
            ulong number = _returned[flow];
            if (number % 3 == 0)
            {
                tracer.Write(flow, 1, number, ~number);
            }
            else
            {
                tracer.Write(flow, 1, number);
            }

            Volatile.Write(ref _returned[flow], number + 1);
        }
    }

    public ReturnedEvents Now() => new([.. _returned.Select((_, flow) => Volatile.Read(ref _returned[flow]))]);

    /// <summary>What is wrong with a directory; nothing, it is hoped.</summary>
    public List<string> Problems(string output)
    {
        List<string> problems = [];
        ulong[] next = new ulong[_returned.Length];
        foreach (string file in TraceFiles.In(output))
        {
            List<TraceRecord> records = TraceFiles.Read(file);
            for (int i = 0; i < records.Count; i++)
            {
                TraceRecord record = records[i];
                if (i > 0 && record.TsDelta < records[i - 1].TsDelta)
                {
                    problems.Add($"record {i} of {Path.GetFileName(file)} is earlier than the one before it");
                }

                if (record.EventType != 1)
                {
                    continue;
                }

                if (record.Payload != next[record.FlowId])
                {
                    problems.Add($"flow {record.FlowId}: {record.Payload} where {next[record.FlowId]} should be");
                }

                if (record.Payload % 3 == 0 && (records[i + 1].EventType != MetaEvent.Extend || records[i + 1].Payload != ~record.Payload))
                {
                    problems.Add($"flow {record.FlowId}: {record.Payload} is torn");
                }

                next[record.FlowId] = record.Payload + 1;
            }
        }

        for (int flow = 0; flow < next.Length; flow++)
        {
            if (next[flow] < _returned[flow] || next[flow] > _returned[flow] + 1)
            {
                problems.Add($"flow {flow}: {_returned[flow]} events were recorded, {next[flow]} are there");
            }
        }

        return problems.Count > 10 ? problems[..10] : problems;
    }
}
