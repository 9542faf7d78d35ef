namespace Ojo.Runtime.Tests.Faults;

/// <summary>Tries something with the first step, the second and so on, two at a time, until there is no such step.</summary>
/// <remarks><c>OJO_STRESS_STEPS=all</c> leaves none out.</remarks>
internal sealed class EachStep
{
    /// <summary>Whether nothing is to be left out.</summary>
    public static readonly bool IsFull = Environment.GetEnvironmentVariable("OJO_STRESS_STEPS") == "all";

    /// <summary>More than there are in whatever is tried.</summary>
    public const int Most = 1000;

    private const int AtATime = 2;

    /// <param name="oneIn">Which part of the steps is tried where some may be left out: 1 for all, 3 for each third.</param>
    /// <param name="attempt">Given a step from 1, says whether there was one, and what went wrong.</param>
    public EachStep(int oneIn, Func<int, (bool IsThere, List<string> Problems)> attempt) => Parallel.For(0, AtATime, lane =>
    {
        bool isThere = true;
        int stride = IsFull ? 1 : oneIn;
        for (int step = 1 + (lane * stride); isThere && step < Most; step += AtATime * stride)
        {
            (isThere, List<string> problems) = attempt(step);
            lock (Problems)
            {
                Last = isThere ? Math.Max(Last, step) : Last;
                Problems.AddRange(problems);
            }
        }
    });

    /// <summary>The last that there was.</summary>
    public int Last { get; private set; }

    private List<string> Problems { get; } = [];

    /// <summary>Fails the test with all that went wrong, if anything did.</summary>
    public void Check() => Assert.True(Problems.Count == 0, string.Join('\n', Problems));
}
