namespace Ojo.Runtime.Tests.Faults;

/// <summary>
/// Processes are killed at each of their calls that change files: right before, right after and, where it writes, half way. Readers
/// never see anything incomplete, and everything whose Record call had returned is recovered, once.
/// </summary>
/// <remarks><c>OJO_STRESS_STEPS=all</c> does all three to every call; by default it is half way through writes and right after others, of some works not of all.</remarks>
public sealed class FlusherDeathTests(FaultLibrary library) : IClassFixture<FaultLibrary>
{
    private static readonly string[] s_deeds = EachStep.IsFull ? ["kill-before", "tear", "kill-after"] : ["tear"];

    [Theory]
    [InlineData("stream", 3)]
    [InlineData("power loss", 1)]
    [InlineData("flight recorder", 1)]
    [InlineData("salvage", 3)]
    [InlineData("stream", 3, true)]
    public void Whichever_call_a_process_dies_at_nothing_is_incomplete_missing_or_there_twice(string work, int oneIn, bool linksOnly = false)
    {
        library.SkipIfMissing();
        using DeadProcess? dead = work == "salvage" ? new DeadProcess(library) : null;
        EachStep steps = new(oneIn, step =>
        {
            bool isDead = true;
            List<string> problems = [];
            foreach (string deed in s_deeds)
            {
                using WorkPlace place = new(dead);
                WorkProcess process = new(work, place.Traces, place.Counts);
                Fault fault = new(deed) { At = step, LinksOnly = linksOnly };
                int end = process.Run(fault.Environment(library, place.Traces));
                isDead &= end == WorkProcess.Killed;
                problems.AddRange(end is 0 or WorkProcess.Killed ? [] : [$"it ended with {end}"]);
                problems.AddRange(process.Problems().Select(problem => $"{deed} {step}: {problem}"));
            }

            return (isDead, problems);
        });
        steps.Check();
        Assert.InRange(steps.Last, 20, EachStep.Most);
        TestContext.Current.TestOutputHelper?.WriteLine($"{work}: killed at calls up to {steps.Last}");
    }

    [Theory]
    [InlineData("power loss", 3)]
    [InlineData("flight recorder, power loss", 2)]
    [InlineData("salvage", 1)]
    public void With_power_loss_durability_each_file_is_on_the_disk_before_it_has_its_name_and_its_name_right_after(string work, int traces)
    {
        library.SkipIfMissing();
        using DeadProcess? dead = work == "salvage" ? new DeadProcess(library, "power loss") : null;
        using WorkPlace place = new(dead);
        string log = Path.Combine(place.Path, "log");
        Assert.Equal(0, new WorkProcess(work, place.Traces, place.Counts).Run(new Fault("").Environment(library, place.Traces, log)));
        string output = Path.Combine(place.Traces, "output");
        List<FileCall> calls = FileCall.Read(log);
        List<FileCall> published = [.. calls.Where(call => call.Name == "rename" && call.Other.StartsWith(output, StringComparison.Ordinal))];
        Assert.InRange(published.Count(static call => call.Path.Contains("trace_", StringComparison.Ordinal)), traces, 100);
        Assert.All(published, rename =>
        {
            FileCall[] onFile = [.. calls.Where(call => call.Path == rename.Path && call.Result >= 0)];
            Assert.Equal("fsync", onFile[^2].Name);
            Assert.Equal(rename, onFile[^1]);
            FileCall next = calls.First(call => call.Number > rename.Number && !call.Path.Contains("ring_", StringComparison.Ordinal));
            Assert.Equal(("fsync", output, 0L), (next.Name, next.Path, next.Result));
        });
    }

    [Fact]
    public void With_power_loss_durability_the_names_of_new_folders_are_on_the_disk_before_anything_is_in_them()
    {
        library.SkipIfMissing();
        using WorkPlace place = new(null);
        string log = Path.Combine(place.Path, "log");
        Assert.Equal(0, new WorkProcess("power loss", place.Traces, place.Counts).Run(new Fault("").Environment(library, place.Path, log)));
        Assert.Equal(
            [
                ("mkdir", place.Traces), ("mkdir", Path.Combine(place.Traces, "staging")), ("mkdir", Path.Combine(place.Traces, "output")),
                ("fsync", place.Traces), ("fsync", place.Path),
            ],
            FileCall.Read(log).Where(static call => call.Result == 0).Take(5).Select(static call => (call.Name, call.Path)));
    }
}
