using System.Globalization;
using System.Text;
using Ojo.Interop.Exporting;

namespace Ojo.Interop.Timeline;

/// <summary>Takes a field's value as a word for people: a state's name.</summary>
internal sealed class WordReader : IValueWriter
{
    private string _word = "";

    /// <summary>The value of a field.</summary>
    public string Read(ExportedField field, in ExportedEvent from)
    {
        field.Write(from, this);
        return _word;
    }

    /// <inheritdoc/>
    public void None() => _word = "";

    /// <inheritdoc/>
    public void Unsigned(ulong number) => _word = number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Signed(long number) => _word = number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Real(double number) => _word = number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Truth(bool truth) => _word = truth ? "true" : "false";

    /// <inheritdoc/>
    public void Utf8(ReadOnlySpan<byte> text) => _word = Encoding.UTF8.GetString(text);

    /// <inheritdoc/>
    public void Text(string text) => _word = text;
}
