using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>An event's values by place. A value that is missing, or of another type than it used to be, is 0 or nothing.</summary>
internal readonly struct EventPayload(EventWrittenEventArgs eventData)
{
    public string? Text(int index) => Value(index) as string;

    public long Number(int index) => Value(index) switch
    {
        int number => number,
        long number => number,
        byte number => number,
        bool flag => flag ? 1 : 0,
        ushort number => number,
        uint number => number,
        short number => number,
        ulong number => (long)number,
        _ => 0,
    };

    public TimeSpan Milliseconds(int index) => Value(index) is double number && double.IsFinite(number)
        ? new TimeSpan((long)Math.Clamp(number * TimeSpan.TicksPerMillisecond, 0, long.MaxValue / 2))
        : default;

    // Asked for only where a value is wanted: for events that have none, the runtime makes an empty list then.
    private object? Value(int index) => eventData.Payload is { } values && index < values.Count ? values[index] : null;
}
