using System.Globalization;
using System.Text.RegularExpressions;

namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>What the demo says about itself at its end.</summary>
/// <param name="Stored">Events that its tracer says it stored.</param>
/// <param name="Ingested">Events that it says are in the database.</param>
/// <param name="Dropped">Events that were lost.</param>
internal sealed partial record DemoSummary(long Stored, long Ingested, long Dropped)
{
    public static DemoSummary Parse(string output)
    {
        Match match = Line().Match(output);
        Assert.True(match.Success, $"The demo has not told how many events there are:\n{output}");
        return new DemoSummary(Number(match, 1), Number(match, 2), Number(match, 3));
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Events\s+([\d,]+) stored by the tracer, ([\d,]+) in the database, ([\d,]+) dropped")]
    private static partial Regex Line();
}
