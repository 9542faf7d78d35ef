using System.Diagnostics;

namespace Ojo;

/// <summary>Says more about one field of an event than its parameter's name and type can.</summary>
// Only the build reads it: in the assembly it would say the names and ids of events that are not compiled in.
[Conditional("OJO_DECLARATIONS_IN_ASSEMBLIES")]
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TraceFieldAttribute : Attribute
{
    /// <summary>The field's name in queries; by default the parameter's name in snake case.</summary>
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
}
