using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ojo.Storage.Shards;

namespace Ojo.Storage;

/// <summary>How much a store keeps. What is older, or more, goes; the oldest first.</summary>
public sealed record Retention
{
    private static readonly (char Unit, TimeSpan Length)[] s_units = [('m', TimeSpan.FromMinutes(1)), ('h', TimeSpan.FromHours(1)), ('d', TimeSpan.FromDays(1)), ('w', TimeSpan.FromDays(7))];

    /// <summary>How old events may become, by their own time; null: as old as they like.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How many bytes the store may take; null: as many as it likes. The newest shard, or run, stays in any case.</summary>
    public long? Bytes { get; init; }

    /// <summary>Adds what one text says: an age such as <c>7d</c> or <c>12h</c> (m, h, d, w), or a size such as <c>20GB</c> or <c>4GiB</c>.</summary>
    /// <returns>False where it is neither.</returns>
    public static bool TryAdd(Retention? to, string? text, [NotNullWhen(true)] out Retention? sum)
    {
        sum = null;
        if (SizeText.TryParse(text, out long bytes))
        {
            sum = (to ?? new Retention()) with { Bytes = bytes };
        }
        else if (text?.Trim() is { Length: > 1 } trimmed
            && Array.Find(s_units, unit => unit.Unit == char.ToLowerInvariant(trimmed[^1])).Length is { Ticks: > 0 } length
            && decimal.TryParse(trimmed.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number > 0 && number * length.Ticks < TimeSpan.TicksPerDay * 365L * 250)
        {
            sum = (to ?? new Retention()) with { Age = TimeSpan.FromTicks((long)(number * length.Ticks)) };
        }

        return sum is not null;
    }

    /// <summary>Unix time in nanoseconds before which nothing is kept; null where age does not matter.</summary>
    internal long? OldestNs(DateTimeOffset now) =>
        Age is TimeSpan age ? (long)Math.Max(0, (now - age - DateTimeOffset.UnixEpoch).Ticks) * TimeSpan.NanosecondsPerTick : null;
}
