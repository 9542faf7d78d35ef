using System.Runtime.CompilerServices;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests;

/// <summary>Threads that come and go, and tracers that end while others record.</summary>
public sealed class TracerThreadTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Threads_that_come_and_go_leave_nothing_behind()
    {
        const int Rounds = 40;
        const int Threads = 50;
        using Tracer tracer = Tracer.Create(Options with { FlushInterval = TimeSpan.FromHours(1) });
        for (int round = 0; round < Rounds; round++)
        {
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(n => new Thread(() => tracer.Write((uint)n, 1, 1, 2)))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            tracer.Flush();
        }

        Assert.Equal(new TracerStatistics(Rounds * Threads, 0), tracer.Statistics);
        Assert.InRange(tracer.Session!.Ring.Lanes.Count, 1, 2 * Threads);
        Assert.Equal(0, tracer.Session!.Ring.CompleteChunkCount);
        tracer.Dispose();
        Assert.Equal(2 * Rounds * Threads, TraceFiles.ReadAll(_directory.Output).Count);
    }

    [Fact]
    public void A_tracer_disposed_while_threads_record_has_written_what_it_says_it_stored()
    {
        for (int round = 0; round < 10; round++)
        {
            using TempDirectory directory = new();
            Tracer tracer = Tracer.Create(Options with { Directory = directory.Path, BufferSize = 4 << 20 });
            using CountdownEvent underWay = new(3);
            bool isOver = false;
            long attempted = 0;
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(thread => new Thread(() =>
            {
                ulong n = 0;
                for (; n < 5000 || !Volatile.Read(ref isOver); n++)
                {
                    tracer.Write((uint)thread, 1, n, ~n);
                    if (n == 3000)
                    {
                        underWay.Signal();
                    }
                }

                Interlocked.Add(ref attempted, (long)n);
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            underWay.Wait();
            tracer.Dispose();
            Volatile.Write(ref isOver, true);
            Array.ForEach(threads, static thread => thread.Join());

            Assert.Equal(attempted, tracer.Statistics.Attempted);
            List<TraceRecord> records = TraceFiles.ReadAll(directory.Output);
            Assert.Equal(tracer.Statistics.Stored, records.Count(static r => r.EventType == 1));
            foreach (IGrouping<uint, TraceRecord> flow in records.Where(static r => r.EventType == 1).GroupBy(static r => r.FlowId))
            {
                Assert.Equal(flow.Select(static r => r.Payload).Order().Distinct(), flow.Select(static r => r.Payload));
            }
        }
    }

    [Fact]
    public void What_is_recorded_after_Dispose_counts_as_lost()
    {
        Tracer tracer = Tracer.Create(Options);
        tracer.Write(1, 2, 3);
        tracer.Dispose();
        for (int n = 0; n < 5000; n++)
        {
            tracer.Write(1, 2, 3);
            tracer.Write(1, 2, 3, 4);
        }

        Thread other = new(() => tracer.Write(1, 2, 3));
        other.Start();
        other.Join();
        tracer.Flush();
        tracer.Filter = "*:off";
        Assert.Equal(new TracerStatistics(1, 10_001) { LostAfterDispose = 10_001 }, tracer.Statistics);
        Assert.Single(TraceFiles.ReadAll(_directory.Output));
    }

    [Fact]
    public unsafe void An_event_whose_thread_was_held_up_during_Dispose_counts_as_lost_and_harms_no_one()
    {
        Tracer tracer = Tracer.Create(Options);
        tracer.Write(1, 2, 3);

        // What Tracer.Write does, cut in two: room has been found, the event is not stored yet.
        ChunkHeader* chunk = LaneCursor.Chunk;
        ulong committed = chunk->Committed;
        Assert.True((uint)committed < chunk->Limit);
        tracer.Dispose();
        Assert.Equal(new TracerStatistics(1, 0), tracer.Statistics);
        ulong* record = Ring.RecordAt(chunk, (uint)committed);
        (record[0], record[1], record[2]) = (1, 2, 3);
        Volatile.Write(ref chunk->Committed, committed + ((1UL << 32) | 1));

        Assert.Equal(new TracerStatistics(1, 1) { LostAfterDispose = 1 }, tracer.Statistics);
        tracer.Write(1, 2, 4);
        Assert.Equal(new TracerStatistics(1, 2) { LostAfterDispose = 2 }, tracer.Statistics);
        Assert.Single(TraceFiles.ReadAll(_directory.Output));
    }

    [Fact]
    public void Several_may_dispose_and_flush_at_once()
    {
        for (int round = 0; round < 10; round++)
        {
            using TempDirectory directory = new();
            Tracer tracer = Tracer.Create(Options with { Directory = directory.Path });
            tracer.Write(1, 2, 3);
            Parallel.For(0, 8, n =>
            {
                if (n % 2 == 0)
                {
                    tracer.Dispose();
                }
                else
                {
                    tracer.Flush();
                }

                Assert.Single(TraceFiles.ReadAll(directory.Output));
            });
        }
    }

    [Fact]
    public void A_tracer_that_nobody_disposed_still_writes_what_it_has()
    {
        Forget(Options with { FlushInterval = TimeSpan.FromHours(1) });
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Directory.GetFiles(_directory.Staging).Length == 0;
            },
            TimeSpan.FromMinutes(1)));
        Assert.Single(TraceFiles.ReadAll(_directory.Output));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(TracerOptions options) => Tracer.Create(options).Write(1, 2, 3);
    }

    [Fact]
    public void A_warning_that_throws_or_disposes_the_tracer_does_no_harm()
    {
        Tracer? tracer = null;
        using ManualResetEventSlim warned = new();
        tracer = Tracer.Create(Options with
        {
            OnWarning = _ =>
            {
                tracer!.Dispose();
                warned.Set();
                tracer.Flush();
            },
        });
        Directory.Delete(_directory.Output, recursive: true);
        File.WriteAllText(_directory.Output, "in the way");
        tracer.Write(1, 2, 3);
        Assert.Throws<IOException>(tracer.Flush);
        Assert.True(warned.Wait(TimeSpan.FromMinutes(1)));
        tracer.Dispose();
        Assert.Equal(new TracerStatistics(0, 1) { LostToWriteErrors = 1 }, tracer.Statistics);
    }
}
