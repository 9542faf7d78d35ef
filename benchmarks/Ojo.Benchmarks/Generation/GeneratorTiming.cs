using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ojo.Benchmarks.Generation;

/// <summary>How long a generator takes, as the compiler's own clock for generators says: the parsing of what it writes included.</summary>
/// <param name="generator">The generator.</param>
internal sealed class GeneratorTiming(IIncrementalGenerator generator)
{
    /// <summary>Milliseconds of a first run over what <paramref name="project"/> makes, in order of size.</summary>
    public double[] Cold(Func<DeclaringProject> project, int rounds) => Sorted(rounds, _ =>
    {
        DeclaringProject fresh = project();
        return Elapsed(Driver(fresh).RunGenerators(fresh.Compilation));
    });

    /// <summary>Milliseconds of a run after an edit, a different one in each round, in order of size.</summary>
    public double[] After(DeclaringProject project, Func<DeclaringProject, int, DeclaringProject> edit, int rounds)
    {
        GeneratorDriver before = Driver(project).RunGenerators(project.Compilation);
        return Sorted(rounds, round => Elapsed(Rerun(before, edit(project, round))));
    }

    /// <summary>The values of named steps and the outputs that an edit made anew, and how many there are.</summary>
    public (int Anew, int All) Outcome(DeclaringProject project, Func<DeclaringProject, int, DeclaringProject> edit)
    {
        GeneratorDriver before = Driver(project, track: true).RunGenerators(project.Compilation);
        GeneratorRunResult run = Rerun(before, edit(project, 0)).GetRunResult().Results.Single();
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

    private static GeneratorDriver Rerun(GeneratorDriver before, DeclaringProject edited) =>
        before.ReplaceAdditionalTexts(edited.Files).RunGenerators(edited.Compilation);

    private static double Elapsed(GeneratorDriver driver)
    {
        if (driver.GetRunResult().Results.Single().Exception is { } fault)
        {
            throw new InvalidOperationException("The generator threw, and so did nothing that could be timed.", fault);
        }

        return driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
    }

    private static double[] Sorted(int rounds, Func<int, double> measure)
    {
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            times[round] = measure(round);
        }

        Array.Sort(times);
        return times;
    }
}
