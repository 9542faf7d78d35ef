namespace Ojo;

/// <summary>What can be said of a field: see <see cref="TraceFieldAttribute"/> and <see cref="TraceMemberAttribute"/>.</summary>
public abstract class FieldDescriptionAttribute : Attribute
{
    private protected FieldDescriptionAttribute()
    {
    }

    /// <summary>The field's name in queries; by default the name of its parameter or member in snake case.</summary>
    public string? Name { get; set; }

    /// <summary>What sort of number it is.</summary>
    public FieldKind Kind { get; set; }

    /// <summary>Its unit: <c>bytes</c>, <c>us</c>, <c>ns</c>, <c>bytes/s</c>, …</summary>
    public string? Unit { get; set; }

    /// <summary>What it is to the event's role; by default recognised by the field's name.</summary>
    public FieldPart Part { get; set; }

    /// <summary>One sentence, shown to whoever reads the trace.</summary>
    public string? Description { get; set; }

    /// <summary>How many bits it takes, where fewer than its type's do.</summary>
    public int Bits { get; set; }

    /// <summary>
    /// Whether a string is recorded with each event, for texts that are different each time. Otherwise the run keeps it and
    /// events refer to it by a number: the cheaper way where the same strings come again.
    /// </summary>
    public bool Text { get; set; }
}
