using System.Text.RegularExpressions;
using Ojo.Storage.Filters;

namespace Ojo.Storage.Tests.Filters;

public sealed class WildcardTests
{
    [Fact]
    public void Patterns_match_what_the_same_regular_expressions_match()
    {
        var random = new Random(7);
        int matched = 0;
        for (int n = 0; n < 20_000; n++)
        {
            string pattern = Letters(random, "abAB*?*", 8);
            string text = Letters(random, "abAB", 8);
            bool expected = Regex.IsMatch(text, "^" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace('?', '.') + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

            Assert.True(expected == Wildcard.Matches(pattern, text), $"{pattern} {text}");
            matched += expected ? 1 : 0;
        }

        Assert.InRange(matched, 1000, 19_000);
    }

    private static string Letters(Random random, string alphabet, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => alphabet[random.Next(alphabet.Length)]));
}
