using System.Globalization;

namespace Ojo.Storage.Decoding;

/// <summary>UTF-16 units as text: the character, or <c>U+000A</c> where it can't be shown alone.</summary>
internal static class CharacterText
{
    public static string Of(ulong unit) =>
        unit > char.MaxValue || char.IsControl((char)unit) || char.IsSurrogate((char)unit)
            ? "U+" + unit.ToString("X4", CultureInfo.InvariantCulture)
            : ((char)unit).ToString();
}
