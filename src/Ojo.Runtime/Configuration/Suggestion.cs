namespace Ojo.Configuration;

/// <summary>Says which of the names that there are somebody probably meant who wrote another.</summary>
internal static class Suggestion
{
    /// <summary>The end of a sentence: ": did you mean …?" where a name is near, else a full stop.</summary>
    public static string Sentence(string name, IEnumerable<string> known) => NearestName.Of(name, known) is { } near ? $": did you mean {near}?" : ".";
}
