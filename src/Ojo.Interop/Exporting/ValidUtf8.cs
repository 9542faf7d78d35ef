using System.Text;

namespace Ojo.Interop.Exporting;

/// <summary>Texts as they were recorded, made fit for files that must be UTF-8.</summary>
internal static class ValidUtf8
{
    /// <summary>The text; a copy with U+FFFD in place of what is not UTF-8, where there is such.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
}
