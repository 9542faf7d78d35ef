namespace Ojo.Storage.Queries;

/// <summary>A bucket of a derived series.</summary>
/// <param name="Value">Its value; null where there is none to be told: no sample, or no packet whose fate was told.</param>
/// <param name="Min">The least in it; null as <paramref name="Value"/>, and where the value is one of the whole bucket.</param>
/// <param name="Max">The greatest in it.</param>
/// <param name="Count">How many events it was worked out of.</param>
public readonly record struct DerivedPoint(double? Value, double? Min, double? Max, long Count);
