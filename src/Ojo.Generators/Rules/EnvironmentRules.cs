using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO900–OJO999: where the generator runs.</summary>
internal static class EnvironmentRules
{
    public static readonly DiagnosticDescriptor LanguageTooOld = Rule.ErrorAtEnd(
        "OJO900",
        "The version of C# is too old",
        "Ojo generates C# {0} and this project is compiled as C# {1}, so its events are not recorded; set LangVersion to {0} or newer, or leave it out");

    public static readonly DiagnosticDescriptor OtherRuntime = Rule.ErrorAtEnd(
        "OJO901",
        "Ojo.Runtime is missing or of another version",
        "The generator of Ojo {0} needs Ojo.Runtime {0}, and this project references {1}; let it reference one version of the package Ojo.Runtime");

    public static readonly DiagnosticDescriptor BadOption = Rule.WarningAtEnd(
        "OJO902", "An option of the project is not understood", "'{0}' isn't {1}, so {2} has no effect; {3}");

    public static readonly DiagnosticDescriptor InternalFailure = Rule.Error(
        "OJO903", "The generator failed", "Ojo failed on {0}: {1}. Please report it, with the declaration");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        LanguageTooOld,
        OtherRuntime,
        BadOption,
        InternalFailure,
    ];
}
