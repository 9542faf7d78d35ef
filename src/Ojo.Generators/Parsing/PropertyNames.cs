namespace Ojo.Generators.Parsing;

/// <summary>Chooses the names of a decoder's properties.</summary>
internal static class PropertyNames
{
    private static readonly HashSet<string> s_taken = new(StringComparer.Ordinal)
    {
        "EventType", "TryDecode", "Equals", "GetHashCode", "GetType", "ToString", "Deconstruct", "PrintMembers",
        "MemberwiseClone", "ReferenceEquals", "Finalize", "Item",
    };

    /// <summary>The property of <paramref name="field"/>; one that the decoder has a member of already gets <c>Field</c> appended.</summary>
    public static string For(string field, string stem)
    {
        string name = Words.ToPascal(field);
        return s_taken.Contains(name) || name == stem + "Event" ? name + "Field" : name;
    }
}
