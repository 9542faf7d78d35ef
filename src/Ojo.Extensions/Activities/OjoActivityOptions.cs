namespace Ojo.Extensions;

/// <summary>Which activities are recorded, and what of them.</summary>
public sealed class OjoActivityOptions
{
    /// <summary>The names of the activity sources that are listened to, with <c>*</c> and <c>?</c> for any characters: all, by default.</summary>
    /// <remarks>Activities that a program makes without a source have one with an empty name.</remarks>
    public IList<string> Sources { get; } = [];

    /// <summary>The same of those that are not, even if <see cref="Sources"/> has them: none, by default.</summary>
    public IList<string> ExcludedSources { get; } = [];

    /// <summary>
    /// Whether activities are asked for where nobody else does, with all their data but never marked as recorded: no, by default, when
    /// those are seen that exist anyhow and nothing changes for anybody.
    /// </summary>
    public bool RequestAllData { get; set; }

    /// <summary>Whether tags are recorded, as <c>name=value</c>, when an activity stops: yes, by default.</summary>
    public bool IncludeTags { get; set; } = true;

    internal bool Includes(string source) =>
        (Sources.Count == 0 || NamePattern.MatchesAny(Sources, source)) && !NamePattern.MatchesAny(ExcludedSources, source);
}
