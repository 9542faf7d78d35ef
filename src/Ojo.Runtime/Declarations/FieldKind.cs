namespace Ojo;

/// <summary>What sort of number a field is: it decides how values are shown and whether they may be summed.</summary>
public enum FieldKind
{
    /// <summary>Nothing is known of it.</summary>
    None,

    /// <summary>Names something: never summed or averaged.</summary>
    Identifier,

    /// <summary>How many.</summary>
    Count,

    /// <summary>An amount of data.</summary>
    Bytes,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>An amount per time.</summary>
    Rate,

    /// <summary>One of a set of states.</summary>
    State,

    /// <summary>One end of a range.</summary>
    Range,
}
