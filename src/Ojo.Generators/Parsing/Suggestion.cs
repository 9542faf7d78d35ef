using Ojo.Configuration;

namespace Ojo.Generators.Parsing;

/// <summary>The word that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence that names the nearest of <paramref name="words"/>, or all of them where none is near.</summary>
    public static string For(string word, IEnumerable<string> words)
    {
        string[] known = [.. words];
        return NearestName.Of(word, known) is { } best ? $"Did you mean '{best}'?"
            : known.Length == 0 ? "There is none."
            : $"Known are: {string.Join(", ", known)}.";
    }

    /// <summary>The nearest of <paramref name="words"/>; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) => NearestName.Of(word, words);
}
