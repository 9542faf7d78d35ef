using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ojo.Storage.Shards;

/// <summary>What one file of a store that is a directory holds: a day's events, an hour's, or as many as make a size.</summary>
public readonly record struct ShardSpan
{
    private const string SizePrefix = "shard-";

    private ShardSpan(TimeSpan duration, long bytes)
    {
        Duration = duration;
        Bytes = bytes;
    }

    /// <summary>A file for each day of UTC.</summary>
    public static ShardSpan Day { get; } = new(TimeSpan.FromDays(1), 0);

    /// <summary>A file for each hour of UTC.</summary>
    public static ShardSpan Hour { get; } = new(TimeSpan.FromHours(1), 0);

    /// <summary>How long a file's stretch of time is; zero where files go by size.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The size at which the next file is begun, in bytes; 0 where files go by time.</summary>
    public long Bytes { get; }

    internal bool IsBySize => Bytes > 0;

    /// <summary>A new file as soon as the last has this size.</summary>
    /// <param name="bytes">In bytes; at least 1.</param>
    public static ShardSpan OfSize(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new ShardSpan(TimeSpan.Zero, bytes);
    }

    /// <summary>Reads <c>day</c>, <c>hour</c>, or a size such as <c>4GiB</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ShardSpan span)
    {
        span = text?.Trim().ToUpperInvariant() switch
        {
            "DAY" => Day,
            "HOUR" => Hour,
            _ => SizeText.TryParse(text, out long bytes) ? new ShardSpan(TimeSpan.Zero, bytes) : default,
        };
        return span != default;
    }

    /// <inheritdoc/>
    public override string ToString() => IsBySize
        ? string.Create(CultureInfo.InvariantCulture, $"{Bytes}B")
        : Duration == Day.Duration ? "day" : Duration == Hour.Duration ? "hour" : Duration.ToString();

    /// <summary>A file for each stretch of a duration.</summary>
    internal static ShardSpan OfDuration(TimeSpan duration) => new(duration, 0);

    /// <summary>The name of the file that has a time's events.</summary>
    internal string NameOf(long unixNs)
    {
        long ticks = unixNs / TimeSpan.NanosecondsPerTick;
        DateTime start = DateTime.UnixEpoch.AddTicks(ticks - ticks % Duration.Ticks);
        string format = Duration.Ticks % TimeSpan.TicksPerDay == 0 ? "yyyy-MM-dd" : Duration.Ticks % TimeSpan.TicksPerHour == 0 ? "yyyy-MM-ddTHH" : "yyyy-MM-ddTHHmmss.fffffff";
        return start.ToString(format, CultureInfo.InvariantCulture) + ".db";
    }

    /// <summary>The name of a file that goes by size.</summary>
    internal static string NameOfNumber(long number) => string.Create(CultureInfo.InvariantCulture, $"{SizePrefix}{number:D8}.db");

    /// <summary>The number of a file that goes by size; null where the name is none of those.</summary>
    internal static long? NumberOf(string name) =>
        name.StartsWith(SizePrefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan()[SizePrefix.Length..^3], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}
