using System.Collections.Immutable;

namespace Ojo.Generators.Rules;

/// <summary>What a diagnostic tells a code fix beyond its place, so that no message is ever read back: the keys of its properties.</summary>
internal static class FixHint
{
    /// <summary>What belongs at the place of the diagnostic.</summary>
    public const string Replacement = nameof(Replacement);

    /// <summary>A key and its value that belong beside the place of the diagnostic, in the same mapping.</summary>
    public const string Sibling = nameof(Sibling);

    /// <summary>Where what should go ends, as a position in the file; it begins at the diagnostic.</summary>
    public const string End = nameof(End);

    /// <summary>An id to pin.</summary>
    public const string Id = nameof(Id);

    /// <summary>Present where the declaration pins an id and would be right without it.</summary>
    public const string Unpin = nameof(Unpin);

    /// <summary>A wire name to take.</summary>
    public const string Name = nameof(Name);

    /// <summary>The wire name under which the event was first declared.</summary>
    public const string RenamedFrom = nameof(RenamedFrom);

    /// <summary>The path of the lock to write to.</summary>
    public const string Lock = nameof(Lock);

    /// <summary>The line for it.</summary>
    public const string Line = nameof(Line);

    /// <summary>The line that it takes the place of, as its provider, a space and its event's name.</summary>
    public const string Replaces = nameof(Replaces);

    /// <summary>The line that retires the event that the lock has.</summary>
    public const string RetiredLine = nameof(RetiredLine);

    /// <summary>The condition under which an event is wanted.</summary>
    public const string Guard = nameof(Guard);

    public static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>One hint; none where <paramref name="value"/> is null: then nobody knows what belongs there.</summary>
    public static ImmutableDictionary<string, string?> Of(string key, string? value) => value is null ? None : None.Add(key, value);

    /// <summary>One more hint, where there is one.</summary>
    public static ImmutableDictionary<string, string?> And(this ImmutableDictionary<string, string?> hints, string key, string? value) =>
        value is null ? hints : hints.Add(key, value);
}
