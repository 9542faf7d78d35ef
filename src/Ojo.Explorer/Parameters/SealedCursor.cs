using System.Diagnostics.CodeAnalysis;

namespace Ojo.Explorer.Parameters;

/// <summary>A store's cursor with a mark of the list that it belongs to: a cursor of another list or order names no place in this one.</summary>
/// <remarks>The mark finds mistakes. It is no secret, and a forged cursor gets no further than a good one does.</remarks>
internal static class SealedCursor
{
    private const char Separator = '~';

    /// <summary>The cursor for the client.</summary>
    /// <param name="cursor">The store's cursor; null on the last page.</param>
    /// <param name="list">What the list is of: everything in the request but the page.</param>
    [return: NotNullIfNotNull(nameof(cursor))]
    public static string? Seal(string? cursor, string list) => cursor is null ? null : $"{cursor}{Separator}{MarkOf(cursor, list)}";

    /// <summary>The store's cursor, or null where the client's is not one of this list.</summary>
    public static string? Open(string text, string list)
    {
        int at = text.LastIndexOf(Separator);
        return at > 0 && MarkOf(text[..at], list) == text[(at + 1)..] ? text[..at] : null;
    }

    private static string MarkOf(string cursor, string list) => Fingerprint.Of($"{cursor}\n{list}")[..12];
}
