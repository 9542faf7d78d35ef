using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ojo.Benchmarks.Generation;

/// <summary>How long a generator takes: the compiler parses what it writes later, when it first asks for it.</summary>
/// <param name="generator">The generator.</param>
internal sealed class GeneratorTiming(IIncrementalGenerator generator)
{
    private const int Warmup = 6;

    // A first run after a pause has the processor's caches and the just-in-time compiler against it; it stands for itself.
    private const int Rounds = 15;

    /// <summary>The time of a first run over what <paramref name="project"/> makes.</summary>
    public GeneratorTime Cold(Func<DeclaringProject> project) => Measure(_ =>
    {
        DeclaringProject fresh = project();
        return (Driver(fresh), fresh);
    });

    /// <summary>The time of a run after an edit, a different one in each round.</summary>
    public GeneratorTime After(DeclaringProject project, Func<DeclaringProject, int, DeclaringProject> edit)
    {
        GeneratorDriver before = Driver(project).RunGenerators(project.Compilation);
        return Measure(round => (before, edit(project, round)));
    }

    /// <summary>How many values of named steps and outputs an edit made anew, and how many there are.</summary>
    public (int Anew, int All) Outcome(DeclaringProject project, Func<DeclaringProject, int, DeclaringProject> edit)
    {
        GeneratorDriver before = Driver(project, track: true).RunGenerators(project.Compilation);
        DeclaringProject edited = edit(project, 0);
        GeneratorRunResult run = before.ReplaceAdditionalTexts(edited.Files).RunGenerators(edited.Compilation).GetRunResult().Results.Single();
        IncrementalStepRunReason[] reasons =
        [
            .. run.TrackedSteps
                .Where(static step => step.Key.StartsWith("Ojo.", StringComparison.Ordinal))
                .Concat(run.TrackedOutputSteps)
                .SelectMany(static step => step.Value)
                .SelectMany(static step => step.Outputs)
                .Select(static output => output.Reason),
        ];
        return (reasons.Count(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)), reasons.Length);
    }

    private CSharpGeneratorDriver Driver(DeclaringProject project, bool track = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        project.Files,
        optionsProvider: new EveryFileDeclares(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, track));

    private static GeneratorTime Measure(Func<int, (GeneratorDriver Driver, DeclaringProject Project)> prepare)
    {
        double[] times = new double[Rounds];
        double[] own = new double[Rounds];
        for (int round = -Warmup; round < Rounds; round++)
        {
            (GeneratorDriver driver, DeclaringProject project) = prepare(round);
            driver = driver.ReplaceAdditionalTexts(project.Files);
            long start = ThreadTime.Now();
            driver = driver.RunGenerators(project.Compilation);
            long end = ThreadTime.Now();
            if (driver.GetRunResult().Results.Single().Exception is { } fault)
            {
                throw new InvalidOperationException("The generator threw, so that there is nothing to be timed.", fault);
            }

            if (round >= 0)
            {
                times[round] = driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
                own[round] = (end - start) / 1e6;
            }
        }

        Array.Sort(times);
        Array.Sort(own);
        return new GeneratorTime(times[0], times[Rounds / 2], own[Rounds / 2]);
    }
}
