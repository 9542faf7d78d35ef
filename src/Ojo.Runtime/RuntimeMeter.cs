using System.Diagnostics.Metrics;

namespace Ojo;

/// <summary>The meter <c>ojo.runtime</c>: the sums of <see cref="Tracer.Statistics"/> over all tracers of the process.</summary>
/// <remarks>
/// Its instruments are read when somebody asks; recording knows nothing of them. What is recorded after a tracer has
/// been disposed is in its statistics alone.
/// </remarks>
internal static class RuntimeMeter
{
    public const string Name = "ojo.runtime";

    private static readonly Meter s_meter = new(Name, typeof(RuntimeMeter).Assembly.GetName().Version?.ToString(3));
    private static long s_salvaged;

    static RuntimeMeter()
    {
        s_meter.CreateObservableCounter("ojo.runtime.events.attempted", static () => Total().Attempted, "{event}", "Events that the program tried to record.");
        s_meter.CreateObservableUpDownCounter("ojo.runtime.events.stored", static () => Total().Stored, "{event}", "Events that are in buffers or in files.");
        s_meter.CreateObservableCounter("ojo.runtime.events.lost", LostByCause, "{event}", "Events that found no room or could not be written.");
        s_meter.CreateObservableCounter("ojo.runtime.events.salvaged", static () => Volatile.Read(ref s_salvaged), "{event}", "Events of dead processes that this one brought into files.");
        s_meter.CreateObservableCounter("ojo.runtime.strings.refused", static () => Total().StringsRefused, "{call}", "Calls of Intern that found no room.");
        s_meter.CreateObservableUpDownCounter("ojo.runtime.buffer.usage", static () => RecordingSession.BufferUsage, "By", "How much waits to be written or is being filled.");
        s_meter.CreateObservableUpDownCounter("ojo.runtime.buffer.limit", static () => RecordingSession.BufferLimit, "By", "How much may.");
    }

    /// <summary>Makes the instruments known, if they are not yet.</summary>
    public static void Start() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(RuntimeMeter).TypeHandle);

    public static void CountSalvaged(long events) => Interlocked.Add(ref s_salvaged, events);

    private static TracerStatistics Total() => RecordingSession.TotalStatistics;

    private static Measurement<long>[] LostByCause()
    {
        TracerStatistics total = Total();
        return
        [
            Of(total.LostToFullBuffer, "buffer_full"),
            Of(total.LostToWriteErrors, "write_error"),
            Of(total.LostAfterDispose, "after_dispose"),
            Of(total.Overwritten, "overwritten"),
        ];
    }

    private static Measurement<long> Of(long value, string cause) => new(value, new KeyValuePair<string, object?>("cause", cause));
}
