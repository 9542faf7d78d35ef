using System.Text;

namespace Ojo.Storage.Metrics;

/// <summary>Makes names as Prometheus wants them: letters, digits and <c>_</c>, the base unit at the end, <c>_total</c> for counters.</summary>
internal static class PrometheusName
{
    /// <summary>A metric's name.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="unit">Its unit, as UCUM writes it; what stands in braces is no unit.</param>
    /// <param name="isCounter">Whether it only ever grows.</param>
    public static string Of(string name, string? unit, bool isCounter)
    {
        string result = Clean(name);
        string? word = unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "1" => "ratio",
            _ => null,
        };
        if (word is not null && !result.EndsWith("_" + word, StringComparison.Ordinal))
        {
            result += "_" + word;
        }

        return isCounter && !result.EndsWith("_total", StringComparison.Ordinal) ? result + "_total" : result;
    }

    /// <summary>A label's name, or a metric's without its endings.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (char character in name)
        {
            if (clean.Length == 0 && char.IsAsciiDigit(character))
            {
                clean.Append('_');
            }

            clean.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return clean.Length == 0 ? "_" : clean.ToString();
    }
}
