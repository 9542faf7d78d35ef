using System.Globalization;
using System.Text;

namespace Ojo.Storage.Metrics;

/// <summary>Writes the text format of Prometheus, line by line.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    /// <summary>The labels of a series as they stand between the braces, in order of name.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, object? value) in tags)
        {
            labels[PrometheusName.Clean(name)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return string.Join(',', labels.Select(static label => $"{label.Key}=\"{EscapeValue(label.Value)}\""));
    }

    /// <summary>The two lines that begin a metric.</summary>
    public void Family(string name, PrometheusType type, string? help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append((help ?? "").Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type.ToString().ToLowerInvariant()).Append('\n');
    }

    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public void Histogram(string name, string labels, ReadOnlySpan<double> bounds, PrometheusSeries series)
    {
        string rest = labels.Length > 0 ? labels + "," : "";
        long count = 0;
        for (int bucket = 0; bucket < series.Counts.Length; bucket++)
        {
            count += series.Counts[bucket];
            string bound = bucket < bounds.Length ? Number(bounds[bucket]) : "+Inf";
            Sample(name + "_bucket", $"{rest}le=\"{bound}\"", count);
        }

        Sample(name + "_sum", labels, series.Sum);
        Sample(name + "_count", labels, count);
    }

    public override string ToString() => _text.ToString();

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeValue(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
