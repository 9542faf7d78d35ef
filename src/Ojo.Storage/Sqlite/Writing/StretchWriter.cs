using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Writes down which flows have events when: what lists over all flows find their way by.</summary>
internal sealed class StretchWriter : IDisposable
{
    /// <summary>A stretch ends when so many flows have been met: a page then asks no more of them than it needs.</summary>
    private const int MostFlows = 256;

    /// <summary>It ends, too, when there are so many events.</summary>
    private const int MostEvents = 4096;

    private readonly Statement _insert;
    private readonly long[] _flows = new long[MostFlows];
    private readonly byte[] _bytes = new byte[MostFlows * FlowSet.MostBytes];
    private int[] _metIn = [];

    public StretchWriter(sqlite3 connection) => _insert = new Statement(connection, """
        INSERT INTO ojo_stretch (run, first_ns, last_ns, keys, flows) VALUES (?1, ?2, ?3, ?4, ?5)
        """);

    /// <summary>Writes the stretches of some events.</summary>
    /// <param name="events">The events.</param>
    /// <param name="run">Their run.</param>
    /// <param name="flowRows">The rows of their flows.</param>
    /// <returns>The longest of them, in nanoseconds.</returns>
    public long Write<TSource>(TSource events, long run, ReadOnlySpan<long> flowRows)
        where TSource : struct, IStretchSource
    {
        if (_metIn.Length < flowRows.Length)
        {
            _metIn = new int[flowRows.Length * 2];
        }

        Array.Clear(_metIn, 0, flowRows.Length);
        long longest = 0;
        int stretch = 0;
        for (int start = 0; start < events.Count;)
        {
            (int end, int flowCount, long keyBits) = Gather(events, start, ++stretch, flowRows);
            (long firstNs, long lastNs) = (events.NsAt(start), events.NsAt(end - 1));
            Span<long> flows = _flows.AsSpan(0, flowCount);
            flows.Sort();
            _insert.Bind(1, run).Bind(2, firstNs).Bind(3, lastNs).Bind(4, keyBits).Bind(5, _bytes.AsSpan(0, FlowSet.Write(flows, _bytes))).Execute();
            longest = Math.Max(longest, lastNs - firstNs);
            start = end;
        }

        return longest;
    }

    public void Dispose() => _insert.Dispose();

    /// <summary>Finds where a stretch ends. Events of one time are kept together where that is possible, so that stretches do not overlap.</summary>
    private (int End, int FlowCount, long KeyBits) Gather<TSource>(TSource events, int start, int stretch, ReadOnlySpan<long> flowRows)
        where TSource : struct, IStretchSource
    {
        int flowCount = 0;
        long keyBits = 0;
        (int End, int FlowCount, long KeyBits) atNewTime = default;
        int index = start;
        for (; index < events.Count; index++)
        {
            if (index > start && events.NsAt(index) != events.NsAt(index - 1))
            {
                atNewTime = (index, flowCount, keyBits);
            }

            int flow = events.FlowAt(index);
            bool isNew = _metIn[flow] != stretch;
            if (index - start == MostEvents || (isNew && flowCount == MostFlows))
            {
                // Flows of what is left to the next stretch have been marked; that stretch has another mark.
                return atNewTime.End > 0 ? atNewTime : (index, flowCount, keyBits);
            }

            if (isNew)
            {
                _metIn[flow] = stretch;
                _flows[flowCount++] = flowRows[flow];
            }

            keyBits |= 1L << (int)(events.KeyAt(index) & 63);
        }

        return (index, flowCount, keyBits);
    }
}
