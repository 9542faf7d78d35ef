using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO300–OJO399: how events are recorded.</summary>
internal static class UsageRules
{
    public static readonly DiagnosticDescriptor AllocatingArgument = Rule.Warning(
        "OJO300", "An argument allocates even when the event is off", "This argument allocates even when the event is off ({0}); guard the call with 'if ({1})'");

    /// <summary>Reported by the compiler: the recorder of a retired event is obsolete, and its message has this id. Of an override an analyzer says it.</summary>
    public static readonly DiagnosticDescriptor RetiredRecorded = Rule.Warning(
        "OJO301", "A retired event is recorded", "'{0}' is obsolete: '{1}'");

    public static readonly DiagnosticDescriptor NeverRecorded = Rule.WarningAtEndOnRequest(
        "OJO302", "An event is declared and never recorded", "'{0}' is never called in this project, so its event is never recorded; record it, or remove the declaration");

    public static readonly DiagnosticDescriptor TracerDisposed = Rule.Warning(
        "OJO303", "A disposed tracer is used", "'{0}' is disposed in line {1}, so what is recorded here is lost; dispose it afterwards");

    /// <summary>Why the recorder of a retired event is obsolete.</summary>
    public static string WhyObsolete(string name, string version) => $"{name} was retired in {version}; it is declared so that old traces can be read.";

    /// <summary>Every rule above but those that an analyzer of their own reports.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        AllocatingArgument,
        RetiredRecorded,
        TracerDisposed,
    ];
}
