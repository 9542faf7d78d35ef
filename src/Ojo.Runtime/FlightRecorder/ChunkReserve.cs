using System.Diagnostics;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>How many chunks a flight recorder keeps free: as many as are filled while the flusher waits for the processor.</summary>
/// <remarks>Free chunks are window that is not there, so they are few unless chunks are filled fast. For the flusher alone.</remarks>
internal sealed unsafe class ChunkReserve
{
    private const int SlowestFall = 8;
    private const int MostAtRest = 512;
    private const int MostInNeed = 1024;

    // A buffer must be larger than so many for more than an eighth of it to be kept free.
    private const int SmallBuffer = 128;

    // What a thread that is woken may wait for on a busy machine.
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(8);

    // So often a rate is measured at most: a burst of a moment is one.
    private static readonly TimeSpan s_span = TimeSpan.FromMilliseconds(1);

    private readonly Ring _ring;
    private readonly int _least;
    private readonly int _most;
    private long _since = Stopwatch.GetTimestamp();
    private long _taken;

    public ChunkReserve(Ring ring)
    {
        _ring = ring;
        _least = Math.Clamp(ring.ChunkCapacity / 8, 1, MostAtRest);
        _most = Math.Clamp((ring.ChunkCapacity - SmallBuffer) / 4, _least, MostInNeed);
        ring.LeastFree = _least;
    }

    /// <summary>Measures how fast chunks are taken, and sets how few free ones make the flusher hurry.</summary>
    /// <remarks>It follows a rising rate at once and a falling one by and by.</remarks>
    public void Adapt()
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_since);
        if (elapsed < s_span)
        {
            return;
        }

        long taken = Volatile.Read(ref _ring.Header->ChunkSequence);
        double expected = (taken - _taken) * (s_wait / elapsed);
        (_since, _taken) = (Stopwatch.GetTimestamp(), taken);
        int wanted = Math.Clamp((int)Math.Min(expected, _most), _least, _most);
        int before = _ring.LeastFree;
        _ring.LeastFree = wanted >= before ? wanted : before - ((before - wanted + SlowestFall - 1) / SlowestFall);
    }
}
