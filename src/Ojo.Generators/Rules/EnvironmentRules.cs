using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO900–OJO999: where the generator runs.</summary>
internal static class EnvironmentRules
{
    public static readonly DiagnosticDescriptor InternalFailure = Rule.Error(
        "OJO903", "The generator failed", "Ojo failed on {0}: {1}. Please report it, with the declaration");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        InternalFailure,
    ];
}
