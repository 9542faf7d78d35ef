using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>What the generator needs around it: a version of C#, and the runtime of its own version.</summary>
internal static class BuildEnvironment
{
    /// <summary>What generated code is written in.</summary>
    public const LanguageVersion Language = LanguageVersion.CSharp12;

    /// <summary>The version of this generator.</summary>
    public static Version Version { get; } = typeof(BuildEnvironment).Assembly.GetName().Version;

    public static bool IsTooOld(ParseOptions options) => options is CSharpParseOptions { LanguageVersion: < Language };

    /// <summary>The version of the runtime that a project has; null where it has none.</summary>
    public static Version? RuntimeOf(Compilation compilation) => compilation.AssemblyName == EventIdentity.BuiltInAssembly
        ? Version
        : compilation.ReferencedAssemblyNames.FirstOrDefault(static name => name.Name == EventIdentity.BuiltInAssembly)?.Version;

    public static OutputScope Scope(bool hasRuntime, bool isTooOld) =>
        !hasRuntime ? OutputScope.Nothing : isTooOld ? OutputScope.Stubs : OutputScope.Everything;
}
