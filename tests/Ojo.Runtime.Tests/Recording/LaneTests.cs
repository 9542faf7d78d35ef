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
        _ring.TryGrow(1);
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

    private static ulong Events(ulong count) => (count << 32) | count;
}
