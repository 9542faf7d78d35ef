using Ojo.FlightRecorder;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>How many chunks a recorder keeps free.</summary>
public sealed unsafe class ChunkReserveTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Tracer _tracer;

    public ChunkReserveTests() => _tracer = RecorderSteps.Create(_directory, 1024);

    public void Dispose()
    {
        _tracer.End();
        _directory.Dispose();
    }

    [Fact]
    public void It_rises_at_once_with_the_rate_at_which_chunks_are_taken_and_falls_by_and_by()
    {
        Ring ring = _tracer.Session!.Ring;
        ChunkReserve reserve = new(ring);
        Assert.Equal(128, ring.LeastFree);

        // So many that it is a high rate however long this thread waits for the processor.
        ring.Header->ChunkSequence += 100_000_000;
        AdaptUntil(() => ring.LeastFree != 128);
        Assert.Equal((1024 - 128) / 4, ring.LeastFree);

        AdaptUntil(() => ring.LeastFree != 224);
        Assert.Equal(212, ring.LeastFree);
        AdaptUntil(() => ring.LeastFree == 128);

        void AdaptUntil(Func<bool> condition) => Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    reserve.Adapt();
                    return condition();
                },
                TimeSpan.FromMinutes(2)),
            $"It stays at {ring.LeastFree}.");
    }
}
