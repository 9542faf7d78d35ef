namespace Ojo.Generators.Parsing;

/// <summary>The members of an enum and the words for them: its names in snake case, as schema files and events files have them.</summary>
/// <remarks>Made once: naming a member and taking its name apart is many times what looking it up is, and every field asks.</remarks>
internal static class Vocabulary<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> s_words = [];
    private static readonly Dictionary<string, T> s_members = new(StringComparer.Ordinal);

    static Vocabulary()
    {
        foreach (T member in Members)
        {
            string word = Words.ToSnake(member.ToString());
            s_words[member] = word;
            s_members[word] = member;
        }
    }

    /// <summary>All members in order of value.</summary>
    public static IReadOnlyList<T> Members { get; } = [.. ((T[])Enum.GetValues(typeof(T))).Distinct()];

    /// <summary>The word for <paramref name="member"/>.</summary>
    public static string WordFor(T member) => s_words[member];

    /// <summary>The member that <paramref name="word"/> stands for.</summary>
    public static bool TryFind(string word, out T member) => s_members.TryGetValue(word, out member);
}
