using System.Buffers;
using System.Globalization;
using System.Text;
using Ojo.Interop.Exporting;
using Ojo.Interop.Parquet.Format;

namespace Ojo.Interop.Parquet;

/// <summary>Gives a column the values of a field.</summary>
/// <param name="column">The column.</param>
/// <param name="type">What its values are.</param>
internal sealed class FieldCell(IColumnWriter column, ColumnType type) : IValueWriter
{
    private const int ShortText = 256;
    private const int LongestNumber = 20;

    /// <inheritdoc/>
    public void None()
    {
    }

    /// <inheritdoc/>
    public void Unsigned(ulong number)
    {
        if (type != ColumnType.Text)
        {
            column.Put(number);
            return;
        }

        // A value without a name, a string that was not defined.
        Span<byte> digits = stackalloc byte[LongestNumber];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        column.Put(digits[..length]);
    }

    /// <inheritdoc/>
    public void Signed(long number) => column.Put((ulong)number);

    /// <inheritdoc/>
    public void Real(double number) => column.Put(number);

    /// <inheritdoc/>
    public void Truth(bool truth) => column.Put(truth);

    /// <inheritdoc/>
    public void Utf8(ReadOnlySpan<byte> text)
    {
        // A number that its declaration gives no bits is shown as an empty text: here there is none.
        if (type == ColumnType.Text)
        {
            column.Put(ValidUtf8.Of(text));
        }
    }

    /// <inheritdoc/>
    public void Text(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > ShortText ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[ShortText];
        column.Put(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Time(long unixNs) => column.Put((ulong)unixNs);

    /// <inheritdoc/>
    public void Bytes(ReadOnlySpan<byte> bytes) => column.Put(bytes);

    /// <inheritdoc/>
    public void Uuid(ReadOnlySpan<byte> bytes) => column.Put(bytes);
}
