using System.Collections.Immutable;

namespace Ojo.Generators.Tests.Driving;

/// <summary>One run of the generator over a project. Every run is also a test of its caching.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriverRunResult result, Compilation output)
    {
        Result = result;
        Output = output;
        Sources = result.Results.Single().GeneratedSources
            .ToImmutableSortedDictionary(static source => source.HintName, static source => source.SourceText.ToString(), StringComparer.Ordinal);
    }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The project with what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>Generated files by hint name.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; }

    /// <summary>
    /// Runs the generator, then again after an edit that has nothing to do with events, and asserts that the second run
    /// found everything as it was and that no cached value holds on to the compilation.
    /// </summary>
    public static GeneratorRun Of(Project project) => Of(project, new OjoGenerator(), TrackingNames.All);

    /// <inheritdoc cref="Of(Project)"/>
    public static GeneratorRun Of(Project project, IIncrementalGenerator generator, IReadOnlyList<string> steps)
    {
        GeneratorDriver driver = Driver(project, generator).RunGeneratorsAndUpdateCompilation(
            project.Compile(), out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        GeneratorDriverRunResult first = driver.GetRunResult();
        Assert.Null(first.Results.Single().Exception);

        Compilation edited = project.Source("internal static class Unrelated;", "Unrelated.cs").Compile();
        GeneratorDriverRunResult second = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult();
        CacheAssert.EverythingIsCached(second, steps);
        foreach (string step in steps)
        {
            CacheAssert.HoldsNothingOfTheCompilation(first, step);
        }

        return new GeneratorRun(first, output);
    }

    public static GeneratorDriver Driver(Project project, IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        project.AdditionalTexts(),
        project.ParseOptions,
        project.Options(),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
