namespace Ojo.Storage.Queries;

/// <summary>What was worked out of a flow's packets over time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">The values' unit: <c>bytes/s</c>, <c>bytes</c>, <c>us</c>, or nothing for a ratio.</param>
/// <param name="Points">One for each bucket, those without events included; none where <paramref name="Missing"/> says why.</param>
/// <param name="Missing">Why it cannot be worked out, in a sentence; null where it can.</param>
public sealed record DerivedSeries(DerivedKind Kind, string Unit, IReadOnlyList<DerivedPoint> Points, string? Missing);
