using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Ojo.Generators.Tests.Driving;

/// <summary>What must hold of the pipeline's cached values.</summary>
internal static class CacheAssert
{
    /// <summary>Every named step found its value unchanged, and no output was written anew.</summary>
    public static void EverythingIsCached(GeneratorDriverRunResult result, IReadOnlyList<string> steps)
    {
        GeneratorRunResult run = result.Results.Single();
        foreach (string name in steps)
        {
            foreach (IncrementalStepRunReason reason in Reasons(run, name))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"Step {name} was {reason} after an edit that has nothing to do with it.");
            }
        }

        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> outputs) in run.TrackedOutputSteps)
        {
            foreach ((object _, IncrementalStepRunReason reason) in outputs.SelectMany(static step => step.Outputs))
            {
                Assert.True(reason == IncrementalStepRunReason.Cached, $"Output {name} was {reason} after an edit that has nothing to do with it.");
            }
        }
    }

    /// <summary>No value of the step <paramref name="name"/> reaches a symbol, a syntax, a location, a compilation or a file.</summary>
    public static void HoldsNothingOfTheCompilation(GeneratorDriverRunResult result, string name)
    {
        if (!result.Results.Single().TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps))
        {
            return;
        }

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((object value, IncrementalStepRunReason _) in steps.SelectMany(static step => step.Outputs))
        {
            Visit(value, name, seen);
        }
    }

    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? steps.SelectMany(static one => one.Outputs).Select(static output => output.Reason)
            : [];

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or SemanticModel or Location or Diagnostic or AdditionalText
                or AttributeData or Microsoft.CodeAnalysis.Text.SourceText,
            $"{path} holds a {value.GetType().Name}: the compilation that it belongs to would stay in memory, and the value would never be found equal.");
        if (value is IEnumerable items)
        {
            int index = 0;
            foreach (object? item in items)
            {
                Visit(item, $"{path}[{index++}]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer)
                {
                    Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
                }
            }
        }
    }
}
