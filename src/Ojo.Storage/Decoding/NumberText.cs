using System.Globalization;

namespace Ojo.Storage.Decoding;

/// <summary>Reads unsigned numbers as people write them: <c>4096</c> or <c>0x1000</c>.</summary>
internal static class NumberText
{
    public static bool TryParse(string text, out ulong number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
