namespace Ojo.Clocks;

/// <summary>The processor's counter, or why it is not to be had.</summary>
internal sealed unsafe class CounterSource
{
    private readonly Func<bool> _isTrusted;

    private CounterSource(ClockKind kind, nint code, long ticksPerSecond, bool isTried, string? missing, Func<bool>? isTrusted = null)
    {
        _isTrusted = isTrusted ?? (static () => true);
        Kind = kind;
        Code = code;
        TicksPerSecond = ticksPerSecond;
        IsTried = isTried;
        Missing = missing;
    }

    /// <summary>Which counter it is.</summary>
    public ClockKind Kind { get; }

    /// <summary>A function that returns the counter: native, without arguments, over in a few nanoseconds; 0 if there is none.</summary>
    public nint Code { get; }

    /// <summary>About how fast it counts.</summary>
    public long TicksPerSecond { get; }

    /// <summary>Whether it has been tried on a machine of this kind, so that it may be taken without being asked for.</summary>
    public bool IsTried { get; }

    /// <summary>Why there is none, as a part of a sentence; null if there is.</summary>
    public string? Missing { get; }

    /// <summary>Whether the kernel still reads the time from it. A kernel that finds it wrong goes over to another clock.</summary>
    public bool IsTrusted => _isTrusted();

    public static CounterSource None(string why) => new(ClockKind.Stopwatch, 0, 0, isTried: false, why);

    /// <param name="kind">Which counter it is.</param>
    /// <param name="code">The function that reads it.</param>
    /// <param name="isTried">Whether it may be taken without being asked for.</param>
    /// <param name="isTrusted">Whether the kernel still reads the time from it; yes if null.</param>
    public static CounterSource Of(ClockKind kind, nint code, bool isTried, Func<bool>? isTrusted = null)
    {
        long ticksPerSecond = ClockReading.MeasureSpeed(code);
        return ticksPerSecond > 0 ? new(kind, code, ticksPerSecond, isTried, null, isTrusted) : None("it does not count");
    }

    /// <summary>Reads the counter.</summary>
    public static long Read(nint code) => ((delegate* unmanaged[SuppressGCTransition]<long>)code)();
}
