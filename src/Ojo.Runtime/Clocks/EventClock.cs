using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ojo.Clocks;

/// <summary>What a tracer's events are timed with: the counter, or Stopwatch, and perhaps Stopwatch from some time on.</summary>
/// <remarks>
/// The ticks of Stopwatch after the counter have <see cref="AfterCounter"/> set, so they are more than all of the counter's
/// and cannot be taken for them. The flusher alone goes over, and stores that bit before it takes the counter away.
/// </remarks>
internal sealed class EventClock
{
    /// <summary>The bit of Stopwatch's ticks after the counter's. A counter of 5 GHz takes 29 years to get there.</summary>
    public const long AfterCounter = 1L << 62;

    /// <summary>The clock of tracers that record nothing.</summary>
    public static readonly EventClock Idle = new(0);

    private nint _counter;
    private long _bit;

    /// <param name="counter">A function that reads the counter; 0 for Stopwatch.</param>
    public EventClock(nint counter) => _counter = counter;

    /// <summary>The function that reads the counter; 0 where Stopwatch is read.</summary>
    public nint Counter => Volatile.Read(ref _counter);

    /// <summary>The ticks of now.</summary>
    /// <remarks>The test is well predicted and hides behind the reading: it could not be measured.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Read()
    {
        nint counter = Volatile.Read(ref _counter);
        return counter != 0 ? CounterSource.Read(counter) : Stopwatch.GetTimestamp() | _bit;
    }

    /// <summary>Reads Stopwatch from now on.</summary>
    public void GoOverToStopwatch()
    {
        _bit = AfterCounter;
        Volatile.Write(ref _counter, 0);
    }
}
