namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Every type that a parameter may have, in an order that makes most of them end in another word than they begin.</summary>
internal static partial class EverythingEvents
{
    [TraceEvent(0x00010001, Category = "Test", Description = "Every type once")]
    public static partial void RecordEverything(
        this Tracer tracer,
        [FlowId] uint flowId,
        bool flag,
        byte u8,
        ushort u16,
        uint u32,
        ulong u64,
        sbyte i8,
        short i16,
        int i32,
        long i64,
        float f32,
        double f64,
        char letter,
        TimeSpan time,
        Colour colour,
        DayOfWeek day,
        [TraceField(Bits = 3)] DayOfWeek narrowDay,
        [TraceField(Bits = 10)] Colour narrowColour);

    /// <summary>Wide fields that begin inside a word and end two words on.</summary>
    [TraceEvent(Provider = "tests.other")]
    public static partial void RecordWide(this Tracer tracer, [FlowId] uint flowId, bool flag, Guid id, System.Net.IPAddress? address, System.Net.IPAddress peer);

    /// <summary>Points in time, one of them across two words.</summary>
    [TraceEvent(Provider = "tests.other")]
    public static partial void RecordTimes(this Tracer tracer, [FlowId] uint flowId, DateTime at, [TraceField(Bits = 7)] char letter, DateTimeOffset later);

    [TraceEvent(Provider = "tests.other")]
    public static partial void RecordThreeWords(this Tracer? tracer, [FlowId] ushort flowId, in double a, ulong b, ref readonly long c);
}
