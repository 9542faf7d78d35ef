using System.Globalization;
using System.Text.RegularExpressions;

namespace Ojo.Watcher.Tests.Support;

/// <summary>
/// Reads the text format of Prometheus, version 0.0.4, as strictly as its description and its linter: HELP and TYPE before the samples,
/// each family in one piece, no series twice, counters that end with <c>_total</c>, histograms that add up.
/// </summary>
internal static partial class Exposition
{
    /// <exception cref="FormatException">The text is not of the format, or not as its conventions want it.</exception>
    public static List<ExpositionFamily> Parse(string text)
    {
        Require(text.EndsWith('\n'), "The last line does not end.");
        Require(!text.Contains('\r'), "There is a carriage return.");
        var families = new List<ExpositionFamily>();
        string help = "";
        foreach (string line in text[..^1].Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } helped)
            {
                Require(families.TrueForAll(family => family.Name != helped.Groups[1].Value), $"{line} comes twice.");
                help = line;
            }
            else if (TypeLine().Match(line) is { Success: true } typed)
            {
                string name = typed.Groups[1].Value;
                Match described = HelpLine().Match(help);
                Require(described.Success && described.Groups[1].Value == name, $"{line} has no HELP before it.");
                families.Add(new ExpositionFamily(name, Unescape(described.Groups[2].Value, isLabel: false), typed.Groups[2].Value, []));
            }
            else
            {
                Require(families.Count > 0, $"{line} has no TYPE before it.");
                Add(families[^1], Sample(line));
            }
        }

        families.ForEach(Check);
        return families;
    }

    private static ExpositionSample Sample(string line)
    {
        Match match = SampleLine().Match(line);
        Require(match.Success, $"{line} is no sample.");
        var labels = new Dictionary<string, string>();
        foreach (Match label in Label().Matches(match.Groups[2].Value))
        {
            Require(labels.TryAdd(label.Groups[1].Value, Unescape(label.Groups[2].Value, isLabel: true)), $"{line} has a label twice.");
        }

        string number = match.Groups[3].Value;
        double value = number switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return new ExpositionSample(match.Groups[1].Value, labels, value);
    }

    private static void Add(ExpositionFamily family, ExpositionSample sample)
    {
        bool isOfIt = family.Type == "histogram"
            ? sample.Name == family.Name + "_bucket" || sample.Name == family.Name + "_sum" || sample.Name == family.Name + "_count"
            : sample.Name == family.Name;
        Require(isOfIt, $"{sample.Name} stands under {family.Name}.");
        Require(family.Samples.TrueForAll(other => other.Name != sample.Name || !other.Labels.OrderBy(Key).SequenceEqual(sample.Labels.OrderBy(Key))), $"{sample.Name} comes twice.");
        family.Samples.Add(sample);

        static string Key(KeyValuePair<string, string> label) => label.Key;
    }

    private static void Check(ExpositionFamily family)
    {
        Require(family.Type == "counter" == family.Name.EndsWith("_total", StringComparison.Ordinal), $"{family.Name} is a {family.Type}.");
        if (family.Type != "histogram")
        {
            return;
        }

        foreach (IGrouping<string, ExpositionSample> series in family.Samples.GroupBy(Series))
        {
            double before = 0;
            foreach (ExpositionSample bucket in series.Where(sample => sample.Name == family.Name + "_bucket"))
            {
                Require(bucket.Value >= before, $"{family.Name} counts fewer in a larger bucket.");
                before = bucket.Value;
            }

            Require(series.Single(sample => sample.Name == family.Name + "_count").Value == before, $"{family.Name} does not add up.");
            Require(series.Any(static sample => sample.Labels.GetValueOrDefault("le") == "+Inf"), $"{family.Name} has no last bucket.");
        }

        static string Series(ExpositionSample sample) =>
            string.Join('\n', sample.Labels.Where(static label => label.Key != "le").OrderBy(static label => label.Key, StringComparer.Ordinal));
    }

    private static string Unescape(string text, bool isLabel) =>
        Escape().Replace(text, match => match.Value switch
        {
            "\\n" => "\n",
            "\\\\" => "\\",
            "\\\"" when isLabel => "\"",
            _ => throw new FormatException($"{match.Value} means nothing."),
        });

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FormatException(otherwise);
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*"(?:,(?=[a-zA-Z_])|(?=\})))+)\})? (-?[0-9.]+(?:E[+-]?[0-9]+)?|[+-]Inf|NaN)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
