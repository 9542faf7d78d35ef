namespace Ojo.Runtime.Tests.Faults;

/// <summary>
/// Each call that changes files fails once, in each way in which disks fail: either there is no tracer, and its maker is told so, or nothing
/// is lost.
/// </summary>
public sealed class FailingCallTests(FaultLibrary library) : IClassFixture<FaultLibrary>
{
    private const int Interrupted = 4;
    private const int BadDisk = 5;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    [Theory]
    [InlineData("stream", NoSpace)]
    [InlineData("stream", OverQuota, true)]
    [InlineData("power loss", BadDisk)]
    [InlineData("power loss", Interrupted)]
    [InlineData("flight recorder", ReadOnly)]
    [InlineData("salvage", NoSpace)]
    public void Whichever_call_fails_once_nothing_is_incomplete_lost_or_there_twice(string work, int error, bool linksOnly = false)
    {
        library.SkipIfMissing();
        using DeadProcess? dead = work == "salvage" ? new DeadProcess(library) : null;
        int refused = 0;
        EachStep steps = new(oneIn: 3, step =>
        {
            using WorkPlace place = new(dead);
            string log = Path.Combine(place.Path, "log");
            WorkProcess process = new(work, place.Traces, place.Counts);
            Fault fault = new("fail") { At = step, Error = error, LinksOnly = linksOnly };
            int end = process.Run(fault.Environment(library, place.Traces, log));
            bool isRefused = end == WorkProcess.Refused && process.Said.Contains(place.Traces, StringComparison.Ordinal);
            bool isPutOff = end == 1 && work == "salvage";
            Interlocked.Add(ref refused, isRefused ? 1 : 0);
            List<string> problems = process.Problems();
            if (end != 0 && !isRefused && !isPutOff)
            {
                problems.Add($"it ended with {end}: {process.Said}");
            }

            List<FileCall> calls = FileCall.Read(log);
            return (calls.Count >= step, [.. problems.Select(problem => $"{calls.ElementAtOrDefault(step - 1)}: {problem}")]);
        });
        steps.Check();
        Assert.InRange(steps.Last, 20, EachStep.Most);

        // Interrupted calls are made again.
        Assert.True(work == "salvage" ? refused == 0 : refused > 1 || error == Interrupted, $"{refused} refused");
    }
}
