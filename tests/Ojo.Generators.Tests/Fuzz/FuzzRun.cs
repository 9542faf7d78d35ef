using System.Globalization;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>How many inputs a run tries, and which.</summary>
/// <remarks>
/// <c>OJO_STRESS_INPUTS</c> is how many of all sorts together (the tests' own number is small), <c>OJO_STRESS_SEED</c> chooses other random
/// ones, and <c>OJO_STRESS_ONLY=events:123</c> tries one input alone: what a failure names.
/// </remarks>
internal static class FuzzRun
{
    private const int Short = 3000;

    public static int Seed { get; } = Number("OJO_STRESS_SEED", 1);

    private static int Inputs { get; } = Number("OJO_STRESS_INPUTS", Short);

    /// <summary>Tries a share of the inputs; what any of them throws says which it was and what it looked like.</summary>
    /// <param name="sort">What they are called in a failure.</param>
    /// <param name="share">How many of a hundred inputs are of this sort.</param>
    /// <param name="make">Makes the input of a number, out of how many.</param>
    /// <param name="attempt">Tries one.</param>
    public static int Try(string sort, int share, Func<int, int, string> make, Action<string> attempt)
    {
        int count = Math.Max(1, (int)((long)Inputs * share / 100));
        int first = 0;
        int last = count;
        if (Environment.GetEnvironmentVariable("OJO_STRESS_ONLY") is { Length: > 0 } only)
        {
            string[] parts = only.Split(':');
            first = parts[0] == sort ? int.Parse(parts[1], CultureInfo.InvariantCulture) : count;
            last = Math.Min(first + 1, count);
        }

        for (int i = first; i < last; i++)
        {
            string input = make(i, count);
            try
            {
                attempt(input);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(
                    $"Input {sort}:{i} of {Inputs} (seed {Seed}) fails: {fault.Message}\n"
                    + $"Again: OJO_STRESS_INPUTS={Inputs} OJO_STRESS_SEED={Seed} OJO_STRESS_ONLY={sort}:{i}\n---\n{Visible(input)}\n---",
                    fault);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{last - first} inputs of the sort '{sort}', seed {Seed}.");
        return last - first;
    }

    /// <summary>A random number generator of its own for each input, so that one can be tried alone.</summary>
    public static Random Random(string sort, int i) => new(unchecked((Seed * 397) ^ (int)((uint)i * 2654435761u) ^ (sort.Length * 7919)));

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private static string Visible(string input)
    {
        const int longest = 4000;
        return string.Concat(input.Take(longest).Select(static c => c == '\n' || c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
    }
}
