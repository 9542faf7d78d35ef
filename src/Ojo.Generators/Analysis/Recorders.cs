using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.Analysis;

/// <summary>Knows recorders and guards by what the generator marks them with, in this project as in compiled ones.</summary>
internal static class Recorders
{
    private const string Generator = "Ojo.Generators";
    private const string Prefix = "Record";

    /// <summary>Whether <paramref name="method"/> records an event.</summary>
    public static bool IsRecorder(IMethodSymbol method) =>
        method.ReturnsVoid && method.Name.StartsWith(Prefix, StringComparison.Ordinal) && IsGenerated(method);

    /// <summary>The wire name of a recorder's event, where nobody gave it another.</summary>
    public static string WireName(IMethodSymbol recorder) => Words.ToSnake(recorder.Name.Substring(Prefix.Length)).ToUpperInvariant();

    /// <summary>Whether calls of a recorder are left out when the project is compiled: its category is removed.</summary>
    public static bool IsLeftOut(IMethodSymbol recorder) =>
        recorder.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "ConditionalAttribute" });

    /// <summary>The member that says whether a recorder's event is on; null where there is none.</summary>
    /// <remarks>Of recorders with one name each has its own, by what it takes the tracer from.</remarks>
    public static ISymbol? GuardOf(IMethodSymbol recorder) =>
        recorder.ContainingType.GetMembers($"Is{recorder.Name.Substring(Prefix.Length)}Enabled").FirstOrDefault(guard =>
            AskedBy(guard) is not { } asked
            || recorder.Parameters.Any(parameter => parameter.Name == asked.Name && SymbolEqualityComparer.Default.Equals(parameter.Type, asked.Type)));

    /// <summary>Whether <paramref name="member"/> says whether an event is on: a guard, or what guards ask.</summary>
    public static bool IsGuard(ISymbol member) =>
        (member.Name == "IsEnabled" && TraceEventSymbols.IsTracer(member.ContainingType))
        || (member.Name.StartsWith("Is", StringComparison.Ordinal) && member.Name.EndsWith("Enabled", StringComparison.Ordinal) && IsGenerated(member));

    /// <summary>What a guard takes: the tracer, or what knows it; null where it finds that in a member.</summary>
    public static IParameterSymbol? AskedBy(ISymbol guard) => (guard as IMethodSymbol)?.Parameters.FirstOrDefault();

    /// <summary>What a call of a recorder passes for what its guard takes.</summary>
    public static IArgumentOperation? AskedOf(IInvocationOperation call, ISymbol guard) => AskedBy(guard) is { } asked
        ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == asked.Name)
        : null;

    /// <summary>What a call passes as the tracer, or null where the recorder finds it elsewhere.</summary>
    public static IOperation? TracerOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument => TraceEventSymbols.IsTracer(argument.Parameter?.Type))?.Value;

    private static bool IsGenerated(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
                && attribute.ConstructorArguments.FirstOrDefault().Value is Generator)
            {
                return true;
            }
        }

        return false;
    }
}
