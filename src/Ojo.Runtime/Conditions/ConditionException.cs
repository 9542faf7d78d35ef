namespace Ojo.Conditions;

/// <summary>A condition that cannot be understood, or cannot be asked of the event: why, and which piece of it is wrong.</summary>
internal sealed class ConditionException(TextSlice place, string message) : FormatException(message)
{
    /// <summary>The piece that is wrong.</summary>
    public TextSlice Place { get; } = place;

    /// <summary>Whether it is no condition at all, whatever the event.</summary>
    public bool IsSyntax { get; init; }

    /// <summary>What probably belongs in its place, or null.</summary>
    public string? Meant { get; init; }
}
