using System.Globalization;
using Ojo.Format;
using Ojo.Runtime.Tests.FlightRecorder;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>
/// Snapshots are taken while threads record as fast as they can: in the window that a snapshot declares no event of any
/// thread is missing, no event is in two of them, and what is in none has been counted.
/// </summary>
/// <remarks><c>OJO_STRESS_SNAPSHOTS</c> sets how many are taken in each case; half a dozen by default.</remarks>
public sealed class SnapshotStressTests : IDisposable
{
    private static readonly int s_snapshots = int.Parse(
        Environment.GetEnvironmentVariable("OJO_STRESS_SNAPSHOTS") ?? "6", CultureInfo.InvariantCulture);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 16, 0, false)]
    [InlineData(8, 64, 0, false)]
    [InlineData(2, 64, 100, false)]
    [InlineData(4, 256, 50, false)]
    [InlineData(2, 64, 100, true)]
    [InlineData(4, 256, 0, true)]
    public void No_window_has_a_hole_and_every_event_is_in_one_snapshot_or_counted(int writers, int chunks, int pause, bool alsoFromOutside)
    {
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            BufferSize = chunks * 64L * 1024,
            Mode = TracerMode.FlightRecorder,
            Resolution = TraceResolution.Nanoseconds,
        });
        long[] written = new long[writers];
        bool isOver = false;
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            for (ulong number = 0; !Volatile.Read(ref isOver); number++)
            {
                tracer.Write((uint)writer, 1, number);
                Volatile.Write(ref written[writer], (long)number + 1);
                Thread.SpinWait(pause);
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());

        WindowAudit audit = new(writers);
        SpinWait spin = default;
        while (written.Any(static count => count < 100_000))
        {
            spin.SpinOnce();
        }

        for (int n = 0; n < s_snapshots; n++)
        {
            if (alsoFromOutside)
            {
                TakeTwo(tracer, audit);
            }
            else
            {
                Take(tracer, audit);
            }
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, static thread => thread.Join());
        Take(tracer, audit);
        TracerStatistics statistics = tracer.Statistics;
        tracer.Dispose();

        Assert.Empty(audit.Problems);
        Assert.Equal(written.Sum(), statistics.Attempted);
        Assert.Equal((statistics.Stored, statistics.Overwritten, statistics.Lost), (audit.Events, audit.Overwritten, audit.Lost));
        Assert.Equal(statistics, tracer.Statistics);
        if (pause > 0)
        {
            // Without one, writers may lose events to the last on a machine with few cores, and windows are empty.
            Assert.True(audit.EventsInWindows > 0, "No window had an event in it: nothing was tested.");
        }
    }

    [Theory]
    [InlineData(2, 64, 50)]
    [InlineData(4, 32, 0)]
    public void No_window_seen_from_outside_has_a_hole_either(int writers, int chunks, int pause)
    {
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            BufferSize = chunks * 64L * 1024,
            Mode = TracerMode.FlightRecorder,
            Resolution = TraceResolution.Nanoseconds,
        });
        bool isOver = false;
        int recording = 0;
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            for (ulong number = 0; !Volatile.Read(ref isOver); number++)
            {
                tracer.Write((uint)writer, 1, number);
                Thread.SpinWait(pause);
                if (number == 100_000)
                {
                    Interlocked.Increment(ref recording);
                }
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        SpinWait.SpinUntil(() => Volatile.Read(ref recording) == writers);
        string ring = Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
        long events = 0;
        List<string> problems = [];
        for (int n = 0; n < s_snapshots; n++)
        {
            using TempDirectory outside = new();
            TraceSnapshot snapshot = TraceSnapshot.Take(ring, outside.Path, "stress");
            WindowAudit audit = new(writers);
            audit.Add(snapshot, SnapshotFiles.Records(outside.Output, snapshot));
            Assert.Equal((snapshot.Events, snapshot.Overwritten, snapshot.Lost), (audit.Events, audit.Overwritten, audit.Lost));
            problems.AddRange(audit.Problems);
            events += audit.EventsInWindows;
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Empty(problems);
        Assert.True(pause == 0 || events > 0, "No window had an event in it: nothing was tested.");
    }

    [Fact]
    public void The_audit_finds_a_hole_and_an_event_that_comes_twice()
    {
        WindowAudit audit = new(writers: 1);
        TraceSnapshot snapshot = Window(0, 100);
        audit.Add(snapshot, [Event(1, 0), Event(2, 1), Event(3, 3)]);
        Assert.Equal(["Flow 0 goes from 1 to 3 within the window of 0 to 100."], audit.Problems);
        audit.Add(Window(100, 200), [Event(150, 3)]);
        Assert.Contains("Flow 0 has 3 after 3.", audit.Problems);

        static TraceSnapshot Window(ulong start, ulong end) => new()
        {
            Reason = "a control",
            TakenAt = default,
            Service = "",
            Host = "",
            ProcessId = 1,
            BatchStart = 0,
            Version = 2,
            WindowStart = start,
            WindowEnd = end,
            Files = [],
            Events = 0,
            Overwritten = 0,
            Lost = 0,
        };
        static TraceRecord Event(ulong time, ulong number) => new(time, 0, 1, number);
    }

    /// <summary>The process takes one, and somebody else at the same time.</summary>
    private void TakeTwo(Tracer tracer, WindowAudit audit)
    {
        string ring = Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
        TraceSnapshot? outside = null;
        Thread taker = new(() => outside = TraceSnapshot.Take(ring, "from outside"));
        taker.Start();
        TraceSnapshot inside = tracer.Snapshot("stress")!;
        taker.Join();
        foreach (TraceSnapshot snapshot in new[] { outside!, inside }.OrderBy(static s => s.Path, StringComparer.Ordinal))
        {
            Audit(snapshot, audit);
        }
    }

    private void Take(Tracer tracer, WindowAudit audit) => Audit(tracer.Snapshot("stress")!, audit);

    private void Audit(TraceSnapshot snapshot, WindowAudit audit)
    {
        audit.Add(snapshot, SnapshotFiles.Records(_directory.Output, snapshot));
        foreach (string file in snapshot.Files)
        {
            // A thousand of them would fill the disk.
            File.Delete(Path.Combine(_directory.Output, file));
        }
    }
}
