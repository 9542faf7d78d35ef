namespace Ojo.Storage.Filters;

/// <summary>Puts completions in the order in which they are likely to be meant.</summary>
internal static class Ranked
{
    private const int Most = 50;

    /// <summary>Those that begin with what is written, then those that contain it; the most frequent first.</summary>
    public static IReadOnlyList<FilterCompletion> Of(string written, IEnumerable<FilterCompletion> all) =>
    [
        .. all.Select(one => (Completion: one, Rank: RankOf(NameIn(one), written)))
            .Where(static one => one.Rank is not null)
            .OrderBy(static one => one.Rank)
            .ThenByDescending(static one => one.Completion.Count ?? long.MaxValue)
            .ThenBy(static one => one.Completion.Count is null ? "" : one.Completion.Text, StringComparer.OrdinalIgnoreCase)
            .Select(static one => one.Completion)
            .DistinctBy(static one => one.Text)
            .Take(Most),
    ];

    // type:PACKET_SENT is found by packet, too.
    private static string NameIn(FilterCompletion one) => one.Kind == "type" ? one.Text[(one.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim('"') : one.Text.Trim('"');

    private static int? RankOf(string text, string written) =>
        text.StartsWith(written, StringComparison.OrdinalIgnoreCase) ? 0
        : text.Contains(written, StringComparison.OrdinalIgnoreCase) ? 1
        : null;
}
