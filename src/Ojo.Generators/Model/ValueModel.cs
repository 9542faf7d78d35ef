namespace Ojo.Generators.Model;

/// <summary>A property of a decoder and the parameter of the recorder that it comes from: one field, or a value of several.</summary>
internal sealed record ValueModel
{
    /// <summary>The parameter's name, escaped where it is a keyword.</summary>
    public required string Parameter { get; init; }

    /// <summary>The decoder's property.</summary>
    public required string Property { get; init; }

    /// <summary>Its C# type, fully qualified.</summary>
    public required string Type { get; init; }

    /// <summary>What it is made of.</summary>
    public required EquatableArray<FieldBinding> Fields { get; init; }

    /// <summary>How it is made of them.</summary>
    public ValueMaking Making { get; init; }

    /// <summary>How many of the fields, the first ones, a constructor takes; members are set to the others.</summary>
    public int Arguments { get; init; }

    /// <summary>One sentence for a value of several fields; empty where there is none.</summary>
    public string Description { get; init; } = "";
}
