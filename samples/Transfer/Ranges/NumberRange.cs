namespace Transfer.Ranges;

/// <summary>The numbers from <paramref name="Start"/> on, up to but without <paramref name="End"/>: bytes of a stream, or packets.</summary>
/// <param name="Start">The first number.</param>
/// <param name="End">The number after the last.</param>
internal readonly record struct NumberRange(ulong Start, ulong End)
{
    public ulong Length => End - Start;

    public ulong Last => End - 1;

    public override string ToString() => $"[{Start}, {End})";
}
