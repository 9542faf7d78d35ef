using Ojo.Clocks;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Recording;

public sealed unsafe class LaneTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Ring _ring;
    private readonly Lane _lane;

    public LaneTests()
    {
        _ring = new Ring(Path.Combine(_directory.Path, "ring.map"), tracerId: 1, 1 << 20, 1 << 16, RunClock.Start(TraceResolution.Microseconds));
        _ring.TryGrow(4);
        _lane = _ring.TryOpenLane()!;
        Assert.True(_ring.TryTakeChunk(_lane));
    }

    public void Dispose()
    {
        _ring.Delete();
        _directory.Dispose();
    }

    [Fact]
    public void A_chunk_that_a_frozen_lane_is_given_again_counts_once()
    {
        ChunkHeader* chunk = _lane.Chunk;
        chunk->Committed = Events(5);
        _lane.Freeze();
        _lane.Close(_ring.NoChunk);
        chunk->Committed = 0;
        _lane.Open(chunk, _ring.IndexOf(chunk));
        Assert.Equal(5u, _lane.EventsStored);
    }

    [Fact]
    public void An_event_completed_after_the_freezing_counts_although_the_memory_is_gone()
    {
        _lane.Chunk->Committed = Events(5);
        _lane.Freeze();
        _lane.Chunk->Committed = 0;
        Assert.Equal(5u, _lane.EventsStored);
        _lane.RaiseFrozen(Events(6));
        Assert.Equal(6u, _lane.EventsStored);
    }

    [Fact]
    public void A_dead_thread_s_lane_passes_to_one_new_thread_with_its_chunk()
    {
        Assert.False(_lane.TryInherit(Thread.CurrentThread));
        Lane left = LaneOfADeadThread();
        ChunkHeader* chunk = left.Chunk;
        Lane?[] lanes = new Lane?[8];
        using Barrier together = new(lanes.Length);
        Thread[] heirs = [.. lanes.Select((_, n) => new Thread(() =>
        {
            together.SignalAndWait();
            lanes[n] = _ring.TryOpenLane();
            together.SignalAndWait();
        }))];
        Array.ForEach(heirs, static heir => heir.Start());
        Array.ForEach(heirs, static heir => heir.Join());
        Assert.Single(lanes, lane => lane == left);
        Assert.Equal(lanes.Length, lanes.Distinct().Count());
        Assert.True(left.Chunk == chunk);
    }

    [Fact]
    public void A_lane_that_the_flusher_took_is_nobody_s_to_inherit_and_the_other_way_round()
    {
        Lane left = LaneOfADeadThread();
        Assert.True(left.TryTakeFromDead());
        Assert.False(left.TryTakeFromDead());
        Assert.False(left.TryInherit(Thread.CurrentThread));

        Lane inherited = LaneOfADeadThread();
        Assert.True(inherited.TryInherit(Thread.CurrentThread));
        Assert.False(inherited.TryTakeFromDead());
        Assert.False(_ring.Lanes[0]!.TryInherit(Thread.CurrentThread));
    }

    private Lane LaneOfADeadThread()
    {
        Lane? left = null;
        Thread thread = new(() =>
        {
            left = _ring.TryOpenLane();
            _ring.TryTakeChunk(left!);
        });
        thread.Start();
        thread.Join();
        return left!;
    }

    private static ulong Events(ulong count) => (count << 32) | count;
}
