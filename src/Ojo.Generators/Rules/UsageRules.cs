using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO300–OJO399: how events are recorded.</summary>
internal static class UsageRules
{
    /// <summary>Reported by the compiler: the recorder of a retired event is obsolete, and its message has this id.</summary>
    public static readonly DiagnosticDescriptor RetiredRecorded = Rule.Warning(
        "OJO301", "A retired event is recorded", "'{0}' is obsolete: '{1}'");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        RetiredRecorded,
    ];
}
