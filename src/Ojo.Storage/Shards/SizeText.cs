using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ojo.Storage.Shards;

/// <summary>Reads sizes as people write them: <c>20GB</c> is 20 · 10⁹ bytes, <c>4GiB</c> is 4 · 2³⁰.</summary>
internal static class SizeText
{
    private static readonly (string Unit, long Bytes)[] s_units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    public static bool TryParse([NotNullWhen(true)] string? text, out long bytes)
    {
        bytes = 0;
        string trimmed = text?.Trim() ?? "";
        foreach ((string unit, long factor) in s_units)
        {
            if (trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                if (!decimal.TryParse(trimmed.AsSpan()[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                    || number > long.MaxValue / factor)
                {
                    return false;
                }

                bytes = (long)(number * factor);
                return bytes > 0;
            }
        }

        return false;
    }
}
