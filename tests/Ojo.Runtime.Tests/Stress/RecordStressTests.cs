using System.Globalization;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>
/// Threads record self-checking events as fast as they can while the flusher reads: nothing is torn, stale, duplicated or
/// lost uncounted. The same audit of a ring that publishes before it stores fails.
/// </summary>
/// <remarks><c>OJO_STRESS_EVENTS</c> sets how many events are recorded in each case; some hundred thousand by default.</remarks>
public sealed class RecordStressTests : IDisposable
{
    private static readonly long s_events = long.Parse(
        Environment.GetEnvironmentVariable("OJO_STRESS_EVENTS") ?? "300000", CultureInfo.InvariantCulture);

    // How many events a thread records before it looks whether there is too much on the disk.
    private const int Stretch = 1 << 16;

    private readonly TempDirectory _directory = new();

    public static TheoryData<int, int, int> Cases => new()
    {
        // Writers, the buffer's chunks, milliseconds between reads (0: without a pause).
        { 1, 4, 0 }, { 2, 4, 0 }, { 8, 4, 0 },
        { 1, 64, 0 }, { 2, 64, 10 }, { 8, 64, 10 },
        { 8, 512, 0 }, { 1, 512, 10 }, { 2, 8192, 10 },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_event_is_whole_once_and_in_order_or_counted_as_lost(int writers, int chunks, int readEvery)
    {
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            BufferSize = chunks * 64L * 1024,
            FlushInterval = TimeSpan.FromMilliseconds(Math.Max(1, readEvery)),
            Resolution = TraceResolution.Nanoseconds,
        });
        EventAudit audit = new(writers);
        GapAudit? gaps = writers == 1 ? new GapAudit() : null;
        long[] written = new long[writers];
        using (TraceFileAudit files = new(_directory.Output, records => Audit(records, audit, gaps)))
        {
            Record(tracer, written, files, readsWithoutPause: readEvery == 0);
            tracer.Dispose();
            files.End();
        }

        audit.End(written);
        TestContext.Current.TestOutputHelper?.WriteLine(audit.ToString());
        Assert.True(audit.IsClean, audit.ToString());
        Assert.Equal(written.Sum(), tracer.Statistics.Attempted);
        Assert.Equal(audit.Good, tracer.Statistics.Stored);
        Assert.Equal(audit.Missing, tracer.Statistics.Lost);
        Assert.Equal(audit.Dropped, tracer.Statistics.Lost);
        if (gaps is not null)
        {
            gaps.End((ulong)written[0]);
            Assert.True(gaps.Problems.Count == 0, string.Join(Environment.NewLine, gaps.Problems));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_audit_fails_on_a_ring_that_publishes_before_it_stores(int writers)
    {
        PublishBeforeStoreRing ring = new();
        EventAudit audit = new(writers);
        bool isOver = false;
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            for (ulong number = 0; !Volatile.Read(ref isOver);)
            {
                number += ring.TryWrite((uint)writer, number) ? 1u : 0u;
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());

        // Without a pause: after one, the ring is full and its writers wait, and nobody is in the middle of an event.
        long start = Environment.TickCount64;
        while (audit.IsClean && Environment.TickCount64 - start < 120_000)
        {
            ring.Read(audit);
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, static thread => thread.Join());
        TestContext.Current.TestOutputHelper?.WriteLine($"The control: {audit}");
        Assert.False(audit.IsClean, audit.ToString());
    }

    private static void Record(Tracer tracer, long[] written, TraceFileAudit files, bool readsWithoutPause)
    {
        bool isOver = false;
        Thread[] threads = [.. written.Select((_, writer) => new Thread(() =>
        {
            for (long number = 0; number < s_events / written.Length; number++)
            {
                if (number % Stretch == 0)
                {
                    files.WaitForRoom();
                }

                Write(tracer, (uint)writer, (ulong)number);
                written[writer] = number + 1;
            }
        }))];
        Thread reader = new(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                tracer.Flush();
            }
        });
        Array.ForEach(threads, static thread => thread.Start());
        if (readsWithoutPause)
        {
            reader.Start();
        }

        Array.ForEach(threads, static thread => thread.Join());
        Volatile.Write(ref isOver, true);
        if (readsWithoutPause)
        {
            reader.Join();
        }
    }

    /// <summary>Both ways into the ring: the one for a known number of words and the one for any.</summary>
    private static void Write(Tracer tracer, uint writer, ulong number)
    {
        (ulong word0, ulong word1, ulong word2) =
            (SelfCheckingEvent.Word0(writer, number), SelfCheckingEvent.Word1(writer, number), SelfCheckingEvent.Word2(writer, number));
        if (number % 2 == 0)
        {
            tracer.Write(writer, 0x10001, word0, word1, word2);
        }
        else
        {
            tracer.Write(writer, 0x10001, [word0, word1, word2, 0, 0]);
        }
    }

    private static void Audit(List<TraceRecord> records, EventAudit audit, GapAudit? gaps)
    {
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].EventType == 0x10001)
            {
                audit.Add(records[i].Payload, records[i + 1].Payload, records[i + 2].Payload);
                SelfCheckingEvent.TryRead(records[i].Payload, records[i + 1].Payload, records[i + 2].Payload, out _, out ulong number);
                gaps?.AddEvent(number, records[i].TsDelta);
            }
            else if (records[i].EventType == MetaEvent.EventsDropped)
            {
                audit.AddDropped((long)records[i].Payload);
                gaps?.AddGap(records[i].Payload, records[i + 1].Payload, records[i].TsDelta);
            }
        }
    }
}
