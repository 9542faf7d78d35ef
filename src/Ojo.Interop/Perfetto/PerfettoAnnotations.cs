using Ojo.Interop.Exporting;

namespace Ojo.Interop.Perfetto;

/// <summary>Writes fields' values as an event's debug annotations.</summary>
/// <param name="trackEvent">The event that they are part of.</param>
internal sealed class PerfettoAnnotations(ProtoWriter trackEvent) : IValueWriter
{
    private readonly ProtoWriter _annotation = new();

    /// <summary>The number of the next value's name.</summary>
    public ulong NameIid { get; set; }

    /// <inheritdoc/>
    public void None() => Text("");

    /// <inheritdoc/>
    public void Unsigned(ulong number)
    {
        Begin();
        _annotation.Varint(PerfettoField.AnnotationUint, number);
        End();
    }

    /// <inheritdoc/>
    public void Signed(long number)
    {
        Begin();
        _annotation.Varint(PerfettoField.AnnotationInt, (ulong)number);
        End();
    }

    /// <inheritdoc/>
    public void Real(double number)
    {
        Begin();
        _annotation.Double(PerfettoField.AnnotationDouble, number);
        End();
    }

    /// <inheritdoc/>
    public void Truth(bool truth)
    {
        Begin();
        _annotation.Varint(PerfettoField.AnnotationBool, truth ? 1UL : 0);
        End();
    }

    /// <inheritdoc/>
    public void Utf8(ReadOnlySpan<byte> text)
    {
        Begin();
        _annotation.Bytes(PerfettoField.AnnotationString, ValidUtf8.Of(text));
        End();
    }

    /// <inheritdoc/>
    public void Text(string text)
    {
        Begin();
        _annotation.Text(PerfettoField.AnnotationString, text);
        End();
    }

    private void Begin()
    {
        _annotation.Clear();
        _annotation.Varint(PerfettoField.AnnotationNameIid, NameIid);
    }

    private void End() => trackEvent.Bytes(PerfettoField.EventAnnotation, _annotation.Written);
}
