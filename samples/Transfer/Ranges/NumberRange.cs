using Ojo;

namespace Transfer.Ranges;

/// <summary>The numbers from <paramref name="Start"/> on, up to but without <paramref name="End"/>: bytes of a stream, or packets.</summary>
/// <param name="Start">The first number.</param>
/// <param name="End">The number after the last.</param>
[TraceValue]
internal readonly record struct NumberRange([TraceMember(Bits = 45)] ulong Start, [TraceMember(Bits = 45)] ulong End)
{
    public ulong Length => End - Start;

    public ulong Last => End - 1;

    public override string ToString() => $"[{Start}, {End})";
}
