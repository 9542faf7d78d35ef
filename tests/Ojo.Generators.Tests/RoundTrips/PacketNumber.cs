namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>One member, which a positional constructor takes.</summary>
[TraceValue]
internal readonly record struct PacketNumber(ulong Value)
{
    /// <summary>Not recorded: it follows from the other.</summary>
    public bool IsFirst => Value == 0;
}
