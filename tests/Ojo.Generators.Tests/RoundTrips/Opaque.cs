namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Can be read and not made.</summary>
[TraceValue]
internal readonly struct Opaque
{
    private readonly int _half;

    private Opaque(int half) => _half = half;

    public int Half => _half;

    public int Whole => _half * 2;

    public static Opaque OfHalf(int half) => new(half);
}
