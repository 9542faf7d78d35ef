using Ojo.Interop.Exporting;

namespace Ojo.Interop.Timeline;

/// <summary>Takes a field's value where it is a number.</summary>
internal sealed class NumberReader : IValueWriter
{
    private static readonly TimelineNumber s_none = new(0, double.NaN, false);

    /// <summary>The value; no number where it is none.</summary>
    public TimelineNumber Value { get; private set; }

    /// <summary>The value of a field.</summary>
    public TimelineNumber Read(ExportedField field, in ExportedEvent from)
    {
        Value = s_none;
        field.Write(from, this);
        return Value;
    }

    /// <inheritdoc/>
    public void None() => Value = s_none;

    /// <inheritdoc/>
    public void Unsigned(ulong number) => Value = number <= long.MaxValue ? new TimelineNumber((long)number, 0, true) : new TimelineNumber(0, number, false);

    /// <inheritdoc/>
    public void Signed(long number) => Value = new TimelineNumber(number, 0, true);

    /// <inheritdoc/>
    public void Real(double number) => Value = new TimelineNumber(0, number, false);

    /// <inheritdoc/>
    public void Truth(bool truth) => Value = s_none;

    /// <inheritdoc/>
    public void Utf8(ReadOnlySpan<byte> text) => Value = s_none;

    /// <inheritdoc/>
    public void Text(string text) => Value = s_none;
}
