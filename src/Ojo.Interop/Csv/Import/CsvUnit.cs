namespace Ojo.Interop.Csv.Import;

/// <summary>A unit that a header or a mapping names.</summary>
/// <param name="Name">What it is called in Ojo; whatever the file calls it where that is no unit that is known.</param>
/// <param name="Kind">What is measured in it.</param>
/// <param name="Scale">How many nanoseconds it has, if it is one of time; how many bits a second, if it is one of rate; else 0.</param>
internal readonly record struct CsvUnit(string Name, FieldKind Kind, double Scale)
{
    private const int MostLength = 24;

    public static CsvUnit None { get; } = new("", FieldKind.None, 0);

    public static CsvUnit Bytes { get; } = new("bytes", FieldKind.Bytes, 0);

    public bool IsTime => Kind == FieldKind.Duration;

    /// <summary>How many digits a time in this unit is away from nanoseconds.</summary>
    public int NanosecondShift => Name switch { "s" => 9, "ms" => 6, "us" => 3, _ => 0 };

    /// <summary>The unit of a name, known or not.</summary>
    public static CsvUnit Of(string name) => name.Trim().ToLowerInvariant() switch
    {
        "ns" or "nsec" or "nanoseconds" => new("ns", FieldKind.Duration, 1),
        "us" or "µs" or "μs" or "usec" or "usecs" or "microseconds" => new("us", FieldKind.Duration, 1e3),
        "ms" or "msec" or "msecs" or "milliseconds" => new("ms", FieldKind.Duration, 1e6),
        "s" or "sec" or "secs" or "seconds" => new("s", FieldKind.Duration, 1e9),
        "b" or "byte" or "bytes" or "octets" => Bytes,
        "b/s" or "bps" when name.Trim() is "B/s" or "Bps" => new("B/s", FieldKind.Rate, 8),
        "bytes/s" => new("B/s", FieldKind.Rate, 8),
        "b/s" or "bps" or "bit/s" or "bits/s" => new("bit/s", FieldKind.Rate, 1),
        "kbps" or "kbit/s" => new("kbit/s", FieldKind.Rate, 1e3),
        "mbps" or "mbit/s" => new("Mbit/s", FieldKind.Rate, 1e6),
        "gbps" or "gbit/s" => new("Gbit/s", FieldKind.Rate, 1e9),
        "packets" or "pkts" or "segments" or "mss" => new("packets", FieldKind.Count, 0),
        "" => None,
        _ => new(name.Trim()[..Math.Min(name.Trim().Length, MostLength)], FieldKind.None, 0),
    };

    /// <summary>Parts a header into a name and a unit: <c>rtt (ms)</c>, <c>rtt [ms]</c>, <c>rtt_ms</c>.</summary>
    public static (string Name, CsvUnit Unit) Split(string header)
    {
        foreach ((char open, char close) in (ReadOnlySpan<(char, char)>)[('(', ')'), ('[', ']')])
        {
            int at = header.LastIndexOf(open);
            if (at > 0 && header.EndsWith(close))
            {
                return (header[..at].TrimEnd(), Of(header[(at + 1)..^1]));
            }
        }

        int last = header.LastIndexOfAny(['_', ' ', '.']);
        CsvUnit unit = last > 0 ? Of(header[(last + 1)..]) : None;
        return unit.Kind is FieldKind.Duration or FieldKind.Rate || (unit == Bytes && header.Length - last > 2) ? (header[..last], unit) : (header, None);
    }
}
