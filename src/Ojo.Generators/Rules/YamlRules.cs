using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO100–OJO199: what an events file says that cannot be understood.</summary>
internal static class YamlRules
{
    public static readonly DiagnosticDescriptor Malformed = Rule.Error(
        "OJO100", "The events file is not YAML", "This file can't be read as YAML: {0}");

    public static readonly DiagnosticDescriptor UnsupportedFeature = Rule.Error(
        "OJO101", "The events file uses a part of YAML that Ojo does not read", "Ojo doesn't read {0} in events files; {1}");

    public static readonly DiagnosticDescriptor UnknownKey = Rule.Error(
        "OJO102", "Unknown key", "Unknown key '{0}' in {1}. {2}");

    public static readonly DiagnosticDescriptor MissingKey = Rule.Error(
        "OJO103", "A key is missing", "{0} needs '{1}', as in '{2}'");

    public static readonly DiagnosticDescriptor WrongKind = Rule.Error(
        "OJO104", "Wrong kind of value", "'{0}' must be {1}; found {2}");

    public static readonly DiagnosticDescriptor DuplicateKey = Rule.Error(
        "OJO105", "A key appears twice", "'{0}' appears twice here; the first is in line {1}. Keep one of them");

    public static readonly DiagnosticDescriptor Tab = Rule.Error(
        "OJO106", "A tab in the indentation", "Indent with spaces: YAML doesn't allow a tab here");

    public static readonly DiagnosticDescriptor BadGeneratedName = Rule.Error(
        "OJO108", "A generated name is not valid or taken", "'{0}' would become '{1}' in C#, which {2}; choose another name");

    /// <summary>Reported by build/Ojo.Runtime.targets: no analyzer sees a file that the compiler is not given.</summary>
    public static readonly DiagnosticDescriptor NotPassed = Rule.Warning(
        "OJO109", "The events file is not passed to the compiler", "{0}, so its events aren't generated; {1}");

    public static readonly DiagnosticDescriptor UnknownWord = Rule.Error(
        "OJO111", "Unknown word", "'{0}' isn't a {1}. {2}");

    public static readonly DiagnosticDescriptor UnknownEnum = Rule.Error(
        "OJO112", "The enum is not declared", "No enum '{0}' is declared under 'enums' in this file. {1}");

    public static readonly DiagnosticDescriptor DuplicateEnum = Rule.ErrorAtEnd(
        "OJO114", "Two events files declare the same enum", "Enum '{0}' is declared here and at {1}; keep one, or give one file another namespace");

    public static readonly DiagnosticDescriptor EnumValues = Rule.Error(
        "OJO113", "An enum's values are not valid", "Enum '{0}': {1}");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        Malformed,
        UnsupportedFeature,
        UnknownKey,
        MissingKey,
        WrongKind,
        DuplicateKey,
        Tab,
        BadGeneratedName,
        NotPassed,
        UnknownWord,
        UnknownEnum,
        EnumValues,
        DuplicateEnum,
    ];
}
